#include "emg/lane_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace noctemg::emg {
namespace {

using signal::Section;

/// What a filter still remembers beyond the margin, relative to what it saw there: of hum of 100 uV
/// 0.001 uV are left, a thirtieth of the quantisation noise of 0.1 uV per step.
constexpr double margin_level = 1e-5;
constexpr double lowest_mains_hz = 50;
/// The pass with a tap between these many sections and the notches is compiled.
constexpr std::size_t tapped_sections = 4;

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
  // Half a second on both sides for touches of a rail.
  const auto runs = static_cast<std::int64_t>(
      std::llround(std::max(options.quality.flat_s, 0.5) * band.rate_hz) + 1);
  return static_cast<std::size_t>(std::max({frames, low, runs}));
}

double gain_of(std::span<const Section> sections) {
  double gain = 1;
  for (const Section& section : sections) gain *= section[0];
  return gain;
}

template <typename T>
std::vector<LanePass<T>> plan_passes(std::size_t band_sections, std::size_t notch_sections) {
  std::vector<LanePass<T>> passes;
  std::size_t first = 0;
  const auto add = [&](std::size_t count, int tap) {
    passes.push_back({first, count, tap, {}, {}});
    first += count;
  };
  if (notch_sections > 0 && band_sections == tapped_sections) {
    add(band_sections + std::min(notch_sections, signal::sections_at_once - band_sections),
        static_cast<int>(band_sections));
  }
  while (first < band_sections) {
    add(std::min(signal::sections_at_once, band_sections - first), -1);
  }
  const std::size_t all = band_sections + notch_sections;
  while (first < all) add(std::min(signal::sections_at_once, all - first), 0);
  return passes;
}

}  // namespace

template <typename T>
LanePlan<T> plan_lanes(const Options& options, const Band& band, std::span<const LaneSetup> lanes,
                       std::size_t width) {
  constexpr std::size_t lane_count = signal::lanes_of<T>;
  LanePlan<T> plan;
  plan.margin = margin_frames(options, band, lanes);
  std::vector<std::vector<Section>> all(lane_count, band.sections);
  std::vector<std::vector<Section>> notches(lane_count);
  std::size_t most_notches = 0;
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    const std::size_t c = lane % width;
    if (c < lanes.size()) notches[lane] = band.notches(lanes[c].notch_hz);
    most_notches = std::max(most_notches, notches[lane].size());
    all[lane].insert(all[lane].end(), notches[lane].begin(), notches[lane].end());
  }
  plan.backward = signal::SectionBank<T>(all);
  plan.forward = plan.backward.of_differences();
  const signal::SectionBank<T> low(
      std::vector<std::vector<Section>>(lane_count, band.low_sections));
  plan.low = low.of_differences();
  plan.low_gain = low.gain(0);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    const double gain = plan.backward.gain(lane);
    plan.gain[lane] = options.filter.zero_phase ? gain * gain : gain;
  }
  plan.passes = plan_passes<T>(band.sections.size(), most_notches);
  for (LanePass<T>& pass : plan.passes) {
    if (pass.tap < 0) continue;
    const std::size_t begin = pass.first + static_cast<std::size_t>(pass.tap);
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      const std::span<const Section> own(all[lane]);
      const std::size_t from = std::min(begin, own.size());
      const std::size_t to = std::min(pass.first + pass.count, own.size());
      const double before = gain_of(own.first(from));
      pass.gain.of[lane] = static_cast<T>(gain_of(own.subspan(from, to - from)));
      pass.taken_scale[lane] = before * before;
    }
  }
  return plan;
}

template LanePlan<float> plan_lanes(const Options&, const Band&, std::span<const LaneSetup>,
                                    std::size_t);
template LanePlan<double> plan_lanes(const Options&, const Band&, std::span<const LaneSetup>,
                                     std::size_t);

}  // namespace noctemg::emg
