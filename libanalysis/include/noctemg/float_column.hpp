#pragma once

/// \file
/// A long column of numbers that does not cost memory by its length.

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

namespace noctemg {

/// Floats, appended one by one and read back as one contiguous array. Short columns live in memory;
/// longer ones lie in a temporary file that has no name any more (it is gone with the process,
/// however that ends) and are mapped for reading.
class FloatColumn {
 public:
  FloatColumn();
  FloatColumn(std::initializer_list<float> values);
  ~FloatColumn();
  FloatColumn(FloatColumn&& other) noexcept;
  FloatColumn& operator=(FloatColumn&& other) noexcept;
  FloatColumn(const FloatColumn&) = delete;
  FloatColumn& operator=(const FloatColumn&) = delete;

  /// \throws OutputError when the temporary file cannot be written
  void push_back(float value);
  /// \throws OutputError when the temporary file cannot be written
  void append(std::span<const float> values);
  /// Nothing more will come: makes values() available. \throws OutputError as push_back
  void seal();

  [[nodiscard]] std::size_t size() const noexcept { return spilled_ + tail_.size(); }
  /// All values, until the column is changed or ends. \throws ArgumentError before seal() when the
  /// column is longer than a piece
  [[nodiscard]] std::span<const float> values() const;
  /// Copies values [first, first + out.size()), which must be there; unlike values() it leaves no
  /// part of a long column in memory. \throws OutputError when the temporary file cannot be read
  void copy(std::size_t first, std::span<float> out) const;

 private:
  class File;
  void spill();

  std::vector<float> tail_;
  std::size_t spilled_ = 0;
  std::unique_ptr<File> file_;
};

}  // namespace noctemg
