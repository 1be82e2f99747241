#include "io/edf_channels.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/core.h>

#include "io/edf_unit.hpp"
#include "io/label_sensor.hpp"
#include "io/sample_scale.hpp"
#include "noctemg/montage.hpp"

namespace noctemg::io {
namespace {

/// "" or why the header's ranges give no scale.
std::string scale_fault(const EdfSignal& signal) {
  if (signal.physical_min == signal.physical_max)
    return fmt::format("physical minimum and maximum are both {}", signal.physical_min);
  if (signal.digital_min == signal.digital_max)
    return fmt::format("digital minimum and maximum are both {}", signal.digital_min);
  if (!std::isfinite(signal.physical_max - signal.physical_min)) return "physical range too wide";
  return {};
}

/// True when label and unit leave room for a voltage.
bool may_be_voltage(const std::string& label, const std::string& unit) {
  if (unit_kind(unit) != UnitKind::unknown) return false;
  const Role role = guess_channel(label, unit).role;
  return role != Role::accel && role != Role::angle && role != Role::position &&
         role != Role::marker;
}

void set_unit(Channel& channel, const EdfSignal& signal, const std::string& name,
              const ReadOptions& options, WarningList& warnings) {
  VoltageUnit unit = edf_unit(signal.raw_unit);
  const bool unknown = unit.uv_per_unit == 0 && may_be_voltage(channel.label, unit.text);
  if (unknown && !options.assume_unit.empty()) {
    warnings.add_for_channel(
        "unit", fmt::format("'{}' taken as {} as asked for", unit.text, options.assume_unit), name);
    unit = voltage_unit(options.assume_unit);
  } else if (unknown && guess_channel(channel.label, unit.text).role == Role::emg) {
    warnings.add_for_channel(
        "unit", fmt::format("'{}' is no known voltage: the channel is not calibrated", unit.text),
        name);
  }
  channel.unit = unit.text;
  channel.uv_per_unit = unit.uv_per_unit;
}

/// The digital range as far as the samples' bits can reach it.
std::pair<double, double> reachable_range(const EdfSignal& signal, std::int64_t sample_bytes) {
  const std::int64_t limit = sample_bytes == 2 ? 32768 : 8388608;
  const auto [low, high] = std::minmax(signal.digital_min, signal.digital_max);
  return {static_cast<double>(std::clamp(low, -limit, limit - 1)),
          static_cast<double>(std::clamp(high, -limit, limit - 1))};
}

/// Rails and step in `unit`, by the same arithmetic as the samples: a clipped one equals its rail.
void set_rails(Channel& channel, const EdfSignal& signal, std::int64_t sample_bytes) {
  SampleScale scale = SampleScale::of(channel);
  scale.factor = 1;
  const auto [low, high] = reachable_range(signal, sample_bytes);
  channel.step = std::fabs(scale.gain);
  if (low == high) return;
  channel.rail_low = std::min(scale.value(low), scale.value(high));
  channel.rail_high = std::max(scale.value(low), scale.value(high));
}

}  // namespace

std::vector<std::size_t> channel_signals(const EdfHeader& header, WarningList& warnings) {
  std::vector<std::size_t> signals;
  for (std::size_t i = 0; i < header.signals.size(); ++i) {
    if (header.signals[i].annotations) continue;
    if (header.signals[i].samples_per_record > 0)
      signals.push_back(i);
    else
      warnings.add_for_channel("samples per record", "0: the signal was left out",
                               channel_name(i, header.signals[i].label));
  }
  return signals;
}

Channel edf_channel(const EdfHeader& header, std::size_t index, const ReadOptions& options,
                    WarningList& warnings) {
  const EdfSignal& signal = header.signals[index];
  const std::string name = channel_name(index, signal.label);
  Channel channel;
  channel.label = signal.label;
  channel.prefilter = signal.prefilter;
  channel.rate = Rate::from_span(signal.samples_per_record, header.record_duration);
  channel.frame_count = signal.samples_per_record * header.record_count;
  if (const std::string fault = scale_fault(signal); !fault.empty()) {
    warnings.add_for_channel("scale", fault + ": no scale, so the digital values are delivered",
                             name);
  } else {
    set_unit(channel, signal, name, options, warnings);
    channel.physical_min = signal.physical_min;
    channel.physical_max = signal.physical_max;
    channel.digital_min = static_cast<double>(signal.digital_min);
    channel.digital_max = static_cast<double>(signal.digital_max);
  }
  set_rails(channel, signal, header.sample_bytes);
  return channel;
}

}  // namespace noctemg::io
