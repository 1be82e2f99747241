#pragma once

/// \file
/// Resting level: a low percentile of one-second levels in a long window centred on the moment, so
/// that neither a ten-minute cramp nor a first minute without rest can raise it.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "emg/queue.hpp"
#include "noctemg/options.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::emg {

/// Streaming, one channel. Levels go in second by second; the resting level of a second comes out
/// half a window later, or at finish().
class RestingLevel {
 public:
  explicit RestingLevel(const RestOptions& options);

  /// \param level_uv  level of the next second; NaN = not usable
  void push(float level_uv);
  /// No more levels will come.
  void finish() { finished_ = true; }
  /// Resting level of the next undecided second, when enough of its window is known. NaN: nothing
  /// usable in the window.
  [[nodiscard]] bool next(float& rest_uv);

 private:
  void add(float level_uv);
  void remove(float level_uv);
  void look_around(std::size_t rank);
  [[nodiscard]] float percentile();

  std::int64_t half_window_s_;
  double share_;
  float min_uv_;
  Queue<float> levels_;  ///< seconds [first_, first_ + size)
  std::int64_t first_ = 0;
  std::int64_t in_window_end_ = 0;  ///< the window: seconds [first_, in_window_end_)
  std::size_t usable_ = 0;          ///< levels of the window that are not NaN
  // The percentile moves by few values from second to second: sorted are those around it alone.
  float near_low_uv_ = std::numeric_limits<float>::infinity();
  float near_high_uv_ = -std::numeric_limits<float>::infinity();
  std::vector<float> near_;  ///< levels of the window from near_low_uv_ to near_high_uv_
  std::size_t below_ = 0;    ///< levels of the window below near_low_uv_
  std::int64_t decided_ = 0;
  bool finished_ = false;
};

}  // namespace noctemg::emg
