#include "io/edf_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include "io/edf_annotations.hpp"
#include "io/edf_channels.hpp"
#include "io/edf_frames.hpp"
#include "io/edf_header.hpp"
#include "io/edf_timeline.hpp"
#include "io/read_request.hpp"
#include "noctemg/montage.hpp"

namespace noctemg::io {
namespace {

class EdfReader final : public Reader {
 public:
  EdfReader(Recording recording, std::vector<RecordRun> runs, EdfFrames frames)
      : recording_(std::move(recording)), runs_(std::move(runs)), frames_(std::move(frames)) {}

  [[nodiscard]] const Recording& recording() const noexcept override { return recording_; }

  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const override {
    read_shown(segment, channels, first, count, out, {});
  }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const override {
    read_shown(segment, channels, first, count, out, {});
  }

  template <typename Value>
  void read_shown(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
                  std::int64_t count, Value* out, const RecordBytes& bytes) const {
    check_request(recording_, segment, channels, first, count);
    if (channels.empty() || count == 0) return;
    frames_.read(runs_[segment].first_record, channels, first, count, out, bytes);
  }
  [[nodiscard]] std::optional<HeldRecords> hold(std::size_t segment,
                                                std::span<const std::size_t> channels,
                                                std::int64_t first, std::int64_t count,
                                                std::vector<std::byte>& memory,
                                                const ByteWatcher& watcher) const {
    check_request(recording_, segment, channels, first, count);
    if (channels.empty() || count == 0 || !frames_.reads_whole_records(channels)) return {};
    return frames_.hold(runs_[segment].first_record, channels, first, count, memory, watcher);
  }

  [[nodiscard]] std::unique_ptr<Reader> showing_bytes(std::span<const std::size_t> channels,
                                                      const ByteWatcher& watcher) const override;

 private:
  Recording recording_;
  std::vector<RecordRun> runs_;
  EdfFrames frames_;
};

/// Another one's recording, whose bytes come from somewhere else or are shown to somebody. What
/// they are belongs to this object and not to the reader, which others may be using.
class EdfView : public Reader {
 public:
  explicit EdfView(const EdfReader& reader) : reader_(reader) {}

  [[nodiscard]] const Recording& recording() const noexcept final { return reader_.recording(); }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const final {
    reader_.read_shown(segment, channels, first, count, out, bytes());
  }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const final {
    reader_.read_shown(segment, channels, first, count, out, bytes());
  }

 protected:
  [[nodiscard]] virtual RecordBytes bytes() const = 0;
  [[nodiscard]] const EdfReader& reader() const noexcept { return reader_; }

 private:
  const EdfReader& reader_;
};

/// For one thread, which some records are kept for.
class HoldingEdfReader final : public EdfView {
 public:
  HoldingEdfReader(const EdfReader& reader, HeldRecords held)
      : EdfView(reader), held_(std::move(held)) {}

 private:
  [[nodiscard]] RecordBytes bytes() const override { return {nullptr, &held_}; }

  mutable HeldRecords held_;
};

class ShowingEdfReader final : public EdfView {
 public:
  ShowingEdfReader(const EdfReader& reader, ByteWatcher watcher)
      : EdfView(reader), watcher_(std::move(watcher)) {}

  [[nodiscard]] std::unique_ptr<Reader> holding(std::size_t segment,
                                                std::span<const std::size_t> channels,
                                                std::int64_t first, std::int64_t count,
                                                std::vector<std::byte>& memory) const override {
    std::optional<HeldRecords> held =
        reader().hold(segment, channels, first, count, memory, watcher_);
    if (!held) return nullptr;
    return std::make_unique<HoldingEdfReader>(reader(), std::move(*held));
  }

 private:
  [[nodiscard]] RecordBytes bytes() const override { return {&watcher_, nullptr}; }

  ByteWatcher watcher_;
};

std::unique_ptr<Reader> EdfReader::showing_bytes(std::span<const std::size_t> channels,
                                                 const ByteWatcher& watcher) const {
  if (recording_.segments.empty()) return nullptr;
  check_request(recording_, 0, channels, 0, 0);
  if (channels.empty() || !frames_.reads_whole_records(channels)) return nullptr;
  if (!frames_.file().still_at_path()) return nullptr;
  return std::make_unique<ShowingEdfReader>(*this, watcher);
}

Segment make_segment(const RecordRun& run, const EdfHeader& header,
                     const std::vector<std::size_t>& signals) {
  Segment segment;
  segment.start = run.start;
  segment.duration = run.record_count * header.record_duration;
  for (const std::size_t s : signals) {
    const std::int64_t per_record = header.signals[s].samples_per_record;
    segment.first_frame.push_back(run.first_record * per_record);
    segment.frame_count.push_back(run.record_count * per_record);
  }
  return segment;
}

/// Times from the first sample on, in order.
std::vector<Annotation> settled(std::vector<Annotation> annotations, Ticks first_sample) {
  for (Annotation& annotation : annotations) annotation.onset -= first_sample;
  std::stable_sort(annotations.begin(), annotations.end(),
                   [](const Annotation& a, const Annotation& b) { return a.onset < b.onset; });
  return annotations;
}

void warn_of_start(Ticks first_sample, WarningList& warnings) {
  if (first_sample < 0 || first_sample >= ticks_per_second)
    warnings.add("data record 1", "starts " + std::to_string(seconds(first_sample)) +
                                      " s from the header's start time, which was moved there; "
                                      "only a fraction of a second is usual");
}

}  // namespace

std::unique_ptr<Reader> open_edf(const std::string& path, const ReadOptions& options) {
  FileBytes file(path);
  WarningList warnings;
  const EdfHeader header = read_edf_header(file, options.accept_truncated, warnings);
  EdfTexts texts = read_edf_texts(file, header, warnings);
  const Ticks first_sample = first_record_onset(texts.record_onsets);
  warn_of_start(first_sample, warnings);
  std::vector<RecordRun> runs = record_runs(path, header, texts.record_onsets, warnings);
  const std::vector<std::size_t> signals = channel_signals(header, warnings);

  Recording recording;
  recording.file = path;
  recording.id = std::filesystem::path(path).stem().string();
  recording.format = header.format();
  recording.start = header.start.plus(first_sample);
  recording.record_count = header.record_count;
  recording.record_duration = header.record_duration;
  recording.duration = header.record_count * header.record_duration;
  recording.identity = header.identity;
  recording.annotations = settled(std::move(texts.annotations), first_sample);
  for (const std::size_t s : signals)
    recording.channels.push_back(edf_channel(header, s, options, warnings));
  for (const RecordRun& run : runs)
    recording.segments.push_back(make_segment(run, header, signals));
  recording.warnings = warnings.finish();
  apply_montage(recording, {});
  EdfFrames frames(std::move(file), header, recording.channels, signals);
  return std::make_unique<EdfReader>(std::move(recording), std::move(runs), std::move(frames));
}

}  // namespace noctemg::io
