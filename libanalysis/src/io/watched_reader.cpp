#include "io/watched_reader.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "noctemg/error.hpp"

namespace noctemg::io {

WatchedReader::WatchedReader(const Reader& reader, int passes, std::function<bool(double)> progress)
    : reader_(reader), progress_(std::move(progress)) {
  for (const Segment& segment : reader.recording().segments)
    for (const std::int64_t frames : segment.frame_count)
      total_values_ += static_cast<double>(frames) * passes;
}

void WatchedReader::tell(std::int64_t values) const {
  if (!progress_ || total_values_ <= 0) return;
  // A record is small: told are thousandths.
  constexpr double steps = 1000;
  const auto after = static_cast<double>(read_values_ += values);
  const double before = after - static_cast<double>(values);
  if (std::floor(steps * before / total_values_) == std::floor(steps * after / total_values_))
    return;
  if (!progress_(std::min(1.0, after / total_values_))) throw Interrupted();
}

void WatchedReader::read(std::size_t segment, std::span<const std::size_t> channels,
                         std::int64_t first, std::int64_t count, float* out) const {
  reader_.read(segment, channels, first, count, out);
  tell(count * static_cast<std::int64_t>(channels.size()));
}

void WatchedReader::read(std::size_t segment, std::span<const std::size_t> channels,
                         std::int64_t first, std::int64_t count, double* out) const {
  reader_.read(segment, channels, first, count, out);
  tell(count * static_cast<std::int64_t>(channels.size()));
}

}  // namespace noctemg::io
