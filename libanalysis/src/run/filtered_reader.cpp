#include "run/filtered_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "emg/band.hpp"
#include "signal/bridge.hpp"

namespace noctemg::run {
namespace {

constexpr std::int64_t block_rows = 32 * rows_per_second;
constexpr std::size_t blocks_kept = 2;
constexpr std::size_t not_filtered = std::numeric_limits<std::size_t>::max();

/// What EDF calls prefiltering, after what the amplifier did already.
std::string prefilter_text(const Channel& channel, const emg::Band& band,
                           const std::vector<double>& notch_hz) {
  std::string text = channel.prefilter.empty() ? "" : channel.prefilter + " ";
  text += fmt::format("HP:{:g}Hz LP:{:g}Hz", band.low_hz, band.high_hz);
  for (const double hz : notch_hz) text += fmt::format(" N:{:g}Hz", hz);
  return text;
}

/// A channel of floating-point microvolts.
void describe(Channel& channel, std::string prefilter) {
  channel.unit = "uV";
  channel.uv_per_unit = 1;
  channel.prefilter = std::move(prefilter);
  for (double* value : {&channel.rail_low, &channel.rail_high, &channel.step, &channel.physical_min,
                        &channel.physical_max, &channel.digital_min, &channel.digital_max}) {
    *value = not_a_number;
  }
}

}  // namespace

FilteredReader::FilteredReader(const Reader& reader, const Recording& recording,
                               const Options& options)
    : reader_(reader), recording_(recording), place_(recording.channels.size(), {not_filtered, 0}) {
  const ChannelPlan plan = plan_channels(reader, recording, options);
  warnings_ = plan.warnings;
  using Kind = std::pair<double, std::size_t>;  // rate and number of sections
  std::map<Kind, std::vector<std::pair<std::size_t, std::vector<signal::Section>>>> kinds;
  for (const PlannedChannel& planned : plan.channels) {
    const Channel& channel = recording.channels[planned.channel];
    const emg::Band band = emg::design_band(options.filter, channel.rate.hz());
    std::vector<signal::Section> sections = band.sections;
    for (const signal::Section& notch : band.notches(planned.notch_hz)) sections.push_back(notch);
    describe(recording_.channels[planned.channel], prefilter_text(channel, band, planned.notch_hz));
    kinds[{channel.rate.hz(), sections.size()}].emplace_back(planned.channel, sections);
  }
  for (const auto& [kind, members] : kinds) {
    for (std::size_t begin = 0; begin < members.size(); begin += signal::lanes_of<double>) {
      const std::size_t end = std::min(members.size(), begin + signal::lanes_of<double>);
      std::vector<std::size_t> channels;
      std::vector<std::vector<signal::Section>> lanes;
      for (std::size_t m = begin; m < end; ++m) {
        place_[members[m].first] = {groups_.size(), m - begin};
        channels.push_back(members[m].first);
        lanes.push_back(members[m].second);
      }
      const Rate& rate = recording.channels[channels.front()].rate;
      groups_.push_back({std::move(channels), rate.first_frame_of_row(block_rows),
                         signal::ZeroPhase(lanes, options.filter.zero_phase)});
    }
  }
  kept_.resize(groups_.size());
}

FilteredReader::Block FilteredReader::filtered(const Group& group, const Key& key) const {
  const auto [segment, block] = key;
  const std::int64_t frames = recording_.segments[segment].frame_count[group.channels.front()];
  const std::int64_t first = block * group.block_frames;
  const std::int64_t last = std::min(frames, first + group.block_frames);
  const std::int64_t begin = std::max<std::int64_t>(0, first - group.filter.margin_frames());
  const std::int64_t end = std::min(frames, last + group.filter.margin_frames());
  const std::size_t lanes = group.channels.size();
  std::vector<double> raw(static_cast<std::size_t>(end - begin) * lanes);
  reader_.read(segment, group.channels, begin, end - begin, raw.data());
  signal::ZeroPhase::Frames buffer(static_cast<std::size_t>(end - begin),
                                   signal::LaneValues<double>{});
  std::vector<bool> missing(lanes, false);
  for (std::size_t f = 0; f < buffer.size(); ++f) {
    for (std::size_t l = 0; l < lanes; ++l) {
      buffer[f].of[l] = raw[f * lanes + l];
      missing[l] = missing[l] || std::isnan(raw[f * lanes + l]);
    }
  }
  for (std::size_t l = 0; l < lanes; ++l) {
    if (missing[l]) {
      signal::bridge_missing(buffer.front().of + l, signal::lanes_of<double>, buffer.size());
    }
  }
  group.filter.run(buffer, begin == 0, end == frames);
  const auto count = static_cast<std::size_t>(last - first);
  const auto skipped = static_cast<std::size_t>(first - begin);
  Block result(count * lanes);
  for (std::size_t f = 0; f < count; ++f) {
    for (std::size_t l = 0; l < lanes; ++l) {
      const bool absent = std::isnan(raw[(skipped + f) * lanes + l]);
      result[l * count + f] = absent ? not_a_number : buffer[skipped + f].of[l];
    }
  }
  return result;
}

std::shared_ptr<const FilteredReader::Block> FilteredReader::block_of(std::size_t group,
                                                                      const Key& key) const {
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_[group].find(key);
    if (found != kept_[group].end()) return found->second;
  }
  auto block = std::make_shared<const Block>(filtered(groups_[group], key));
  const std::lock_guard lock(mutex_);
  // Recordings are read from front to end: the earliest block is the one that is done with.
  while (kept_[group].size() >= blocks_kept) kept_[group].erase(kept_[group].begin());
  kept_[group][key] = block;
  return block;
}

template <typename Out>
void FilteredReader::read_any(std::size_t segment, std::span<const std::size_t> channels,
                              std::int64_t first, std::int64_t count, Out* out) const {
  std::vector<Out> plain;
  for (std::size_t k = 0; k < channels.size(); ++k) {
    const auto [group, lane] = place_[channels[k]];
    if (group == not_filtered) {
      plain.resize(static_cast<std::size_t>(count));
      reader_.read(segment, channels.subspan(k, 1), first, count, plain.data());
      for (std::size_t f = 0; f < plain.size(); ++f) out[f * channels.size() + k] = plain[f];
      continue;
    }
    const std::int64_t length = groups_[group].block_frames;
    for (std::int64_t at = first; at < first + count;) {
      const std::int64_t index = at / length;
      const std::int64_t end = std::min(first + count, (index + 1) * length);
      const std::shared_ptr<const Block> block = block_of(group, {segment, index});
      const std::size_t frames = block->size() / groups_[group].channels.size();
      const double* from = block->data() + lane * frames + (at - index * length);
      for (; at < end; ++at) {
        out[static_cast<std::size_t>(at - first) * channels.size() + k] = static_cast<Out>(*from++);
      }
    }
  }
}

void FilteredReader::read(std::size_t segment, std::span<const std::size_t> channels,
                          std::int64_t first, std::int64_t count, float* out) const {
  read_any(segment, channels, first, count, out);
}

void FilteredReader::read(std::size_t segment, std::span<const std::size_t> channels,
                          std::int64_t first, std::int64_t count, double* out) const {
  read_any(segment, channels, first, count, out);
}

}  // namespace noctemg::run
