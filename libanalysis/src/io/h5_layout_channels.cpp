#include "io/h5_layout_channels.hpp"

#include <cmath>
#include <string>

#include <fmt/core.h>

#include "io/h5_layout.hpp"
#include "io/h5_source.hpp"
#include "io/sample_scale.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

/// One entry per channel; absent is allowed, another count is not.
template <class T>
std::vector<T> per_channel(const h5::Group& group, std::string_view attribute,
                           std::vector<T> values, std::size_t count, const T& otherwise) {
  if (values.empty() && !group.has(attribute)) values.assign(count, otherwise);
  if (values.size() != count) {
    fail_attribute(group, attribute, fmt::format("{} entries", values.size()),
                   fmt::format("must have one per column of '{}' ({})", layout::samples, count));
  }
  return values;
}
std::vector<std::string> channel_texts(const h5::Group& group, std::string_view attribute,
                                       std::size_t count) {
  return per_channel<std::string>(group, attribute, group.texts(attribute), count, "");
}
std::vector<double> channel_numbers(const h5::Group& group, std::string_view attribute,
                                    std::size_t count) {
  return per_channel<double>(group, attribute, group.numbers(attribute), count, not_a_number);
}

void require(const h5::Group& group, std::string_view attribute, std::string_view rule) {
  if (!group.has(attribute)) fail_attribute(group, attribute, "absent", rule);
}

Rate read_rate(const h5::Group& group) {
  require(group, "rate_frames", "must be the frames in 'rate_seconds' seconds");
  const std::int64_t frames = *group.integer("rate_frames");
  const std::int64_t seconds = group.integer("rate_seconds").value_or(1);
  constexpr std::int64_t limit = 1'000'000'000;
  if (frames < 1 || frames > limit) {
    fail_attribute(group, "rate_frames", fmt::format("{}", frames), "must be from 1 to 10^9");
  }
  if (seconds < 1 || seconds > limit) {  // from_span takes nanoseconds in 64 bits
    fail_attribute(group, "rate_seconds", fmt::format("{}", seconds), "must be from 1 to 10^9");
  }
  return Rate::from_span(frames, seconds * ticks_per_second);
}

Side side_named(std::string_view text) {
  if (text == "left") return Side::left;
  return text == "right" ? Side::right : Side::unknown;
}
Role role_named(std::string_view text) {
  for (const Role role :
       {Role::emg, Role::ecg, Role::accel, Role::angle, Role::position, Role::marker, Role::eeg}) {
    if (text == to_text(role)) return role;
  }
  return Role::ignore;
}

/// Integers mean nothing without a scale; floating-point samples are values already.
void check_scale(const h5::Group& group, const Channel& channel, bool integers) {
  const bool stated = std::isfinite(channel.physical_min) && std::isfinite(channel.physical_max) &&
                      std::isfinite(channel.digital_min) && std::isfinite(channel.digital_max);
  const bool absent = std::isnan(channel.physical_min) && std::isnan(channel.physical_max) &&
                      std::isnan(channel.digital_min) && std::isnan(channel.digital_max);
  if (absent && !integers) return;
  if (!stated) {
    fail_attribute(group, "physical_min', 'physical_max', 'digital_min' or 'digital_max",
                   "absent or no number", "must all four be given where samples are integers");
  }
  if (channel.digital_min == channel.digital_max || channel.physical_min == channel.physical_max) {
    fail_attribute(group, "digital_max", fmt::format("no range for '{}'", channel.label),
                   "minimum and maximum must differ, digital and physical");
  }
}

}  // namespace

void fail_attribute(const h5::Object& object, std::string_view attribute, std::string_view value,
                    std::string_view rule) {
  throw InputError(object.path(), fmt::format("attribute '{}' of '{}'", attribute, object.name()),
                   value, rule);
}

std::vector<Channel> read_layout_channels(const h5::Group& group, std::size_t count, bool integers,
                                          const ReadOptions& options) {
  require(group, "label", fmt::format("must name each column of '{}'", layout::samples));
  const auto label = channel_texts(group, "label", count),
             unit = channel_texts(group, "unit", count);
  const auto prefilter = channel_texts(group, "prefilter", count);
  const auto muscle = channel_texts(group, "muscle", count);
  const auto side = channel_texts(group, "side", count), role = channel_texts(group, "role", count);
  const auto site = channel_texts(group, "site", count);
  const auto physical_min = channel_numbers(group, "physical_min", count);
  const auto physical_max = channel_numbers(group, "physical_max", count);
  const auto digital_min = channel_numbers(group, "digital_min", count);
  const auto digital_max = channel_numbers(group, "digital_max", count);
  const auto rail_low = channel_numbers(group, "rail_low", count);
  const auto rail_high = channel_numbers(group, "rail_high", count);
  const auto step = channel_numbers(group, "step", count);
  const Rate rate = read_rate(group);
  std::vector<Channel> channels(count);
  for (std::size_t c = 0; c < count; ++c) {
    Channel& channel = channels[c];
    channel.label = label[c];
    take_unit(channel, unit[c], options);
    channel.rate = rate;
    channel.muscle = muscle[c];
    channel.side = side_named(side[c]);
    channel.role = role_named(role[c]);
    channel.site = site[c];
    channel.prefilter = prefilter[c];
    channel.physical_min = physical_min[c];
    channel.physical_max = physical_max[c];
    channel.digital_min = digital_min[c];
    channel.digital_max = digital_max[c];
    check_scale(group, channel, integers);
    channel.rail_low = rail_low[c];
    channel.rail_high = rail_high[c];
    channel.step = step[c];
    if (integers && std::isnan(channel.step)) {
      channel.step = std::abs(SampleScale::of(channel).gain);
    }
  }
  return channels;
}

}  // namespace noctemg::io
