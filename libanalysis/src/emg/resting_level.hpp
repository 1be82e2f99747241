#pragma once

/// \file
/// Resting level: a low percentile of one-second levels in a long window centred on the moment, so
/// that neither a ten-minute cramp nor a first minute without rest can raise it.

#include <cstdint>
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
  void insert(float level_uv);
  void erase(float level_uv);
  void replace(float old_uv, float new_uv);
  [[nodiscard]] float percentile() const;

  std::int64_t half_window_s_;
  double share_;
  float min_uv_;
  Queue<float> levels_;        ///< seconds [first_, first_ + size)
  std::vector<float> sorted_;  ///< usable levels of the present window
  std::int64_t first_ = 0;
  std::int64_t in_window_end_ = 0;  ///< seconds below this have been inserted
  std::int64_t decided_ = 0;
  bool finished_ = false;
};

}  // namespace noctemg::emg
