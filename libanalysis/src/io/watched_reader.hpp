#pragma once

/// \file
/// A recording whose reading can be watched and stopped.

#include <atomic>
#include <cstdint>
#include <functional>
#include <span>

#include "noctemg/reader.hpp"

namespace noctemg::io {

/// Gives what another reader gives, and tells how much of it was asked for.
class WatchedReader final : public Reader {
 public:
  /// \param reader    must outlive this one
  /// \param passes    how often everything will be read
  /// \param progress  told the share that was read so far, 0 to 1, a thousand times at most;
  ///                  returning false ends the reading
  WatchedReader(const Reader& reader, int passes, std::function<bool(double)> progress);

  [[nodiscard]] const Recording& recording() const noexcept override { return reader_.recording(); }
  /// \throws Interrupted as well as what the reader throws
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const override;
  /// \throws Interrupted as well as what the reader throws
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const override;

 private:
  void tell(std::int64_t values) const;

  const Reader& reader_;
  std::function<bool(double)> progress_;
  double total_values_ = 0;
  mutable std::atomic<std::int64_t> read_values_ = 0;
};

}  // namespace noctemg::io
