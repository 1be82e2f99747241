#include "io/h5_recording_writer.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/core.h>

#include "io/h5_recording_file.hpp"
#include "io/voltage_unit.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

Recording described(const OutputRecording& output) {
  Recording recording;
  recording.start = output.start;
  recording.identity = {output.patient, output.description};
  for (const OutputChannel& from : output.channels) {
    if (!(from.physical_min < from.physical_max)) {
      throw ArgumentError(fmt::format("channel '{}': physical range {} to {}: must rise",
                                      from.label, from.physical_min, from.physical_max));
    }
    Channel channel;
    channel.label = from.label;
    channel.unit = voltage_unit(from.unit).text;
    channel.rate = Rate::from_hz(from.rate_hz);
    channel.prefilter = from.prefilter;
    channel.muscle = from.muscle;
    channel.side = from.side;
    channel.role = from.role;
    // As samples are stored, so that a sample at a rail equals it.
    channel.rail_low = static_cast<double>(static_cast<float>(from.physical_min));
    channel.rail_high = static_cast<double>(static_cast<float>(from.physical_max));
    recording.channels.push_back(std::move(channel));
  }
  return recording;
}

class H5RecordingWriter final : public RecordingWriter {
 public:
  H5RecordingWriter(const std::string& path, const OutputRecording& output)
      : channels_(output.channels),
        recording_(described(output)),
        file_(path, recording_, std::vector<h5::Number>(output.channels.size(), h5::Number::f32)) {
    duration_ = std::llround(output.record_duration_s * static_cast<double>(ticks_per_second));
    for (const OutputChannel& channel : channels_) {
      const double samples = channel.rate_hz * output.record_duration_s;
      if (!(samples >= 1) || std::abs(samples - std::round(samples)) > 1e-6) {
        throw ArgumentError(fmt::format(
            "channel '{}': {} Hz and records of {} s: a record must hold a whole number of samples",
            channel.label, channel.rate_hz, output.record_duration_s));
      }
      starts_.push_back(values_);
      samples_.push_back(static_cast<std::size_t>(std::llround(samples)));
      values_ += samples_.back();
    }
  }

  void write_record(std::span<const double> values) override {
    if (closed_) throw ArgumentError("a record after close()");
    if (values.size() != values_) {
      throw ArgumentError(
          fmt::format("a record of {} values: must have {}", values.size(), values_));
    }
    for (std::size_t g = 0; g < file_.groups().size(); ++g) write_group(g, values);
    ++records_;
  }

  void annotate(const Annotation& annotation) override {
    if (closed_) throw ArgumentError("an annotation after close()");
    annotations_.push_back(annotation);
  }

  void close() override {
    if (closed_) return;
    Segment whole;
    whole.duration = records_ * duration_;
    for (const std::size_t samples : samples_) {
      whole.first_frame.push_back(0);
      whole.frame_count.push_back(records_ * static_cast<std::int64_t>(samples));
    }
    std::stable_sort(annotations_.begin(), annotations_.end(),
                     [](const Annotation& a, const Annotation& b) { return a.onset < b.onset; });
    file_.finish(std::span(&whole, 1), annotations_);
    closed_ = true;
  }

  [[nodiscard]] std::int64_t clipped() const noexcept override { return clipped_; }

 private:
  void write_group(std::size_t g, std::span<const double> values) {
    const std::vector<std::size_t>& members = file_.groups()[g].channels;
    const std::size_t frames = samples_[members.front()];
    frames_.resize(frames * members.size());
    for (std::size_t k = 0; k < members.size(); ++k) {
      const OutputChannel& channel = channels_[members[k]];
      const double* from = values.data() + starts_[members[k]];
      for (std::size_t i = 0; i < frames; ++i) {
        const double value = from[i];
        const double kept = std::isnan(value)
                                ? value
                                : std::clamp(value, channel.physical_min, channel.physical_max);
        if (kept != value && !std::isnan(value)) ++clipped_;
        frames_[i * members.size() + k] = kept;
      }
    }
    file_.append(g, static_cast<std::int64_t>(frames), frames_.data());
  }

  std::vector<OutputChannel> channels_;
  Recording recording_;
  H5RecordingFile file_;
  Ticks duration_ = 0;
  std::vector<std::size_t> starts_, samples_;  // per channel, within a record
  std::size_t values_ = 0;
  std::vector<double> frames_;
  std::vector<Annotation> annotations_;
  std::int64_t records_ = 0;
  std::int64_t clipped_ = 0;
  bool closed_ = false;
};

}  // namespace

std::unique_ptr<RecordingWriter> create_h5_recording(const std::string& path,
                                                     const OutputRecording& recording) {
  if (recording.channels.empty()) throw ArgumentError("a recording must have a channel at least");
  return std::make_unique<H5RecordingWriter>(path, recording);
}

}  // namespace noctemg::io
