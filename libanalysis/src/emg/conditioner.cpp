#include "emg/conditioner.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/recording.hpp"
#include "signal/flush_denormals.hpp"
#include "signal/for_each_cpu.hpp"

namespace noctemg::emg {
namespace {

using signal::Lanes;
using signal::SectionBank;

/// What a filter still remembers beyond the margin, relative to what it saw there.
constexpr double margin_level = 1e-8;
/// Around a missing sample the filter rings; this much is given up on both sides.
constexpr double missing_guard_s = 0.05;
/// Single samples at a rail count as clipped when more than this share of a second touches it.
constexpr double touching_share = 0.001;

constexpr double lowest_mains_hz = 50;

SectionBank notch_bank(const Band& band, std::span<const LaneSetup> lanes) {
  std::vector<std::vector<signal::Section>> sections;
  for (const LaneSetup& lane : lanes) sections.push_back(band.notches(lane.notch_hz));
  return SectionBank(sections);
}

SectionBank same_bank(const std::vector<signal::Section>& sections, std::size_t lanes) {
  return SectionBank(std::vector<std::vector<signal::Section>>(lanes, sections));
}

std::int64_t margin_of(const Band& band, std::span<const LaneSetup> lanes, double flat_s) {
  std::int64_t frames = signal::decay_frames(band.sections, margin_level);
  std::int64_t notch = 0;
  for (const LaneSetup& lane : lanes) {
    const auto sections = band.notches(lane.notch_hz);
    if (!sections.empty()) {
      notch = std::max<std::int64_t>(notch, signal::decay_frames(sections, margin_level));
    }
  }
  frames =
      std::max<std::int64_t>(frames + notch, signal::decay_frames(band.low_sections, margin_level));
  const double runs_s = std::max(flat_s, 0.5);  // half a second on both sides for touches of a rail
  return std::max<std::int64_t>(frames, std::llround(runs_s * band.rate_hz) + 1);
}

/// With one notch at the lowest frequency that one can have: its ringing lasts longest.
std::int64_t longest_margin_of(const Options& options, const Band& band,
                               std::span<const LaneSetup> lanes) {
  std::vector<LaneSetup> setups(lanes.begin(), lanes.end());
  if (options.filter.mains != "off") setups.push_back({{lowest_mains_hz}, 0, 0});
  return margin_of(band, setups, options.quality.flat_s);
}

}  // namespace

void Conditioner::Workspace::reserve(std::size_t frames, std::size_t channels) {
  if (band.capacity() >= frames && raw.capacity() >= frames * channels) return;
  raw.resize(frames * channels);
  band.resize(frames);
  frame_flags.resize(frames * channels);
}

Conditioner::Conditioner(const Options& options, const Band& band, const Rate& rate,
                         std::span<const LaneSetup> lanes)
    : rate_(rate),
      zero_phase_(options.filter.zero_phase),
      lanes_(lanes.begin(), lanes.end()),
      band_(same_bank(band.sections, lanes.size())),
      notches_(notch_bank(band, lanes)),
      low_(same_bank(band.low_sections, lanes.size())),
      margin_(margin_of(band, lanes, options.quality.flat_s)),
      longest_margin_(longest_margin_of(options, band, lanes)),
      clip_run_(static_cast<std::size_t>(options.quality.clip_run_frames)),
      flat_run_(static_cast<std::size_t>(
          std::max<long long>(3, std::llround(options.quality.flat_s * rate.hz())))),
      low_hz_(band.low_hz),
      high_hz_(band.high_hz) {}

/// Runs of identical samples: flat when long, clipped when at a rail. Missing samples and their
/// surroundings.
void Conditioner::mark_runs(const Workspace& work, std::size_t channel, std::uint8_t* flags,
                            std::size_t frame_count) const {
  const std::size_t stride = lanes_.size();
  const float* x = work.raw.data() + channel;
  const LaneSetup& lane = lanes_[channel];
  const auto guard = static_cast<std::size_t>(std::ceil(missing_guard_s * rate_.hz()));
  for (std::size_t begin = 0; begin < frame_count;) {
    const float value = x[begin * stride];
    const bool missing = std::isnan(value);
    std::size_t end = begin + 1;
    while (end < frame_count &&
           (missing ? std::isnan(x[end * stride]) : x[end * stride] == value)) {
      ++end;
    }
    const std::size_t length = end - begin;
    if (missing) {
      const std::size_t from = begin > guard ? begin - guard : 0;
      const std::size_t to = std::min(frame_count, end + guard);
      for (std::size_t f = from; f < to; ++f) flags[f] |= row_missing;
    } else if (value <= lane.rail_low_uv || value >= lane.rail_high_uv) {
      for (std::size_t f = begin; length >= clip_run_ && f < end; ++f) flags[f] |= row_clipped;
    } else if (length >= flat_run_) {
      for (std::size_t f = begin; f < end; ++f) flags[f] |= row_flat;
    }
    begin = end;
  }
}

/// Peaks cut off for a sample or two at a time: no run, but several touches within a second.
void Conditioner::mark_touches(const Workspace& work, std::size_t channel, std::uint8_t* flags,
                               std::size_t frame_count) const {
  const std::size_t stride = lanes_.size();
  const float* x = work.raw.data() + channel;
  const LaneSetup& lane = lanes_[channel];
  std::vector<std::size_t> touches;
  for (std::size_t f = 0; f < frame_count; ++f) {
    const float value = x[f * stride];
    if (value <= lane.rail_low_uv || value >= lane.rail_high_uv) touches.push_back(f);
  }
  const auto needed =
      std::max<std::size_t>(2, static_cast<std::size_t>(touching_share * rate_.hz()) + 1);
  const auto reach = static_cast<std::size_t>(rate_.hz() / 2);
  std::size_t low = 0;
  std::size_t high = 0;
  for (const std::size_t f : touches) {
    while (touches[low] + reach < f) ++low;
    while (high < touches.size() && touches[high] <= f + reach) ++high;
    if (high - low >= needed) flags[f] |= row_clipped;
  }
}

void Conditioner::mark(Workspace& work, std::size_t frame_count) const {
  work.frame_flags.assign(lanes_.size() * frame_count, 0);
  for (std::size_t c = 0; c < lanes_.size(); ++c) {
    mark_runs(work, c, work.frame_flags.data() + c * frame_count, frame_count);
    mark_touches(work, c, work.frame_flags.data() + c * frame_count, frame_count);
  }
}

namespace {

/// Raw samples without a gap to lanes, the first frame taken off.
NOCTEMG_FOR_EACH_CPU
void load_complete(const float* raw, std::size_t channels, std::span<Lanes> out) {
  Lanes offset{};
  for (std::size_t c = 0; c < channels; ++c) offset[c] = static_cast<double>(raw[c]);
  if (channels == signal::lane_count) {
    for (std::size_t f = 0; f < out.size(); ++f) {
      for (std::size_t c = 0; c < signal::lane_count; ++c) {
        out[f][c] = static_cast<double>(raw[f * signal::lane_count + c]) - offset[c];
      }
    }
    return;
  }
  for (std::size_t f = 0; f < out.size(); ++f) {
    out[f] = Lanes{};
    for (std::size_t c = 0; c < channels; ++c) {
      out[f][c] = static_cast<double>(raw[f * channels + c]) - offset[c];
    }
  }
}

}  // namespace

/// Raw samples to lanes: the first usable value of each channel is taken off, so that offsets cost
/// no precision, and missing samples are bridged by a straight line.
void Conditioner::load(Workspace& work, std::size_t frame_count) const {
  work.band.resize(frame_count);
  const std::size_t stride = lanes_.size();
  const bool missing = std::any_of(work.frame_flags.begin(), work.frame_flags.end(),
                                   [](std::uint8_t flags) { return (flags & row_missing) != 0; });
  if (!missing && frame_count > 0) {
    load_complete(work.raw.data(), stride, work.band);
    return;
  }
  std::fill(work.band.begin(), work.band.end(), Lanes{});
  for (std::size_t c = 0; c < stride; ++c) {
    const float* x = work.raw.data() + c;
    std::size_t first = 0;
    while (first < frame_count && std::isnan(x[first * stride])) ++first;
    if (first == frame_count) continue;
    const auto offset = static_cast<double>(x[first * stride]);
    std::size_t previous = first;
    for (std::size_t f = first; f < frame_count; ++f) {
      if (std::isnan(x[f * stride])) {
        work.band[f][c] = work.band[previous][c];
        continue;
      }
      work.band[f][c] = static_cast<double>(x[f * stride]) - offset;
      const double from = work.band[previous][c];
      const double step = (work.band[f][c] - from) / static_cast<double>(f - previous);
      for (std::size_t g = previous + 1; g < f; ++g) {
        work.band[g][c] = from + step * static_cast<double>(g - previous);
      }
      previous = f;
    }
  }
}

void Conditioner::filter(const SectionBank& bank, std::span<Lanes> frames) const {
  bank.forward(frames);
  if (zero_phase_) bank.backward(frames);
}

void Conditioner::process(Workspace& work, std::int64_t first_frame, std::int64_t first_row,
                          std::int64_t row_count, std::span<ChannelRows> out) const {
  const signal::FlushDenormals flush;
  const std::size_t frame_count = work.raw.size() / lanes_.size();
  std::vector<std::size_t> first_second(lanes_.size());
  for (std::size_t c = 0; c < lanes_.size(); ++c) first_second[c] = out[c].seconds.size();
  mark(work, frame_count);
  // Loading twice is cheaper than a second copy of the tile in memory.
  load(work, frame_count);
  low_.forward(work.band);
  sum_low(work, first_frame, first_row, row_count);
  load(work, frame_count);
  filter(band_, work.band);
  add_rows(work, first_frame, first_row, row_count, out);
  if (notches_.section_count() > 0) {
    // The power before and after tells what the notches took; rows keep the power after.
    std::vector<ChannelRows> after(lanes_.size());
    filter(notches_, work.band);
    add_rows(work, first_frame, first_row, row_count, after);
    for (std::size_t c = 0; c < lanes_.size(); ++c) {
      const auto rows_before = static_cast<std::ptrdiff_t>(out[c].mean_square.size()) - row_count;
      std::copy(after[c].mean_square.begin(), after[c].mean_square.end(),
                out[c].mean_square.begin() + rows_before);
      for (std::size_t s = 0; s < after[c].seconds.size(); ++s) {
        SecondFeatures& kept = out[c].seconds[first_second[c] + s];
        const float before = kept.mean_square;
        kept = after[c].seconds[s];
        kept.mains_mean_square = std::max(0.0F, before - kept.mean_square);
      }
    }
  }
  add_median_frequency(work, first_frame, first_row, out, first_second);
}

void Conditioner::sum_low(Workspace& work, std::int64_t first_frame, std::int64_t first_row,
                          std::int64_t row_count) const {
  work.low_sums.assign(static_cast<std::size_t>(row_count), Lanes{});
  for (std::int64_t row = 0; row < row_count; ++row) {
    const auto begin =
        static_cast<std::size_t>(rate_.first_frame_of_row(first_row + row) - first_frame);
    const auto end =
        static_cast<std::size_t>(rate_.first_frame_of_row(first_row + row + 1) - first_frame);
    Lanes& sum = work.low_sums[static_cast<std::size_t>(row)];
    for (std::size_t f = begin; f < end; ++f) {
      for (std::size_t l = 0; l < signal::lane_count; ++l) {
        sum[l] += work.band[f][l] * work.band[f][l];
      }
    }
  }
}

void Conditioner::add_rows(const Workspace& work, std::int64_t first_frame, std::int64_t first_row,
                           std::int64_t row_count, std::span<ChannelRows> out) const {
  const std::size_t frame_count = work.band.size();
  for (std::size_t c = 0; c < lanes_.size(); ++c) {
    const std::uint8_t* frame_flags = work.frame_flags.data() + c * frame_count;
    double second_sum = 0;
    double fourth_sum = 0;
    double low_sum = 0;
    double previous = 0;
    std::int64_t second_frames = 0;
    SecondFeatures second;
    for (std::int64_t row = first_row; row < first_row + row_count; ++row) {
      // Below 100 Hz some rows hold no frame; they show the latest one.
      const std::int64_t row_end = rate_.first_frame_of_row(row + 1);
      const std::int64_t row_begin = std::min(rate_.first_frame_of_row(row), row_end - 1);
      const auto begin = static_cast<std::size_t>(row_begin - first_frame);
      const auto end = static_cast<std::size_t>(row_end - first_frame);
      double sum = 0;
      std::uint8_t flags = 0;
      for (std::size_t f = begin; f < end; ++f) {
        const double value = work.band[f][c];
        sum += value * value;
        fourth_sum += value * value * value * value;
        if (value * previous < 0) ++second.zero_crossings;
        previous = value;
        second.min_uv = std::min(second.min_uv, static_cast<float>(value));
        second.max_uv = std::max(second.max_uv, static_cast<float>(value));
        flags |= frame_flags[f];
      }
      const auto frames = static_cast<double>(end - begin);
      const bool usable = (flags & (row_missing | row_flat)) == 0;
      out[c].mean_square.push_back(usable ? static_cast<float>(sum / frames)
                                          : static_cast<float>(not_a_number));
      out[c].flags.push_back(flags);
      second_sum += sum;
      low_sum += work.low_sums[static_cast<std::size_t>(row - first_row)][c];
      second_frames += static_cast<std::int64_t>(end - begin);
      second.missing_rows += (flags & row_missing) != 0 ? 1 : 0;
      second.flat_rows += (flags & row_flat) != 0 ? 1 : 0;
      second.clipped_rows += (flags & row_clipped) != 0 ? 1 : 0;
      ++second.rows;
      if ((row + 1) % rows_per_second == 0 || row + 1 == first_row + row_count) {
        second.mean_square = static_cast<float>(second_sum / static_cast<double>(second_frames));
        second.mean_fourth = static_cast<float>(fourth_sum / static_cast<double>(second_frames));
        second.low_mean_square = static_cast<float>(low_sum / static_cast<double>(second_frames));
        out[c].seconds.push_back(second);
        second = {};
        second_sum = fourth_sum = low_sum = 0;
        second_frames = 0;
      }
    }
  }
}

namespace {

/// Half of the Welch spectrum's power lies below the median frequency; linear within its bin.
double median_of(std::span<const double> power, double bin_hz, double low_hz, double high_hz) {
  double total = 0;
  const auto inside = [&](std::size_t k) {
    const double frequency = static_cast<double>(k) * bin_hz;
    return frequency >= low_hz && frequency <= high_hz;
  };
  for (std::size_t k = 0; k < power.size(); ++k) total += inside(k) ? power[k] : 0;
  double below = 0;
  for (std::size_t k = 0; k < power.size(); ++k) {
    if (!inside(k)) continue;
    if (below + power[k] >= total / 2) {
      return (static_cast<double>(k) - 0.5 + (total / 2 - below) / power[k]) * bin_hz;
    }
    below += power[k];
  }
  return not_a_number;
}

/// Spectra are computed only where a decision may need them: in seconds that stand clearly above
/// amplifier noise.
constexpr float loud_uv = 4.0F;
/// The median frequency of leg muscles lies near 116 Hz (Krivickas 1998): a rate below this cannot
/// show it.
constexpr double lowest_rate_for_median_hz = 500.0;
constexpr double spectrum_s = 0.25;

}  // namespace

void Conditioner::add_median_frequency(Workspace& work, std::int64_t first_frame,
                                       std::int64_t first_row, std::span<ChannelRows> out,
                                       std::span<const std::size_t> first_second) const {
  if (rate_.hz() < lowest_rate_for_median_hz) return;
  const auto length = static_cast<std::size_t>(std::llround(spectrum_s * rate_.hz()));
  if (!work.spectrum || work.spectrum->length() != length) work.spectrum.emplace(length);
  work.stretch.resize(length);
  for (std::size_t c = 0; c < lanes_.size(); ++c) {
    for (std::size_t s = first_second[c]; s < out[c].seconds.size(); ++s) {
      SecondFeatures& second = out[c].seconds[s];
      if (second.mean_square < loud_uv * loud_uv || second.rows < rows_per_second) continue;
      const std::int64_t row =
          first_row + static_cast<std::int64_t>(s - first_second[c]) * rows_per_second;
      const auto begin = static_cast<std::size_t>(rate_.first_frame_of_row(row) - first_frame);
      work.power.assign(work.spectrum->bin_count(), 0.0);
      // Seven half-overlapping stretches of a quarter second fill one second.
      for (std::size_t i = 0; i < 7; ++i) {
        for (std::size_t f = 0; f < length; ++f) {
          work.stretch[f] = work.band[begin + i * length / 2 + f][c];
        }
        work.spectrum->add(work.stretch, work.power);
      }
      second.median_hz = static_cast<float>(
          median_of(work.power, rate_.hz() / static_cast<double>(length), low_hz_, high_hz_));
    }
  }
}

}  // namespace noctemg::emg
