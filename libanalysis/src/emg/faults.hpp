#pragma once

/// \file
/// Stretches in which a channel shows no muscle: electrode off, flat line, rail, nothing but hum.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "emg/rows.hpp"
#include "noctemg/options.hpp"

namespace noctemg::emg {

enum class FaultKind : std::uint8_t { lead_off, flat, rail, hum };
/// For reasons: "no amplifier noise: electrode off", ...
[[nodiscard]] std::string_view to_text(FaultKind kind) noexcept;

/// Half-open rows.
struct Fault {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  FaultKind kind = FaultKind::lead_off;
  [[nodiscard]] std::int64_t rows() const noexcept { return end - begin; }
};

/// Streaming, one channel, one segment.
class FaultFinder {
 public:
  /// \param loud_uv  hum is a fault from here on: above the smallest movement (AASM, WASM: 8 uV);
  /// weaker hum is what the notches are for
  FaultFinder(const QualityOptions& options, double loud_uv)
      : options_(options), loud_uv_(loud_uv) {}

  void push(std::span<const SecondFeatures> seconds);
  /// No more seconds will come. \return all faults of at least options.leadoff_min_s by begin;
  /// hum that lasts for most of the segment is a condition of the recording (told by coverage), not
  /// an event, and is left out
  [[nodiscard]] std::vector<Fault> finish();

 private:
  static constexpr std::size_t kind_count = 4;
  void note(FaultKind kind, std::int64_t rows);

  QualityOptions options_;
  double loud_uv_;
  std::int64_t rows_ = 0;
  std::array<std::vector<Fault>, kind_count> found_;
};

}  // namespace noctemg::emg
