#include "io/h5_calls.hpp"

#include <cstring>

namespace noctemg::io::h5 {

std::string words() {
  std::string text;
  const auto keep_first = [](unsigned n, const H5E_error2_t* error, void* out) -> herr_t {
    if (n == 0 && error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
  return text.empty() ? "HDF5 gives no reason" : text;
}

std::size_t size_of(Number type) noexcept {
  switch (type) {
    case Number::i8:
    case Number::u8:
      return 1;
    case Number::i16:
    case Number::u16:
      return 2;
    case Number::i32:
    case Number::u32:
    case Number::f32:
      return 4;
    default:
      return 8;
  }
}

bool is_floating(Number type) noexcept { return type == Number::f32 || type == Number::f64; }

hid_t native(Number type) {
  switch (type) {
    case Number::i8:
      return H5T_NATIVE_INT8;
    case Number::u8:
      return H5T_NATIVE_UINT8;
    case Number::i16:
      return H5T_NATIVE_INT16;
    case Number::u16:
      return H5T_NATIVE_UINT16;
    case Number::i32:
      return H5T_NATIVE_INT32;
    case Number::u32:
      return H5T_NATIVE_UINT32;
    case Number::i64:
      return H5T_NATIVE_INT64;
    case Number::f32:
      return H5T_NATIVE_FLOAT;
    case Number::f64:
      break;
  }
  return H5T_NATIVE_DOUBLE;
}

hid_t stored(Number type) {
  switch (type) {
    case Number::i8:
      return H5T_STD_I8LE;
    case Number::u8:
      return H5T_STD_U8LE;
    case Number::i16:
      return H5T_STD_I16LE;
    case Number::u16:
      return H5T_STD_U16LE;
    case Number::i32:
      return H5T_STD_I32LE;
    case Number::u32:
      return H5T_STD_U32LE;
    case Number::i64:
      return H5T_STD_I64LE;
    case Number::f32:
      return H5T_IEEE_F32LE;
    case Number::f64:
      break;
  }
  return H5T_IEEE_F64LE;
}

std::optional<Number> number_type(hid_t type) {
  const std::size_t size = H5Tget_size(type);
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_FLOAT && (size == 4 || size == 8)) return size == 4 ? Number::f32 : Number::f64;
  if (kind != H5T_INTEGER) return std::nullopt;
  const bool is_signed = H5Tget_sign(type) == H5T_SGN_2;
  if (size == 1) return is_signed ? Number::i8 : Number::u8;
  if (size == 2) return is_signed ? Number::i16 : Number::u16;
  if (size == 4) return is_signed ? Number::i32 : Number::u32;
  if (size == 8 && is_signed) return Number::i64;
  return std::nullopt;
}

Handle text_type() {
  Handle type = type_of(H5Tcopy(H5T_C_S1));
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

std::optional<std::vector<std::string>> read_texts(hid_t type, hid_t space,
                                                   const std::function<bool(hid_t, void*)>& read) {
  if (H5Sget_simple_extent_type(space) == H5S_NULL) return std::vector<std::string>(1);
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  if (count < 0 || count > max_values) return std::nullopt;
  std::vector<std::string> texts(static_cast<std::size_t>(count));
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> pointers(texts.size(), nullptr);
    if (!read(type, pointers.data())) return std::nullopt;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (pointers[i] != nullptr) texts[i] = pointers[i];
    }
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
    return texts;
  }
  const std::size_t width = H5Tget_size(type);
  if (width > (std::size_t{1} << 30U) / (texts.size() + 1)) return std::nullopt;
  std::vector<char> bytes(width * texts.size());
  if (!read(type, bytes.data())) return std::nullopt;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const char* begin = bytes.data() + i * width;
    texts[i].assign(begin, strnlen(begin, width));
    if (H5Tget_strpad(type) == H5T_STR_SPACEPAD) {
      texts[i].erase(texts[i].find_last_not_of(' ') + 1);
    }
  }
  return texts;
}

Handle without_times(hid_t list_class) {
  Handle list = list_of(H5Pcreate(list_class));
  H5Pset_obj_track_times(list.id(), false);
  return list;
}

}  // namespace noctemg::io::h5
