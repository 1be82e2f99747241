// PLUX OpenSignals (r)evolution files: a group per device (named by its MAC address), in it the
// attributes of the acquisition and `raw/channel_N` with ADC codes.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/core.h>

#include "io/clock_text.hpp"
#include "io/h5_layout_channels.hpp"
#include "io/h5_source.hpp"
#include "io/opensignals_sensor.hpp"
#include "io/wide.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr const char* rate_attribute = "sampling rate";

/// One channel before devices are brought onto a common clock.
struct RawChannel {
  h5::Dataset samples;
  Channel channel;
  Ticks offset = 0;  ///< of the device's first sample from the earliest device's
};

struct Device {
  h5::Group group;
  std::string type;    ///< attribute "device", e.g. "channeller"
  std::string prefix;  ///< tells channels of several devices apart, "" when there is one
  Rate rate;
  ClockTime start;
};

bool is_device(const h5::Group& root, const std::string& name) {
  if (!root.has_group(name)) return false;
  const h5::Group group = root.group(name);
  return group.has(rate_attribute) && group.has_group("raw");
}

/// "00:07:80:D8:A7:F9" -> "A7F9/".
std::string short_name(std::string_view address) {
  std::string digits;
  for (const char c : address) {
    if (c != ':') digits += c;
  }
  return digits.substr(digits.size() < 4 ? 0 : digits.size() - 4) + "/";
}

Device open_device(const h5::Group& root, const std::string& name) {
  Device device{root.group(name), "", "", {}, {}};
  const double hz = device.group.number(rate_attribute).value_or(0);
  if (!(hz > 0) || !std::isfinite(hz)) {
    fail_attribute(device.group, rate_attribute, fmt::format("{}", hz), "must be above 0 Hz");
  }
  device.rate = Rate::from_hz(hz);
  device.type = device.group.text("device").value_or("");
  device.start = parse_clock(device.group.text("date").value_or("") + "T" +
                             device.group.text("time").value_or(""));
  return device;
}

std::vector<Device> open_devices(const h5::Group& root) {
  std::vector<Device> devices;
  std::vector<std::string> prefixes;
  for (const std::string& name : root.members()) {
    if (!is_device(root, name)) continue;
    devices.push_back(open_device(root, name));
    devices.back().prefix = short_name(name);
    prefixes.push_back(devices.back().prefix);
  }
  std::sort(prefixes.begin(), prefixes.end());
  const bool unique = std::adjacent_find(prefixes.begin(), prefixes.end()) == prefixes.end();
  for (Device& device : devices) {
    if (!unique) device.prefix = device.group.name().substr(1) + "/";
    if (devices.size() == 1) device.prefix.clear();
  }
  return devices;
}

/// 7 for "channel_7".
std::optional<std::int64_t> channel_number(std::string_view member) {
  constexpr std::string_view prefix = "channel_";
  if (!member.starts_with(prefix)) return std::nullopt;
  member.remove_prefix(prefix.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(member.data(), member.data() + member.size(), number);
  if (error != std::errc{} || end != member.data() + member.size()) return std::nullopt;
  return number;
}

/// Bits of each analog channel. BITalino lists all columns (sequence number and digital lines
/// first), the biosignalsplux family only the analog ones; one number counts for all.
int resolution_bits(const Device& device, std::size_t position, std::size_t count) {
  const auto bits = device.group.integers("resolution");
  const std::string rule = fmt::format("must give 1 to 24 bits for each of {} channels", count);
  if (bits.empty()) fail_attribute(device.group, "resolution", "absent", rule);
  if (bits.size() != 1 && bits.size() < count) {
    fail_attribute(device.group, "resolution", fmt::format("{} entries", bits.size()), rule);
  }
  const std::int64_t own = bits.size() == 1 ? bits[0] : bits[bits.size() - count + position];
  if (own < 1 || own > 24) {
    fail_attribute(device.group, "resolution", fmt::format("{}", own), rule);
  }
  return static_cast<int>(own);
}

/// Unit, scale and rails; ADC codes stay codes where the sensor's transfer function is unknown.
void calibrate(Channel& channel, const Device& device, const std::string& sensor, int bits,
               const ReadOptions& options, std::vector<Warning>& warnings) {
  const double codes = std::ldexp(1.0, bits);
  const std::optional<TransferFunction> known = transfer_function(device.type, sensor);
  channel.digital_min = 0;
  channel.digital_max = codes - 1;
  channel.step = known ? known->full_scale / codes : 1;
  channel.physical_min = known ? -known->full_scale / 2 : 0;
  channel.physical_max = channel.physical_min + channel.digital_max * channel.step;
  channel.rail_low = channel.physical_min;
  channel.rail_high = channel.physical_max;
  take_unit(channel, known ? known->unit : "", options);
  if (known) return;
  warnings.push_back(
      {fmt::format("channel '{}'", channel.label),
       fmt::format("the transfer function of sensor '{}' on device '{}' is not "
                   "known: values are ADC codes{}",
                   sensor, device.type, channel.calibrated() ? ", taken as " + channel.unit : "")});
}

/// EMG keeps the label of the file; other sensors are named before it, so that a voltage of the
/// heart is not taken for a muscle's.
std::string channel_label(const Device& device, const std::string& own, const std::string& sensor) {
  const std::string label = device.prefix + own;
  return is_emg_sensor(sensor) || sensor.empty() ? label : sensor + " " + label;
}

void add_analog(const Device& device, const ReadOptions& options, std::vector<RawChannel>& raw,
                std::vector<Warning>& warnings) {
  const h5::Group group = device.group.group("raw");
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const std::string& member : group.members()) {
    if (const auto number = channel_number(member)) found.emplace_back(*number, member);
  }
  std::sort(found.begin(), found.end());
  for (std::size_t i = 0; i < found.size(); ++i) {
    RawChannel next{group.dataset(found[i].second), {}, 0};
    const std::string sensor = next.samples.text("sensor").value_or("");
    const std::string own = next.samples.text("label").value_or(found[i].second);
    next.channel.label = channel_label(device, own, sensor);
    next.channel.rate = device.rate;
    calibrate(next.channel, device, sensor, resolution_bits(device, i, found.size()), options,
              warnings);
    raw.push_back(std::move(next));
  }
}

/// Digital inputs and outputs: 0 and 1, no unit, useful as markers.
void add_digital(const Device& device, std::vector<RawChannel>& raw) {
  if (!device.group.has_group("digital")) return;
  const h5::Group group = device.group.group("digital");
  for (const std::string& member : group.members()) {
    if (!group.has_dataset(member)) continue;
    RawChannel next{group.dataset(member), {}, 0};
    next.channel.label = device.prefix + member;
    next.channel.role = Role::marker;
    next.channel.rate = device.rate;
    next.channel.step = 1;
    raw.push_back(std::move(next));
  }
}

ClockTime earliest_start(const std::vector<Device>& devices) {
  ClockTime earliest = devices.front().start;
  for (const Device& device : devices) {
    if (!device.start.known()) return {};
    if (device.start.since(earliest) < 0) earliest = device.start;
  }
  return earliest;
}

/// First frame at or after `t`: ceil(t * rate).
std::int64_t frame_at(const Rate& rate, Ticks t) {
  const Wide divisor = static_cast<Wide>(rate.per_seconds) * ticks_per_second;
  return static_cast<std::int64_t>((static_cast<Wide>(t) * rate.frames + divisor - 1) / divisor);
}

/// One segment as long as the longest device; the others' missing ends (and beginnings) are
/// missing samples, which coverage counts.
void lay_out(std::vector<RawChannel>& raw, H5Source& source) {
  Ticks end = 0;
  for (const RawChannel& r : raw) {
    end = std::max(end, r.offset + r.channel.rate.time_of_frame(r.samples.rows()));
  }
  Segment segment;
  segment.duration = end;
  for (RawChannel& r : raw) {
    const std::int64_t late = frame_at(r.channel.rate, r.offset);
    const std::int64_t frames = std::max(frame_at(r.channel.rate, end), late + r.samples.rows());
    if (frames > late + r.samples.rows() || late > 0) {
      source.recording.warnings.push_back(
          {fmt::format("channel '{}'", r.channel.label),
           fmt::format("begins {} and ends {} frames inside the span of all devices: the rest "
                       "counts as missing",
                       late, frames - late - r.samples.rows())});
    }
    segment.first_frame.push_back(0);
    segment.frame_count.push_back(frames);
    const SampleScale scale = SampleScale::of(r.channel);
    auto table = std::make_shared<const SampleTable>(
        std::move(r.samples),
        cache_share(raw.size(), r.channel.rate.hz() * static_cast<double>(sizeof(double))));
    source.columns.push_back({std::move(table), 0, -late, not_a_number, scale});
    source.recording.channels.push_back(std::move(r.channel));
  }
  source.recording.segments.push_back(std::move(segment));
}

}  // namespace

bool has_opensignals_layout(const h5::Group& root) {
  const auto names = root.members();
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return is_device(root, name); });
}

H5Source read_opensignals(const h5::Group& root, const ReadOptions& options) {
  const std::vector<Device> devices = open_devices(root);
  H5Source source;
  source.recording.format = "OpenSignals";
  source.recording.start = earliest_start(devices);
  std::vector<RawChannel> raw;
  for (const Device& device : devices) {
    const std::size_t before = raw.size();
    add_analog(device, options, raw, source.recording.warnings);
    add_digital(device, raw);
    if (!source.recording.start.known()) continue;
    for (std::size_t i = before; i < raw.size(); ++i) {
      raw[i].offset = device.start.since(source.recording.start);
    }
  }
  for (const RawChannel& r : raw) {
    if (r.samples.columns() != 1) {
      throw InputError(root.path(), fmt::format("'{}'", r.samples.name()),
                       fmt::format("{} columns", r.samples.columns()), "must have one column");
    }
  }
  if (raw.empty()) {
    throw InputError(root.path(), "group 'raw'", "no 'channel_N'", "must hold a channel at least");
  }
  lay_out(raw, source);
  add_totals(source.recording);
  return source;
}

}  // namespace noctemg::io
