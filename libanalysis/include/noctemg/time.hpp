#pragma once

/// \file
/// Time as integers. Nanoseconds hold every EDF record duration (8 characters) and onset without
/// rounding; rates are fractions, so that row borders fall on the same sample however long the
/// recording is.

#include <cstdint>
#include <string>

namespace noctemg {

/// Nanoseconds. Relative to the first sample of the recording unless a name says otherwise.
using Ticks = std::int64_t;
inline constexpr Ticks ticks_per_second = 1'000'000'000;

/// Rows per second: every feature of every channel is sampled on this grid (one row per 10 ms).
inline constexpr std::int64_t rows_per_second = 100;
inline constexpr Ticks ticks_per_row = ticks_per_second / rows_per_second;

[[nodiscard]] constexpr double seconds(Ticks t) noexcept {
  return static_cast<double>(t) / static_cast<double>(ticks_per_second);
}
[[nodiscard]] constexpr double row_seconds(std::int64_t rows) noexcept {
  return static_cast<double>(rows) / static_cast<double>(rows_per_second);
}

/// A sampling rate as the reduced fraction frames / seconds, e.g. {128, 1} or {1000, 3}.
struct Rate {
  std::int64_t frames = 0;
  std::int64_t per_seconds = 1;

  /// \param frames_in_span samples in `span`; \param span nanoseconds, > 0. The fraction is
  /// reduced.
  [[nodiscard]] static Rate from_span(std::int64_t frames_in_span, Ticks span);
  /// The fraction nearest to `hz` with a denominator of at most 10^6. \throws ArgumentError unless
  /// hz is finite and > 0.
  [[nodiscard]] static Rate from_hz(double hz);

  [[nodiscard]] double hz() const noexcept {
    return static_cast<double>(frames) / static_cast<double>(per_seconds);
  }
  /// First frame of a row: ceil(row * rate / 100). Pure, exact, the only place where rows and
  /// samples meet.
  [[nodiscard]] std::int64_t first_frame_of_row(std::int64_t row) const noexcept;
  /// Number of whole rows that fit into `frame_count` frames.
  [[nodiscard]] std::int64_t rows_in(std::int64_t frame_count) const noexcept;
  /// Time of a frame, rounded down to a nanosecond.
  [[nodiscard]] Ticks time_of_frame(std::int64_t frame) const noexcept;

  friend bool operator==(const Rate&, const Rate&) = default;
};

/// Wall-clock start of a recording, to the nanosecond, without a time zone (EDF has none).
struct ClockTime {
  int year = 0;  ///< 0 when the date is unknown or withheld
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int64_t nanosecond = 0;

  [[nodiscard]] bool known() const noexcept { return year != 0; }
  /// ISO 8601, "2026-03-01T22:58:03.394531", fraction only when there is one; "n/a" when unknown.
  [[nodiscard]] std::string iso() const;
  /// This moment plus `t`, calendar included.
  [[nodiscard]] ClockTime plus(Ticks t) const;
  /// Nanoseconds from `earlier` to this, negative when `earlier` is later. Both must be known.
  [[nodiscard]] Ticks since(const ClockTime& earlier) const;

  friend bool operator==(const ClockTime&, const ClockTime&) = default;
};

}  // namespace noctemg
