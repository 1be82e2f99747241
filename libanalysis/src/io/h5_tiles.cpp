#include "io/h5_tiles.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "io/h5_chunk_code.hpp"

namespace noctemg::io {
namespace {

constexpr std::int64_t usual_tile_bytes = std::int64_t{256} * 1024;
constexpr std::int64_t max_tile_bytes = std::int64_t{16} * 1024 * 1024;

/// The narrowest of four types that holds every value of `stored`.
h5::Number type_in_memory(h5::Number stored) {
  using h5::Number;
  switch (stored) {
    case Number::i8:
    case Number::u8:
    case Number::i16:
      return Number::i16;
    case Number::u16:
    case Number::i32:
      return Number::i32;
    case Number::f32:
      return Number::f32;
    default:
      return Number::f64;
  }
}

}  // namespace

SampleTable::SampleTable(h5::Dataset dataset, std::size_t cache_bytes)
    : dataset_(std::move(dataset)), type_(type_in_memory(dataset_.type())) {
  const auto row_bytes = static_cast<std::int64_t>(h5::size_of(type_)) * columns();
  const std::int64_t chunk = std::max<std::int64_t>(dataset_.storage().chunk_rows, 1);
  const std::int64_t usual = usual_tile_bytes / row_bytes / chunk * chunk;
  tile_rows_ = decoded_here() ? chunk : std::max(usual, chunk);
  // A chunk of enormous height is cut; HDF5's own cache then keeps it from being inflated again.
  if (!decoded_here()) {
    tile_rows_ = std::clamp<std::int64_t>(tile_rows_, 1,
                                          std::max<std::int64_t>(max_tile_bytes / row_bytes, 1));
  }
  const auto tile_bytes = static_cast<std::size_t>(tile_rows_ * row_bytes);
  capacity_ = std::clamp<std::size_t>(cache_bytes / tile_bytes, 4, 1'024);
}

bool SampleTable::decoded_here() const noexcept {
  const h5::Storage& storage = dataset_.storage();
  const auto row_bytes = static_cast<std::int64_t>(h5::size_of(type_)) * columns();
  return storage.plain && storage.deflated && storage.chunk_columns == columns() &&
         type_ == dataset_.type() && storage.chunk_rows <= max_tile_bytes / row_bytes;
}

std::shared_ptr<const Tile> SampleTable::tile_of(std::int64_t row) const {
  const std::shared_ptr<Slot> found = slot(row / tile_rows_);
  // Threads that want the same tile wait for the one that decodes it; after a failure the next one
  // tries again and meets the same error.
  std::call_once(found->loaded, [&] { load(*found); });
  return {found, &found->tile};
}

std::shared_ptr<SampleTable::Slot> SampleTable::slot(std::int64_t index) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const auto& slot) { return slot->index == index; });
  if (found != slots_.end()) {
    std::rotate(found, found + 1, slots_.end());
    return slots_.back();
  }
  if (slots_.size() == capacity_) slots_.erase(slots_.begin());
  slots_.push_back(std::make_shared<Slot>());
  slots_.back()->index = index;
  return slots_.back();
}

void SampleTable::load(Slot& slot) const {
  Tile& tile = slot.tile;
  tile.first = slot.index * tile_rows_;
  tile.rows = std::min(tile_rows_, rows() - tile.first);
  tile.type = type_;
  const std::size_t row_bytes = h5::size_of(type_) * static_cast<std::size_t>(columns());
  tile.bytes.resize(row_bytes * static_cast<std::size_t>(tile_rows_));
  if (decoded_here()) {
    thread_local std::vector<std::byte> stored;
    std::uint32_t skipped = 0;
    dataset_.read_chunk(tile.first, stored, skipped);
    if (!stored.empty() && skipped == 0) {
      const h5::ChunkCode code{true, dataset_.storage().shuffled, h5::size_of(type_)};
      if (h5::decode_chunk(stored, code, tile.bytes)) return;
      dataset_.fail(fmt::format("chunk at row {} of '{}'", tile.first, dataset_.name()), "damaged",
                    "must be whole");
    }
  }
  dataset_.read(tile.first, tile.rows, type_, tile.bytes.data());
}

}  // namespace noctemg::io
