#include <utility>

#include <fmt/core.h>

#include "io/h5_calls.hpp"

namespace noctemg::io::h5 {

std::string Object::place_of(std::string_view attribute) const {
  return fmt::format("attribute '{}' of '{}'", attribute, name_);
}

bool Object::has(std::string_view attribute) const {
  const Turn turn;
  return H5Aexists(handle_.id(), std::string(attribute).c_str()) > 0;
}

namespace {

struct OpenAttribute {
  Handle attribute, type, space;
  hssize_t count = 0;
};

OpenAttribute open_attribute(hid_t object, std::string_view name) {
  OpenAttribute open;
  open.attribute = closing(H5Aopen(object, std::string(name).c_str(), H5P_DEFAULT), H5Aclose);
  open.type = type_of(H5Aget_type(open.attribute.id()));
  open.space = space_of(H5Aget_space(open.attribute.id()));
  open.count = H5Sget_simple_extent_npoints(open.space.id());
  return open;
}

/// The attribute's values as `T`, or nothing when it is of another kind.
template <class T>
std::optional<std::vector<T>> read_values(hid_t object, std::string_view name, bool integers_only) {
  const OpenAttribute open = open_attribute(object, name);
  const H5T_class_t kind = H5Tget_class(open.type.id());
  if (kind != H5T_INTEGER && (integers_only || kind != H5T_FLOAT)) return std::nullopt;
  if (open.count < 0 || open.count > max_values) return std::nullopt;
  std::vector<T> values(static_cast<std::size_t>(open.count));
  const hid_t type = native(std::is_same_v<T, double> ? Number::f64 : Number::i64);
  if (H5Aread(open.attribute.id(), type, values.data()) < 0) return std::nullopt;
  return values;
}

bool write_attribute(hid_t object, std::string_view name, hid_t stored_type, hid_t memory_type,
                     std::optional<std::size_t> count, const void* values) {
  const hsize_t extent = count.value_or(0);
  const Handle space =
      space_of(count ? H5Screate_simple(1, &extent, nullptr) : H5Screate(H5S_SCALAR));
  const Handle attribute = closing(H5Acreate2(object, std::string(name).c_str(), stored_type,
                                              space.id(), H5P_DEFAULT, H5P_DEFAULT),
                                   H5Aclose);
  if (attribute.id() < 0) return false;
  return extent == 0 && count ? true : H5Awrite(attribute.id(), memory_type, values) >= 0;
}

}  // namespace

std::vector<std::string> Object::texts(std::string_view attribute) const {
  if (!has(attribute)) return {};
  const Turn turn;
  const OpenAttribute open = open_attribute(handle_.id(), attribute);
  if (H5Tget_class(open.type.id()) != H5T_STRING) {
    fail(place_of(attribute), "a value of another kind", "must be text");
  }
  auto texts = read_texts(open.type.id(), open.space.id(), [&](hid_t type, void* out) {
    return H5Aread(open.attribute.id(), type, out) >= 0;
  });
  if (!texts) fail(place_of(attribute), words(), "must be readable");
  return *std::move(texts);
}

std::vector<double> Object::numbers(std::string_view attribute) const {
  if (!has(attribute)) return {};
  const Turn turn;
  auto values = read_values<double>(handle_.id(), attribute, false);
  if (!values) fail(place_of(attribute), "a value of another kind", "must be a number");
  return *std::move(values);
}

std::vector<std::int64_t> Object::integers(std::string_view attribute) const {
  if (!has(attribute)) return {};
  const Turn turn;
  auto values = read_values<std::int64_t>(handle_.id(), attribute, true);
  if (!values) fail(place_of(attribute), "a value of another kind", "must be a whole number");
  return *std::move(values);
}

std::optional<std::string> Object::text(std::string_view attribute) const {
  auto values = texts(attribute);
  if (values.empty()) return std::nullopt;
  return std::move(values.front());
}
std::optional<double> Object::number(std::string_view attribute) const {
  const auto values = numbers(attribute);
  return values.empty() ? std::nullopt : std::optional(values.front());
}
std::optional<std::int64_t> Object::integer(std::string_view attribute) const {
  const auto values = integers(attribute);
  return values.empty() ? std::nullopt : std::optional(values.front());
}

void Object::set_text(std::string_view attribute, std::string_view value) {
  const Turn turn;
  const std::string text(value);
  const char* pointer = text.c_str();
  const Handle type = text_type();
  if (!write_attribute(handle_.id(), attribute, type.id(), type.id(), std::nullopt, &pointer)) {
    fail(place_of(attribute), words(), "");
  }
}
void Object::set_number(std::string_view attribute, double value) {
  const Turn turn;
  if (!write_attribute(handle_.id(), attribute, stored(Number::f64), native(Number::f64),
                       std::nullopt, &value)) {
    fail(place_of(attribute), words(), "");
  }
}
void Object::set_integer(std::string_view attribute, std::int64_t value) {
  const Turn turn;
  if (!write_attribute(handle_.id(), attribute, stored(Number::i64), native(Number::i64),
                       std::nullopt, &value)) {
    fail(place_of(attribute), words(), "");
  }
}
void Object::set_texts(std::string_view attribute, std::span<const std::string> values) {
  const Turn turn;
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  const Handle type = text_type();
  if (!write_attribute(handle_.id(), attribute, type.id(), type.id(), values.size(),
                       pointers.data())) {
    fail(place_of(attribute), words(), "");
  }
}
void Object::set_numbers(std::string_view attribute, std::span<const double> values) {
  const Turn turn;
  if (!write_attribute(handle_.id(), attribute, stored(Number::f64), native(Number::f64),
                       values.size(), values.data())) {
    fail(place_of(attribute), words(), "");
  }
}
void Object::set_integers(std::string_view attribute, std::span<const std::int64_t> values) {
  const Turn turn;
  if (!write_attribute(handle_.id(), attribute, stored(Number::i64), native(Number::i64),
                       values.size(), values.data())) {
    fail(place_of(attribute), words(), "");
  }
}

}  // namespace noctemg::io::h5
