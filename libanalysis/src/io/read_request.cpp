#include "io/read_request.hpp"

#include <fmt/core.h>

#include "noctemg/error.hpp"

namespace noctemg::io {

void check_request(const Recording& recording, std::size_t segment,
                   std::span<const std::size_t> channels, std::int64_t first, std::int64_t count) {
  if (segment >= recording.segments.size())
    throw ArgumentError(
        fmt::format("segment {} does not exist: there are {}", segment, recording.segments.size()));
  for (const std::size_t c : channels) {
    if (c >= recording.channels.size())
      throw ArgumentError(
          fmt::format("channel {} does not exist: there are {}", c, recording.channels.size()));
    if (recording.channels[c].rate != recording.channels[channels.front()].rate)
      throw ArgumentError(fmt::format("channels {} and {} have different rates: read them apart",
                                      channels.front(), c));
    const std::int64_t available = recording.segments[segment].frame_count[c];
    if (first < 0 || count < 0 || first > available || count > available - first)
      throw ArgumentError(
          fmt::format("frames {} + {} do not exist: segment {} has {} of channel {}", first, count,
                      segment, available, c));
  }
}

}  // namespace noctemg::io
