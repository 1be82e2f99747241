#pragma once

/// \file
/// A table of samples read in tiles of whole chunks, with a small cache of decoded tiles, so that
/// sequential reading with overlaps decodes each chunk once.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "io/h5.hpp"

namespace noctemg::io {

/// Rows [first, first + rows) of a table, all columns, row after row.
struct Tile {
  std::int64_t first = 0;
  std::int64_t rows = 0;
  h5::Number type = h5::Number::f32;  ///< i16, i32, f32 or f64
  std::vector<std::byte> bytes;

  template <class T>
  [[nodiscard]] const T* values() const noexcept {
    return reinterpret_cast<const T*>(bytes.data());
  }
};

/// Safe to use from several threads; decoding runs outside HDF5's lock where the storage allows it.
class SampleTable {
 public:
  /// \param cache_bytes  what the cache may hold; four tiles at least are kept
  SampleTable(h5::Dataset dataset, std::size_t cache_bytes);

  [[nodiscard]] std::int64_t rows() const noexcept { return dataset_.rows(); }
  [[nodiscard]] std::int64_t columns() const noexcept { return dataset_.columns(); }
  /// The tile that holds `row`, 0 <= row < rows(). \throws InputError
  [[nodiscard]] std::shared_ptr<const Tile> tile_of(std::int64_t row) const;

 private:
  struct Slot {
    std::int64_t index = 0;
    std::once_flag loaded;
    Tile tile;
  };
  [[nodiscard]] std::shared_ptr<Slot> slot(std::int64_t index) const;
  [[nodiscard]] bool decoded_here() const noexcept;
  void load(Slot& slot) const;

  h5::Dataset dataset_;
  h5::Number type_;
  std::int64_t tile_rows_ = 1;
  std::size_t capacity_ = 4;
  mutable std::mutex mutex_;
  mutable std::vector<std::shared_ptr<Slot>> slots_;  // least recently used first
};

}  // namespace noctemg::io
