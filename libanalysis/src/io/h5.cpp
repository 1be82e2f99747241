#include "io/h5.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>
#include <sys/stat.h>

#include "io/h5_calls.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io::h5 {

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
Handle& Handle::operator=(Handle&& other) noexcept {
  if (this != &other) {
    reset();
    id_ = std::exchange(other.id_, -1);
    close_ = other.close_;
  }
  return *this;
}
void Handle::reset() noexcept { static_cast<void>(close()); }
bool Handle::close() noexcept {
  if (id_ < 0) return true;
  const Turn turn;
  return close_(std::exchange(id_, -1)) >= 0;
}

void Object::fail(std::string_view place, std::string_view value, std::string_view rule) const {
  if (!origin_->writing) throw InputError(origin_->path, place, value, rule);
  throw OutputError(origin_->path, fmt::format("{}: {}", place, value));
}

namespace {

/// "/signals" + "0" = "/signals/0".
std::string joined(const std::string& group, std::string_view member) {
  return group == "/" ? fmt::format("/{}", member) : fmt::format("{}/{}", group, member);
}

bool is_kind(hid_t group, const std::string& member, H5O_type_t kind) {
  const Turn turn;
  if (H5Lexists(group, member.c_str(), H5P_DEFAULT) <= 0) return false;
  const Handle object = closing(H5Oopen(group, member.c_str(), H5P_DEFAULT), H5Oclose);
  if (object.id() < 0) return false;
  const H5I_type_t type = H5Iget_type(object.id());
  return type == (kind == H5O_TYPE_GROUP ? H5I_GROUP : H5I_DATASET);
}

}  // namespace

std::vector<std::string> Group::members() const {
  const Turn turn;
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  if (H5Literate(handle_.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names) < 0) {
    fail(name_, words(), "must be a readable group");
  }
  std::sort(names.begin(), names.end());
  return names;
}

bool Group::has_group(std::string_view member) const {
  return is_kind(handle_.id(), std::string(member), H5O_TYPE_GROUP);
}
bool Group::has_dataset(std::string_view member) const {
  return is_kind(handle_.id(), std::string(member), H5O_TYPE_DATASET);
}

Group Group::group(std::string_view member) const {
  const Turn turn;
  Handle handle =
      closing(H5Gopen2(handle_.id(), std::string(member).c_str(), H5P_DEFAULT), H5Gclose);
  if (handle.id() < 0) fail(joined(name_, member), "absent or unreadable", "must be a group");
  return {origin_, joined(name_, member), std::move(handle)};
}

Dataset Group::dataset(std::string_view member) const {
  const Turn turn;
  Handle handle =
      closing(H5Dopen2(handle_.id(), std::string(member).c_str(), H5P_DEFAULT), H5Dclose);
  if (handle.id() < 0) fail(joined(name_, member), "absent or unreadable", "must be a data set");
  Dataset dataset(origin_, joined(name_, member), std::move(handle));
  dataset.widen_cache();
  return dataset;
}

std::vector<std::string> Group::text_column(std::string_view member) const {
  const Turn turn;
  const std::string place = joined(name_, member);
  const Handle dataset =
      closing(H5Dopen2(handle_.id(), std::string(member).c_str(), H5P_DEFAULT), H5Dclose);
  if (dataset.id() < 0) fail(place, "absent or unreadable", "must be a data set of texts");
  const Handle type = type_of(H5Dget_type(dataset.id()));
  const Handle space = space_of(H5Dget_space(dataset.id()));
  if (H5Tget_class(type.id()) != H5T_STRING || H5Sget_simple_extent_ndims(space.id()) != 1) {
    fail(place, "something else", "must be a column of texts");
  }
  auto texts = read_texts(type.id(), space.id(), [&](hid_t kind, void* out) {
    return H5Dread(dataset.id(), kind, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) >= 0;
  });
  if (!texts) fail(place, words(), "must be readable");
  return *std::move(texts);
}

Group Group::create_group(std::string_view member) {
  const Turn turn;
  const Handle list = without_times(H5P_GROUP_CREATE);
  Handle handle = closing(
      H5Gcreate2(handle_.id(), std::string(member).c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT),
      H5Gclose);
  if (handle.id() < 0) fail(joined(name_, member), words(), "");
  return {origin_, joined(name_, member), std::move(handle)};
}

Dataset Group::create_dataset(std::string_view member, Number type, std::int64_t columns,
                              std::int64_t chunk_rows) {
  const Turn turn;
  const int rank = columns == 0 ? 1 : 2;
  const std::array<hsize_t, 2> extent{0, static_cast<hsize_t>(columns)};
  const std::array<hsize_t, 2> limit{H5S_UNLIMITED, static_cast<hsize_t>(columns)};
  const std::array<hsize_t, 2> chunk{static_cast<hsize_t>(chunk_rows),
                                     static_cast<hsize_t>(columns)};
  const Handle list = without_times(H5P_DATASET_CREATE);
  H5Pset_chunk(list.id(), rank, chunk.data());
  H5Pset_shuffle(list.id());
  H5Pset_deflate(list.id(), 1);
  const Handle space = space_of(H5Screate_simple(rank, extent.data(), limit.data()));
  Handle handle = closing(H5Dcreate2(handle_.id(), std::string(member).c_str(), stored(type),
                                     space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT),
                          H5Dclose);
  if (handle.id() < 0) fail(joined(name_, member), words(), "");
  return {origin_, joined(name_, member), std::move(handle)};
}

namespace {

/// No more than there are: a chunk is encoded whole, however few of its rows are used.
std::int64_t column_chunk_rows(std::size_t values) {
  constexpr std::int64_t most = 8'192;
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(values), 1, most);
}

}  // namespace

void Group::write_column(std::string_view member, std::span<const double> values) {
  create_dataset(member, Number::f64, 0, column_chunk_rows(values.size()))
      .append(static_cast<std::int64_t>(values.size()), Number::f64, values.data());
}
void Group::write_column(std::string_view member, std::span<const std::int64_t> values) {
  create_dataset(member, Number::i64, 0, column_chunk_rows(values.size()))
      .append(static_cast<std::int64_t>(values.size()), Number::i64, values.data());
}

void Group::write_column(std::string_view member, std::span<const std::string> values) {
  const Turn turn;
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  const Handle type = text_type();
  const Handle list = without_times(H5P_DATASET_CREATE);
  const hsize_t extent = values.size();
  const Handle space = space_of(H5Screate_simple(1, &extent, nullptr));
  const Handle dataset = closing(H5Dcreate2(handle_.id(), std::string(member).c_str(), type.id(),
                                            space.id(), H5P_DEFAULT, list.id(), H5P_DEFAULT),
                                 H5Dclose);
  // Texts pass through a buffer that is cleared every time: a MiB, unless told otherwise.
  const Handle transfer = list_of(H5Pcreate(H5P_DATASET_XFER));
  H5Pset_buffer(transfer.id(), std::size_t{1} << 14U, nullptr, nullptr);
  const bool good =
      dataset.id() >= 0 && (extent == 0 || H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL,
                                                    transfer.id(), pointers.data()) >= 0);
  if (!good) fail(joined(name_, member), words(), "");
}

File File::open(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) {
    throw FileNotFoundError(path, "file", "absent", "must exist and be readable");
  }
  if (const std::string& why = library_problem(); !why.empty()) {
    throw InputError(path, "file", why, "must be read with HDF5's library");
  }
  const Turn turn;
  const Handle list = list_of(H5Pcreate(H5P_FILE_ACCESS));
#if H5_VERSION_GE(1, 10, 7)
  // Reading needs no lock, and cluster file systems without flock would refuse it.
  H5Pset_file_locking(list.id(), false, true);
#endif
  Handle handle = closing(H5Fopen(path.c_str(), H5F_ACC_RDONLY, list.id()), H5Fclose);
  if (handle.id() < 0) throw InputError(path, "file", words(), "must be a whole HDF5 file");
  return {std::make_shared<const Origin>(Origin{path, false}), std::move(handle)};
}

File File::create(const std::string& path, const std::string& shown) {
  if (const std::string& why = library_problem(); !why.empty()) throw OutputError(shown, why);
  const Turn turn;
  const Handle list = without_times(H5P_FILE_CREATE);
  Handle handle = closing(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, list.id(), H5P_DEFAULT), H5Fclose);
  if (handle.id() < 0) throw OutputError(shown, words());
  return {std::make_shared<const Origin>(Origin{shown, true}), std::move(handle)};
}

Group File::root() const {
  const Turn turn;
  return {origin_, "/", closing(H5Gopen2(handle_.id(), "/", H5P_DEFAULT), H5Gclose)};
}

void File::close() {
  const Turn turn;
  const bool flushed = H5Fflush(handle_.id(), H5F_SCOPE_LOCAL) >= 0;
  const std::string reason = flushed ? "" : words();
  if (!handle_.close() || !flushed) {
    throw OutputError(origin_->path, reason.empty() ? words() : reason);
  }
}

}  // namespace noctemg::io::h5
