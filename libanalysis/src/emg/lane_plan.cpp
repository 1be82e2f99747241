#include "emg/lane_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace noctemg::emg {
namespace {

using signal::Section;

/// What a filter still remembers beyond the margin, relative to what it saw there: of hum of 100 uV
/// 0.001 uV are left, a thirtieth of the quantisation noise of 0.1 uV per step.
constexpr double margin_level = 1e-5;
constexpr double lowest_mains_hz = 50;

std::size_t margin_frames(const Options& options, const Band& band,
                          std::span<const LaneSetup> lanes) {
  std::int64_t notch = 0;
  const auto look = [&](const std::vector<Section>& sections) {
    if (!sections.empty()) {
      notch = std::max<std::int64_t>(notch, signal::decay_frames(sections, margin_level));
    }
  };
  for (const LaneSetup& lane : lanes) look(band.notches(lane.notch_hz));
  // What an analysis needs of memory must not hang on whether the night has hum: a notch at the
  // lowest frequency that one can have rings longest.
  if (options.filter.mains != "off") look(band.notches({lowest_mains_hz}));
  const std::int64_t frames = signal::decay_frames(band.sections, margin_level) + notch;
  const std::int64_t low =
      std::int64_t{band.low_block} * signal::decay_frames(band.low_sections, margin_level);
  return static_cast<std::size_t>(std::max(frames, low));
}

/// Half a second on both sides for touches of a rail, or what it takes to be flat, in whole rows
/// where these hold a whole number of frames.
std::size_t sight_frames(const Options& options, const Band& band) {
  const double rows = std::ceil(std::max(options.quality.flat_s, 0.5) * rows_per_second) + 1;
  return static_cast<std::size_t>(std::ceil(rows * band.rate_hz / rows_per_second));
}

}  // namespace

template <typename T>
LanePlan<T> plan_lanes(const Options& options, const Band& band, std::span<const LaneSetup> lanes,
                       std::size_t width) {
  constexpr std::size_t lane_count = signal::lanes_of<T>;
  LanePlan<T> plan;
  plan.sight = sight_frames(options, band);
  plan.margin = std::max(margin_frames(options, band, lanes), plan.sight);
  std::vector<std::vector<Section>> notches(lane_count);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    const std::size_t c = lane % width;
    if (c < lanes.size()) notches[lane] = band.notches(lanes[c].notch_hz);
  }
  plan.cascade = LaneCascade<T>(band.sections, notches);
  plan.low = LaneCascade<T>(band.low_sections, std::vector<std::vector<Section>>(lane_count));
  plan.low_gain = plan.low.gain(0);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    const double gain = plan.cascade.gain(lane);
    plan.gain[lane] = options.filter.zero_phase ? gain * gain : gain;
  }
  return plan;
}

template LanePlan<float> plan_lanes(const Options&, const Band&, std::span<const LaneSetup>,
                                    std::size_t);
template LanePlan<double> plan_lanes(const Options&, const Band&, std::span<const LaneSetup>,
                                     std::size_t);

}  // namespace noctemg::emg
