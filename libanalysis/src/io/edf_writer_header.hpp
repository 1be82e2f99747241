#pragma once

/// \file
/// The header bytes of EDF+ and BDF+ files, and what their few characters can hold.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"
#include "noctemg/time.hpp"

namespace noctemg::io {

/// A number in at most 8 characters without an exponent, as close as they allow; "" when it does
/// not fit. Read back, it is the number that samples must be scaled with.
[[nodiscard]] std::string header_number(double value);
/// Seconds with as many decimals as they need, at most nine: "0.394531", "-12", "3600".
[[nodiscard]] std::string seconds_text(Ticks t);
/// Printable ASCII: micro becomes u, every other character that is none becomes '_'.
[[nodiscard]] std::string header_ascii(std::string_view text);

struct EdfSignalText {
  std::string label, unit, prefilter;
  std::string physical_min, physical_max;
  std::string digital_min, digital_max;
  std::int64_t samples = 0;  ///< per record
};

struct EdfHeaderText {
  bool bdf = false;
  bool discontinuous = false;
  std::string patient;    ///< any text; made fit for EDF+
  std::string recording;  ///< any text; the start date is put before it
  ClockTime start;
  std::int64_t record_count = -1;
  std::string record_duration;
  std::vector<EdfSignalText> signals;  ///< annotation signal included

  /// 256 bytes and 256 more for each signal.
  [[nodiscard]] std::string bytes() const;
};

}  // namespace noctemg::io
