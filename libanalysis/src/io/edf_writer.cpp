#include "io/edf_writer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include <fmt/core.h>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr std::int64_t max_records = 99'999'999;

/// Smallest and largest digital number of a format.
DigitalRange whole_range(bool bdf) {
  return bdf ? DigitalRange{-8'388'608, 8'388'607} : DigitalRange{-32'768, 32'767};
}

/// What a reader makes of a header field.
double parsed(const std::string& text) {
  double value = not_a_number;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Ticks record_ticks(const OutputRecording& recording) {
  const double ticks = recording.record_duration_s * static_cast<double>(ticks_per_second);
  if (!(ticks >= 1) || ticks > 1e18) {
    throw ArgumentError(fmt::format("record duration of {} s: must be above 0 and below 10^9 s",
                                    recording.record_duration_s));
  }
  return std::llround(ticks);
}

}  // namespace

EdfWriter::EdfWriter(const std::string& path, const OutputRecording& recording, bool bdf,
                     std::span<const DigitalRange> ranges)
    : target_(path), file_(target_.temporary(), path), times_(record_ticks(recording)) {
  header_.bdf = bdf;
  header_.patient = recording.patient;
  header_.recording = recording.description;
  header_.start = recording.start;
  header_.record_duration = seconds_text(record_ticks(recording));
  zero_ = recording.start.known() ? recording.start.nanosecond : 0;
  if (header_.record_duration.size() > 8) {
    throw ArgumentError(fmt::format("record duration of {} s: must fit into 8 characters",
                                    header_.record_duration));
  }
  if (recording.channels.empty()) throw ArgumentError("a recording must have a channel at least");
  if (recording.channels.size() > 9'998) {
    throw ArgumentError("a recording must have at most 9998 channels in EDF and BDF");
  }
  for (std::size_t c = 0; c < recording.channels.size(); ++c) {
    add_lane(recording.channels[c], ranges.empty() ? whole_range(bdf) : ranges[c],
             recording.record_duration_s);
  }
  add_annotation_signal();
  const std::string head = header_.bytes();
  file_.write(head.data(), head.size(), 0);
}

void EdfWriter::add_lane(const OutputChannel& channel, DigitalRange range,
                         double record_duration_s) {
  const auto reject = [&](std::string_view value, std::string_view rule) {
    throw ArgumentError(fmt::format("channel '{}': {}: {}", channel.label, value, rule));
  };
  const double samples = channel.rate_hz * record_duration_s;
  if (!(samples >= 1) || samples > 1e7 || std::abs(samples - std::round(samples)) > 1e-6) {
    reject(fmt::format("{} Hz and records of {} s", channel.rate_hz, record_duration_s),
           "a record must hold a whole number of samples");
  }
  const std::string label = header_ascii(channel.label), unit = header_ascii(channel.unit);
  if (label.size() > 16) reject("label", "must have at most 16 characters in EDF and BDF");
  if (unit.size() > 8) reject("unit " + unit, "must have at most 8 characters in EDF and BDF");
  EdfSignalText signal;
  signal.label = label;
  signal.unit = unit;
  signal.prefilter = header_ascii(channel.prefilter).substr(0, 80);
  signal.physical_min = header_number(channel.physical_min);
  signal.physical_max = header_number(channel.physical_max);
  if (signal.physical_min.empty() || signal.physical_max.empty() ||
      signal.physical_min == signal.physical_max) {
    reject(fmt::format("physical range {} to {}", channel.physical_min, channel.physical_max),
           "must be two different numbers of at most 8 characters");
  }
  const DigitalRange whole = whole_range(header_.bdf);
  if (!(range.min < range.max) || range.min < whole.min || range.max > whole.max) {
    reject(fmt::format("digital range {} to {}", range.min, range.max),
           fmt::format("must rise and lie within {} to {}", whole.min, whole.max));
  }
  signal.digital_min = fmt::format("{}", static_cast<std::int64_t>(range.min));
  signal.digital_max = fmt::format("{}", static_cast<std::int64_t>(range.max));
  signal.samples = std::llround(samples);
  const double low = parsed(signal.physical_min), high = parsed(signal.physical_max);
  lanes_.push_back({low, (high - low) / (range.max - range.min), range.min, signal.samples});
  values_per_record_ += static_cast<std::size_t>(signal.samples);
  data_bytes_ += static_cast<std::size_t>(signal.samples) * sample_bytes();
  header_.signals.push_back(std::move(signal));
}

void EdfWriter::add_annotation_signal() {
  const DigitalRange whole = whole_range(header_.bdf);
  EdfSignalText signal;
  signal.label = header_.bdf ? "BDF Annotations" : "EDF Annotations";
  signal.physical_min = "-1";
  signal.physical_max = "1";
  signal.digital_min = fmt::format("{}", static_cast<std::int64_t>(whole.min));
  signal.digital_max = fmt::format("{}", static_cast<std::int64_t>(whole.max));
  signal.samples = static_cast<std::int64_t>(page_bytes_ / sample_bytes());
  header_.signals.push_back(std::move(signal));
}

std::int32_t EdfWriter::code(const Lane& lane, double digital) {
  const DigitalRange whole = whole_range(header_.bdf);
  if (std::isnan(digital)) {
    digital = std::nearbyint((0 - lane.physical_min) / lane.gain) + lane.digital_min;
    return static_cast<std::int32_t>(std::clamp(digital, whole.min, whole.max));
  }
  const double kept = std::clamp(digital, whole.min, whole.max);
  if (kept != digital) ++clipped_;
  return static_cast<std::int32_t>(kept);
}

void EdfWriter::write_record(std::span<const double> values) {
  digitals_.clear();
  for (const Lane& lane : lanes_) {
    const std::size_t end = digitals_.size() + static_cast<std::size_t>(lane.samples);
    while (digitals_.size() < std::min(end, values.size())) {
      const double value = values[digitals_.size()];
      digitals_.push_back(std::nearbyint((value - lane.physical_min) / lane.gain) +
                          lane.digital_min);
    }
  }
  if (digitals_.size() < values.size()) digitals_.resize(values.size());  // refused below
  write_digital_record(digitals_);
}

void EdfWriter::write_digital_record(std::span<const double> digitals) {
  if (closed_) throw ArgumentError("a record after close()");
  if (digitals.size() != values_per_record_) {
    throw ArgumentError(
        fmt::format("a record of {} values: must have {}", digitals.size(), values_per_record_));
  }
  if (records_ == max_records) throw OutputError(target_.path(), "more than 99999999 records");
  record_.resize(data_bytes_);
  const double* digital = digitals.data();
  char* out = record_.data();
  for (const Lane& lane : lanes_) {
    for (std::int64_t i = 0; i < lane.samples; ++i, ++digital) {
      const auto bits = static_cast<std::uint32_t>(code(lane, *digital));
      for (std::size_t b = 0; b < sample_bytes(); ++b) {
        *out++ = static_cast<char>(static_cast<unsigned char>(bits >> (8 * b)));
      }
    }
  }
  record_ += page(records_, "");
  file_.write(record_.data(), record_.size(),
              header_bytes() + static_cast<std::size_t>(records_) * record_bytes());
  ++records_;
}

void EdfWriter::annotate(const Annotation& annotation) {
  if (closed_) throw ArgumentError("an annotation after close()");
  annotations_.push_back(annotation);
}

void EdfWriter::start_segment(Ticks start) { times_.jump(records_, start); }

std::string EdfWriter::page(std::int64_t record, const std::string& annotations) const {
  std::string bytes = record_stamp(times_.start_of(record) + zero_) + annotations;
  bytes.resize(page_bytes_, '\0');
  return bytes;
}

/// Doubles the room for annotations: records move towards the end of the file, last one first.
void EdfWriter::widen() {
  const std::size_t old_bytes = record_bytes();
  page_bytes_ *= 2;
  header_.signals.back().samples = static_cast<std::int64_t>(page_bytes_ / sample_bytes());
  for (std::int64_t r = records_ - 1; r >= 0; --r) {
    const auto record = static_cast<std::size_t>(r);
    record_.resize(data_bytes_);
    file_.read(record_.data(), data_bytes_, header_bytes() + record * old_bytes);
    record_ += page(r, "");
    file_.write(record_.data(), record_.size(), header_bytes() + record * record_bytes());
  }
}

void EdfWriter::write_annotations() {
  std::stable_sort(annotations_.begin(), annotations_.end(),
                   [](const Annotation& a, const Annotation& b) { return a.onset < b.onset; });
  auto pages = pack_annotations(annotations_, times_, records_, page_bytes_, zero_);
  while (!pages) {
    widen();
    pages = pack_annotations(annotations_, times_, records_, page_bytes_, zero_);
  }
  for (const auto& [record, annotations] : *pages) {
    const std::string bytes = page(record, annotations);
    file_.write(bytes.data(), bytes.size(),
                header_bytes() + static_cast<std::size_t>(record) * record_bytes() + data_bytes_);
  }
}

void EdfWriter::close() {
  if (closed_) return;
  if (records_ == 0) throw OutputError(target_.path(), "a recording must have a record at least");
  write_annotations();
  header_.record_count = records_;
  header_.discontinuous = times_.has_gap();
  const std::string head = header_.bytes();
  file_.write(head.data(), head.size(), 0);
  file_.close();
  target_.commit();
  closed_ = true;
}

}  // namespace noctemg::io
