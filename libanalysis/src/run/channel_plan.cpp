#include "run/channel_plan.hpp"

#include <fmt/format.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "noctemg/error.hpp"
#include "signal/kernels.hpp"

namespace noctemg::run {
namespace {

/// Windows looked at per recording. Every half minute of an eight-hour night; sparser for longer
/// ones.
constexpr std::int64_t most_windows = 1024;
constexpr Ticks usual_stride = 30 * ticks_per_second;
constexpr Ticks shortest_stride = ticks_per_second;
/// Samples that are held at once: 4 MB.
constexpr std::size_t most_survey_values = std::size_t{1} << 20;
/// A short recording is looked at more closely, so that one of ten seconds has windows enough.
constexpr std::int64_t fewest_windows = 64;

std::string place_of(const Recording& recording, std::size_t channel) {
  return fmt::format("channel {} '{}'", channel + 1, recording.channels[channel].label);
}

/// Why an EMG channel cannot be analysed, "" when it can.
std::string refusal(const Channel& channel, const emg::Band& band) {
  if (channel.frame_count == 0) return "holds no samples";
  if (!channel.calibrated()) {
    return fmt::format("unit '{}' is no known voltage: amplitude rules need one (--assume-unit)",
                       channel.unit);
  }
  return band.sections.empty() ? band.adapted : std::string();
}

struct RateGroup {
  Rate rate;
  emg::Band band;
  std::vector<std::size_t> positions;
};

Ticks stride_of(const Recording& recording) {
  const Ticks total = recording.duration;
  Ticks stride = std::min(usual_stride, total / fewest_windows);
  stride = std::max({stride, shortest_stride, total / most_windows});
  return stride;
}

/// A window of a segment.
struct Window {
  std::size_t segment = 0;
  std::int64_t first_frame = 0;
};

std::vector<Window> windows_of(const Recording& recording, const Rate& rate, std::size_t channel,
                               std::int64_t frames) {
  const auto stride =
      std::max<std::int64_t>(1, std::llround(seconds(stride_of(recording)) * rate.hz()));
  std::vector<Window> windows;
  for (std::size_t s = 0; s < recording.segments.size(); ++s) {
    const std::int64_t available = recording.segments[s].frame_count[channel];
    for (std::int64_t first = 0; first + frames <= available; first += stride) {
      windows.push_back({s, first});
    }
  }
  return windows;
}

/// From [frame][channel] to [channel][frame].
void by_channel(const std::vector<float>& frames, std::size_t channels, float* out) {
  const std::size_t count = frames.size() / channels;
  std::vector<float*> of_channel;
  for (std::size_t c = 0; c < channels; ++c) of_channel.push_back(out + c * count);
  if (channels % 4 == 0) {
    signal::kernels().move.turn(frames.data(), channels, count, of_channel.data());
    return;
  }
  // So many at a time that what one channel is picked from is still near for the next.
  constexpr std::size_t frames_at_once = 128;
  for (std::size_t first = 0; first < count; first += frames_at_once) {
    const std::size_t end = std::min(first + frames_at_once, count);
    for (std::size_t c = 0; c < channels; ++c) {
      float* const to = of_channel[c];
      const float* from = frames.data() + first * channels + c;
      for (std::size_t f = first; f < end; ++f, from += channels) to[f] = *from;
    }
  }
}

/// Reads windows spread over all segments and hands them to the channels' surveys: side by side
/// some windows are read, then some channels look at them, in order.
void survey_group(const Reader& reader, const Recording& recording, const RateGroup& group,
                  const std::vector<std::size_t>& channels,
                  std::vector<emg::ChannelSurvey>& surveys) {
  const std::int64_t frames = surveys[group.positions.front()].window_frames();
  std::vector<std::size_t> indices;
  for (const std::size_t p : group.positions) indices.push_back(channels[p]);
  const auto size = static_cast<std::size_t>(frames) * indices.size();
  const std::size_t at_once = std::clamp<std::size_t>(most_survey_values / size, 1, 32);
  std::vector<float> blocks(size * at_once);  // [window][channel][frame]
  tbb::enumerable_thread_specific<std::vector<float>> raw(size);
  const std::vector<Window> windows = windows_of(recording, group.rate, indices.front(), frames);
  for (std::size_t begin = 0; begin < windows.size(); begin += at_once) {
    const std::size_t count = std::min(at_once, windows.size() - begin);
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t w) {
      const Window& window = windows[begin + w];
      std::vector<float>& values = raw.local();
      reader.read(window.segment, indices, window.first_frame, frames, values.data());
      by_channel(values, indices.size(), blocks.data() + w * size);
    });
    tbb::parallel_for(std::size_t{0}, indices.size(), [&](std::size_t c) {
      const auto length = static_cast<std::size_t>(frames);
      emg::ChannelSurvey& survey = surveys[group.positions[c]];
      const auto window = [&](std::size_t w) {
        return std::span<const float>(blocks.data() + w * size + c * length, length);
      };
      std::size_t w = 0;
      for (; w + 2 <= count; w += 2) survey.add(window(w), window(w + 1));
      if (w < count) survey.add(window(w));
    });
  }
}

std::string frequency_list(const std::vector<double>& frequencies_hz) {
  std::string text;
  for (const double f : frequencies_hz) text += fmt::format("{}{:g}", text.empty() ? "" : ", ", f);
  return text;
}

/// One warning per set of notches, naming its channels.
void tell_notches(const Recording& recording, ChannelPlan& plan) {
  std::map<std::vector<double>, std::string> by_notches;
  for (const PlannedChannel& channel : plan.channels) {
    if (channel.notch_hz.empty()) continue;
    std::string& labels = by_notches[channel.notch_hz];
    labels += (labels.empty() ? "" : ", ") + recording.channels[channel.channel].label;
  }
  for (const auto& [frequencies, labels] : by_notches) {
    plan.warnings.push_back(
        {labels, fmt::format("mains hum measured: notches at {} Hz", frequency_list(frequencies))});
  }
}

emg::LaneSetup lane_setup(const Channel& channel, const PlannedChannel& planned) {
  emg::LaneSetup lane;
  lane.notch_hz = planned.notch_hz;
  // A quarter of a step inside the rail: rounding to float must not hide a sample that sits on it.
  const double inside = std::isnan(channel.step) ? 0 : channel.step / 4;
  lane.rail_low_uv = static_cast<float>((channel.rail_low + inside) * channel.uv_per_unit);
  lane.rail_high_uv = static_cast<float>((channel.rail_high - inside) * channel.uv_per_unit);
  return lane;
}

void make_lane_groups(const Recording& recording, const Options& options, const RateGroup& group,
                      ChannelPlan& plan) {
  const std::size_t most = emg::Conditioner::most_channels(options, group.rate);
  for (std::size_t begin = 0; begin < group.positions.size(); begin += most) {
    const std::size_t end = std::min(group.positions.size(), begin + most);
    std::vector<std::size_t> positions(group.positions.begin() + static_cast<std::ptrdiff_t>(begin),
                                       group.positions.begin() + static_cast<std::ptrdiff_t>(end));
    std::vector<std::size_t> channels;
    std::vector<emg::LaneSetup> lanes;
    for (const std::size_t p : positions) {
      const PlannedChannel& planned = plan.channels[p];
      channels.push_back(planned.channel);
      lanes.push_back(lane_setup(recording.channels[planned.channel], planned));
    }
    plan.groups.push_back({std::move(positions), std::move(channels),
                           emg::Conditioner(options, group.band, group.rate, lanes)});
  }
}

/// Channels of a role that can be analysed, by rate.
std::vector<RateGroup> choose_channels(const Recording& recording, const Options& options,
                                       Role role, ChannelPlan& plan, std::string& refusals) {
  std::vector<RateGroup> groups;
  for (std::size_t c = 0; c < recording.channels.size(); ++c) {
    const Channel& channel = recording.channels[c];
    if (channel.role != role) continue;
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const RateGroup& g) { return g.rate == channel.rate; });
    const emg::Band band =
        group != groups.end() ? group->band : emg::design_band(options.filter, channel.rate.hz());
    const std::string reason = refusal(channel, band);
    if (!reason.empty()) {
      plan.warnings.push_back({place_of(recording, c), "not analysable: " + reason});
      refusals +=
          fmt::format("{}{}: {}", refusals.empty() ? "" : "; ", place_of(recording, c), reason);
      continue;
    }
    if (group == groups.end()) {
      groups.push_back({channel.rate, band, {}});
      group = groups.end() - 1;
      if (!band.adapted.empty()) {
        plan.warnings.push_back({fmt::format("{:g} Hz channels", channel.rate.hz()), band.adapted});
      }
    }
    group->positions.push_back(plan.channels.size());
    plan.channels.push_back({c, {}, not_a_number});
  }
  return groups;
}

/// Surveys the chosen channels, decides on notches and makes the filters.
void complete(const Reader& reader, const Recording& recording, const Options& options,
              const std::vector<RateGroup>& groups, ChannelPlan& plan) {
  std::vector<std::size_t> channels;
  std::vector<emg::ChannelSurvey> surveys;
  for (const PlannedChannel& planned : plan.channels) {
    const Channel& channel = recording.channels[planned.channel];
    channels.push_back(planned.channel);
    surveys.emplace_back(channel.rate.hz(), options.filter.highpass_hz,
                         emg::highest_edge * channel.rate.hz() / 2);
  }
  for (const RateGroup& group : groups) survey_group(reader, recording, group, channels, surveys);
  const int mains_hz = emg::mains_frequency(options.filter, surveys);
  for (std::size_t p = 0; p < plan.channels.size(); ++p) {
    const Channel& channel = recording.channels[plan.channels[p].channel];
    const double highest_hz = std::min(options.filter.lowpass_hz, channel.rate.hz() / 2);
    plan.channels[p].notch_hz = emg::measured_harmonics(surveys[p], mains_hz, highest_hz);
    plan.channels[p].flatness = surveys[p].flatness();
  }
  tell_notches(recording, plan);
  for (const RateGroup& group : groups) make_lane_groups(recording, options, group, plan);
}

}  // namespace

ChannelPlan plan_channels(const Reader& reader, const Recording& recording,
                          const Options& options) {
  ChannelPlan plan;
  std::string refusals;
  const std::vector<RateGroup> groups =
      choose_channels(recording, options, Role::emg, plan, refusals);
  if (plan.channels.empty()) {
    throw InputError(
        recording.file, "channels", refusals.empty() ? "no EMG channel" : refusals,
        "at least one EMG channel with a known voltage unit and a rate that leaves a band "
        "above the high-pass edge is needed; a montage file can name it");
  }
  complete(reader, recording, options, groups, plan);
  return plan;
}

std::optional<ChannelPlan> plan_ecg(const Reader& reader, const Recording& recording,
                                    const Options& options) {
  ChannelPlan plan;
  std::string refusals;
  std::vector<RateGroup> groups = choose_channels(recording, options, Role::ecg, plan, refusals);
  if (plan.channels.empty()) return std::nullopt;
  plan.channels.resize(1);
  groups.resize(1);
  groups.front().positions.resize(1);
  complete(reader, recording, options, groups, plan);
  return plan;
}

}  // namespace noctemg::run
