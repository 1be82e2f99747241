#include "emg/faults.hpp"

#include <algorithm>
#include <cmath>

#include "emg/limits.hpp"

namespace noctemg::emg {
namespace {

/// Pauses below this are part of one fault: a loose electrode touches now and then.
constexpr std::int64_t pause_rows = 5 * rows_per_second;
/// Most of a second at a rail or without change.
constexpr double most_of_second = 0.9;
/// A loose electrode's hum comes and goes.
constexpr std::int64_t hum_pause_rows = 30 * rows_per_second;

bool mostly_sine(const SecondFeatures& second, double loud_uv) {
  const auto square = static_cast<double>(second.mean_square);
  const auto fourth = static_cast<double>(second.mean_fourth);
  const double hz = second.zero_crossings / (2 * row_seconds(second.rows));
  return square >= loud_uv * loud_uv && fourth > 0 && is_mains_sine(fourth / (square * square), hz);
}

}  // namespace

std::string_view to_text(FaultKind kind) noexcept {
  switch (kind) {
    case FaultKind::lead_off:
      return "less than amplifier noise: electrode off";
    case FaultKind::flat:
      return "identical samples: electrode off or input shut";
    case FaultKind::rail:
      return "at a rail of the amplifier";
    case FaultKind::hum:
      return "nearly nothing but hum: electrode loose";
  }
  return "";
}

void FaultFinder::push(std::span<const SecondFeatures> seconds) {
  for (const SecondFeatures& second : seconds) {
    const double rows = second.rows;
    const auto band = static_cast<double>(second.mean_square);
    const auto mains = static_cast<double>(second.mains_mean_square);
    if (second.clipped_rows >= most_of_second * rows) {
      note(FaultKind::rail, second.rows);
    } else if (second.flat_rows >= most_of_second * rows) {
      note(FaultKind::flat, second.rows);
    } else {
      if (second.missing_rows == 0 && std::sqrt(band) < options_.leadoff_rms_uv) {
        note(FaultKind::lead_off, second.rows);
      }
      if (second.clipped_rows == 0 &&
          (mostly_sine(second, loud_uv_) ||
           (mains >= loud_uv_ * loud_uv_ && mains >= mostly_hum * (band + mains)))) {
        note(FaultKind::hum, second.rows);
      }
    }
    rows_ += second.rows;
  }
}

/// The next `rows` show a fault.
void FaultFinder::note(FaultKind kind, std::int64_t rows) {
  std::vector<Fault>& list = found_[static_cast<std::size_t>(kind)];
  const std::int64_t pause = kind == FaultKind::hum ? hum_pause_rows : pause_rows;
  if (!list.empty() && rows_ - list.back().end < pause) {
    list.back().end = rows_ + rows;
  } else {
    list.push_back({rows_, rows_ + rows, kind});
  }
}

std::vector<Fault> FaultFinder::finish() {
  std::vector<Fault> result;
  for (std::vector<Fault>& list : found_) {
    std::int64_t total = 0;
    for (const Fault& fault : list) total += fault.rows();
    const bool condition =
        !list.empty() && list.front().kind == FaultKind::hum && 2 * total > rows_;
    for (const Fault& fault : list) {
      if (!condition && fault.rows() >= to_rows(options_.leadoff_min_s)) result.push_back(fault);
    }
    list.clear();
  }
  std::sort(result.begin(), result.end(), [](const Fault& a, const Fault& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.kind < b.kind;
  });
  return result;
}

}  // namespace noctemg::emg
