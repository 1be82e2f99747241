// open_array of reader.hpp: a recording that lives in memory.

#include <set>
#include <utility>

#include <fmt/core.h>

#include "io/read_request.hpp"
#include "io/voltage_unit.hpp"
#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {
namespace {

class ArrayReader final : public Reader {
 public:
  ArrayReader(const ArraySource& source, Recording recording)
      : samples_(source.samples),
        channel_stride_(source.channel_stride),
        frame_stride_(source.frame_stride),
        recording_(std::move(recording)) {}

  [[nodiscard]] const Recording& recording() const noexcept override { return recording_; }

  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const override {
    read_any(segment, channels, first, count, out);
  }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const override {
    read_any(segment, channels, first, count, out);
  }

 private:
  template <typename Value>
  void read_any(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
                std::int64_t count, Value* out) const {
    io::check_request(recording_, segment, channels, first, count);
    for (std::size_t c = 0; c < channels.size(); ++c) {
      const double* const from =
          samples_ + static_cast<std::ptrdiff_t>(channels[c]) * channel_stride_;
      const double factor = recording_.channels[channels[c]].uv_per_unit;
      for (std::int64_t i = 0; i < count; ++i)
        out[static_cast<std::size_t>(i) * channels.size() + c] =
            static_cast<Value>(from[(first + i) * frame_stride_] * factor);
    }
  }

  const double* samples_;
  std::ptrdiff_t channel_stride_;
  std::ptrdiff_t frame_stride_;
  Recording recording_;
};

void check(const ArraySource& source, double uv_per_unit) {
  if (source.labels.empty()) throw ArgumentError("an array needs at least one channel label");
  if (source.frame_count < 1)
    throw ArgumentError(
        fmt::format("an array needs at least one frame, not {}", source.frame_count));
  if (source.samples == nullptr) throw ArgumentError("an array needs samples, not a null pointer");
  if (uv_per_unit == 0)
    throw ArgumentError(fmt::format("unit is '{}': must be nV, uV, mV or V", source.unit));
}

void warn_of_repeated_labels(Recording& recording) {
  std::set<std::string_view> seen;
  for (const Channel& channel : recording.channels)
    if (!seen.insert(channel.label).second)
      recording.warnings.push_back({"channel '" + channel.label + "'", "the label is not unique"});
}

Recording describe(const ArraySource& source, const io::VoltageUnit& unit) {
  Recording recording;
  recording.format = "array";
  recording.start = source.start;
  Channel channel;
  channel.unit = unit.text;
  channel.uv_per_unit = unit.uv_per_unit;
  channel.rate = Rate::from_hz(source.rate_hz);
  channel.frame_count = source.frame_count;
  for (const std::string& label : source.labels) {
    channel.label = label;
    recording.channels.push_back(channel);
  }
  recording.duration = channel.rate.time_of_frame(source.frame_count);
  const std::size_t channels = source.labels.size();
  recording.segments.push_back({0, recording.duration, std::vector<std::int64_t>(channels, 0),
                                std::vector<std::int64_t>(channels, source.frame_count)});
  warn_of_repeated_labels(recording);
  apply_montage(recording, {});
  return recording;
}

}  // namespace

std::unique_ptr<Reader> open_array(const ArraySource& source) {
  const io::VoltageUnit unit = io::voltage_unit(source.unit);
  check(source, unit.uv_per_unit);
  return std::make_unique<ArrayReader>(source, describe(source, unit));
}

}  // namespace noctemg
