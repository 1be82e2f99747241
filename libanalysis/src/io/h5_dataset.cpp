#include <algorithm>
#include <array>
#include <utility>

#include <fmt/core.h>

#include "io/h5_calls.hpp"
#include "io/h5_chunk_code.hpp"

namespace noctemg::io::h5 {
namespace {

constexpr double max_cached_bytes = 256.0 * 1024 * 1024;

Storage storage_of(hid_t dataset, hid_t type, std::optional<Number> number, int rank) {
  Storage storage;
  const Handle list = list_of(H5Dget_create_plist(dataset));
  storage.plain = number && H5Tequal(type, native(*number)) > 0;
  if (H5Pget_layout(list.id()) != H5D_CHUNKED) return storage;
  std::array<hsize_t, 2> chunk{0, 1};
  H5Pget_chunk(list.id(), rank, chunk.data());
  storage.chunk_rows = static_cast<std::int64_t>(chunk[0]);
  storage.chunk_columns = static_cast<std::int64_t>(chunk[1]);
  const int filters = H5Pget_nfilters(list.id());
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0, config = 0;
    std::size_t values = 0;
    const H5Z_filter_t filter = H5Pget_filter2(list.id(), static_cast<unsigned>(i), &flags, &values,
                                               nullptr, 0, nullptr, &config);
    if (filter == H5Z_FILTER_SHUFFLE && i == 0) {
      storage.shuffled = true;
    } else if (filter == H5Z_FILTER_DEFLATE && i == filters - 1) {
      storage.deflated = true;
    } else {
      storage.plain = false;
    }
  }
  return storage;
}

/// A cache that holds a whole row of chunks, so that tiles lower than a chunk inflate it once.
Handle access_list(const Storage& storage, std::int64_t columns, std::size_t size) {
  Handle list = list_of(H5Pcreate(H5P_DATASET_ACCESS));
  if (storage.chunk_rows == 0 || storage.chunk_columns == 0) return list;
  const std::int64_t across = (columns + storage.chunk_columns - 1) / storage.chunk_columns;
  const double bytes = static_cast<double>(storage.chunk_rows) *
                       static_cast<double>(storage.chunk_columns * across) *
                       static_cast<double>(size);
  const double wanted = std::clamp(bytes, double{1U << 20U}, static_cast<double>(max_cached_bytes));
  H5Pset_chunk_cache(list.id(), 12'421, static_cast<std::size_t>(wanted), 1.0);
  return list;
}

}  // namespace

Dataset::Dataset(std::shared_ptr<const Origin> origin, std::string name, Handle handle)
    : Object(std::move(origin), std::move(name), std::move(handle)) {
  inspect();
}

void Dataset::inspect() {
  const Turn turn;
  const Handle space = space_of(H5Dget_space(handle_.id()));
  const Handle type = type_of(H5Dget_type(handle_.id()));
  rank_ = H5Sget_simple_extent_ndims(space.id());
  if (rank_ != 1 && rank_ != 2) {
    fail(name_, fmt::format("{} dimensions", rank_), "must have one dimension or two");
  }
  std::array<hsize_t, 2> extent{0, 1};
  H5Sget_simple_extent_dims(space.id(), extent.data(), nullptr);
  rows_ = static_cast<std::int64_t>(extent[0]);
  columns_ = static_cast<std::int64_t>(extent[1]);
  const std::optional<Number> number = number_type(type.id());
  if (!number) fail(name_, "values that are no plain numbers", "must hold integers or floats");
  type_ = *number;
  storage_ = storage_of(handle_.id(), type.id(), type_, rank_);
}

void Dataset::widen_cache() {
  const Turn turn;
  const Handle list = access_list(storage_, columns_, size_of(type_));
  const Handle file = closing(H5Iget_file_id(handle_.id()), H5Fclose);
  handle_.reset();  // an open data set keeps its first cache
  handle_ = closing(H5Dopen2(file.id(), name_.c_str(), list.id()), H5Dclose);
  if (handle_.id() < 0) fail(name_, words(), "must be readable");
}

void Dataset::read(std::int64_t first, std::int64_t count, Number type, void* out) const {
  if (count == 0) return;
  const Turn turn;
  const std::array<hsize_t, 2> start{static_cast<hsize_t>(first), 0};
  const std::array<hsize_t, 2> extent{static_cast<hsize_t>(count), static_cast<hsize_t>(columns_)};
  const Handle space = space_of(H5Dget_space(handle_.id()));
  H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, extent.data(), nullptr);
  const Handle memory = space_of(H5Screate_simple(rank_, extent.data(), nullptr));
  if (H5Dread(handle_.id(), native(type), memory.id(), space.id(), H5P_DEFAULT, out) < 0) {
    fail(fmt::format("rows {} to {} of '{}'", first, first + count, name_), words(),
         "must be readable");
  }
}

void Dataset::read_chunk(std::int64_t first, std::vector<std::byte>& bytes,
                         std::uint32_t& skipped) const {
  const Turn turn;
  const std::array<hsize_t, 2> start{static_cast<hsize_t>(first), 0};
  hsize_t size = 0;
  bytes.clear();
  // A chunk that was never written has no bytes; asking for it is an error in some releases.
  if (H5Dget_chunk_storage_size(handle_.id(), start.data(), &size) < 0 || size == 0) return;
  const auto whole = static_cast<hsize_t>(storage_.chunk_rows * columns_) * size_of(type_);
  if (size > 2 * whole + 65'536) {
    fail(fmt::format("chunk at row {} of '{}'", first, name_), fmt::format("{} bytes", size),
         fmt::format("must not be larger than its {} bytes of numbers", whole));
  }
  bytes.resize(size);
  if (H5Dread_chunk(handle_.id(), H5P_DEFAULT, start.data(), &skipped, bytes.data()) < 0) {
    fail(fmt::format("chunk at row {} of '{}'", first, name_), words(), "must be readable");
  }
}

/// Whole chunks of numbers that are stored as they are.
bool Dataset::written_here(Number type) const noexcept {
  return storage_.plain && storage_.shuffled && storage_.deflated && type == type_ &&
         storage_.chunk_rows > 0 && storage_.chunk_columns == columns_ &&
         rows_ % storage_.chunk_rows == 0;
}

void Dataset::extend(std::int64_t count) {
  const std::array<hsize_t, 2> extent{static_cast<hsize_t>(rows_ + count),
                                      static_cast<hsize_t>(columns_)};
  if (H5Dset_extent(handle_.id(), extent.data()) < 0) fail(name_, words(), "");
}

void Dataset::append_chunk(std::span<const std::byte> numbers) {
  const std::span<const std::byte> stored = encode_chunk(numbers, size_of(type_));
  const Turn turn;
  extend(storage_.chunk_rows);
  const std::array<hsize_t, 2> start{static_cast<hsize_t>(rows_), 0};
  if (H5Dwrite_chunk(handle_.id(), H5P_DEFAULT, 0, start.data(), stored.size(), stored.data()) <
      0) {
    fail(name_, words(), "");
  }
  rows_ += storage_.chunk_rows;
}

void Dataset::append(std::int64_t count, Number type, const void* values) {
  const std::size_t row_bytes = size_of(type) * static_cast<std::size_t>(columns_);
  const auto* bytes = static_cast<const std::byte*>(values);
  while (written_here(type) && count >= storage_.chunk_rows) {
    const std::size_t chunk_bytes = row_bytes * static_cast<std::size_t>(storage_.chunk_rows);
    append_chunk({bytes, chunk_bytes});
    bytes += chunk_bytes;
    count -= storage_.chunk_rows;
  }
  if (count == 0) return;
  const Turn turn;
  const std::array<hsize_t, 2> start{static_cast<hsize_t>(rows_), 0};
  const std::array<hsize_t, 2> added{static_cast<hsize_t>(count), static_cast<hsize_t>(columns_)};
  extend(count);
  const Handle space = space_of(H5Dget_space(handle_.id()));
  H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, added.data(), nullptr);
  const Handle memory = space_of(H5Screate_simple(rank_, added.data(), nullptr));
  if (H5Dwrite(handle_.id(), native(type), memory.id(), space.id(), H5P_DEFAULT, bytes) < 0) {
    fail(name_, words(), "");
  }
  rows_ += count;
}

}  // namespace noctemg::io::h5
