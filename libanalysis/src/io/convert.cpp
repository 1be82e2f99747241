#include "io/convert.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "io/edf_writer.hpp"
#include "io/h5_recording_file.hpp"
#include "io/sample_scale.hpp"
#include "io/watched_reader.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr std::int64_t block_values = 1 << 18;

bool has_scale(const Channel& channel) { return !std::isnan(channel.digital_min); }

/// Values as the reader gives them become what is stored: digital numbers where there is a scale.
void to_stored(const Channel& channel, const std::string& file, double* values, std::size_t count,
               std::size_t stride) {
  if (!has_scale(channel)) return;
  const SampleScale scale = SampleScale::of(channel);
  for (std::size_t i = 0; i < count; ++i) {
    double* const value = values + i * stride;
    if (std::isnan(*value)) continue;
    const double digital = scale.digital(*value);
    if (scale.value(digital) != *value) {
      throw InputError(file, fmt::format("channel '{}'", channel.label), fmt::format("{}", *value),
                       "a sample must be a whole digital number to be copied without loss");
    }
    *value = digital;
  }
}

/// Floating-point samples are stored in the unit that readers give them in.
Recording in_reader_units(Recording recording) {
  for (Channel& channel : recording.channels) {
    if (has_scale(channel) || !channel.calibrated()) continue;
    channel.rail_low *= channel.uv_per_unit;
    channel.rail_high *= channel.uv_per_unit;
    channel.unit = "uV";
    channel.uv_per_unit = 1;
  }
  return recording;
}

h5::Number stored_type(const Recording& recording, const Channel& channel) {
  if (!has_scale(channel)) return h5::Number::f64;
  // Sixteen-bit files have no missing samples; 32 bits leave a code for them.
  return recording.format.starts_with("EDF") ? h5::Number::i16 : h5::Number::i32;
}

void to_h5(const Reader& reader, const std::string& out) {
  const Recording recording = in_reader_units(reader.recording());
  std::vector<h5::Number> types;
  for (const Channel& c : recording.channels) types.push_back(stored_type(recording, c));
  H5RecordingFile file(out, recording, types);
  std::vector<double> values;
  std::vector<Segment> segments = recording.segments;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    for (std::size_t g = 0; g < file.groups().size(); ++g) {
      const std::vector<std::size_t>& members = file.groups()[g].channels;
      const std::int64_t frames = segments[s].frame_count[members.front()];
      const std::int64_t block = block_values / static_cast<std::int64_t>(members.size()) + 1;
      for (const std::size_t c : members) segments[s].first_frame[c] = file.frames(g);
      for (std::int64_t first = 0; first < frames; first += block) {
        const std::int64_t count = std::min(block, frames - first);
        values.resize(static_cast<std::size_t>(count) * members.size());
        reader.read(s, members, first, count, values.data());
        for (std::size_t k = 0; k < members.size(); ++k) {
          to_stored(reader.recording().channels[members[k]], recording.file, values.data() + k,
                    static_cast<std::size_t>(count), members.size());
        }
        file.append(g, count, values.data());
      }
    }
  }
  file.finish(segments, recording.annotations);
}

/// Length of the records to be written: the source's own, or the least whole number of seconds in
/// which every channel has a whole number of frames.
Ticks record_length(const Recording& recording, const std::string& out) {
  if (recording.record_duration > 0) return recording.record_duration;
  for (std::int64_t length_s = 1; length_s <= 60; ++length_s) {
    const bool whole = std::all_of(
        recording.channels.begin(), recording.channels.end(),
        [&](const Channel& c) { return c.rate.frames * length_s % c.rate.per_seconds == 0; });
    if (whole) return length_s * ticks_per_second;
  }
  throw OutputError(out,
                    "no record of at most 60 s holds whole numbers of samples of all channels");
}

/// Largest absolute value of each channel that has no scale, in one pass through the recording:
/// what gives the samples may have to compute them.
std::vector<double> largest_values(const Reader& reader) {
  constexpr std::int64_t block_rows = 32 * rows_per_second;
  const Recording& recording = reader.recording();
  std::vector<double> largest(recording.channels.size(), 0.0);
  std::vector<double> values;
  for (std::size_t s = 0; s < recording.segments.size(); ++s) {
    bool more = true;
    for (std::int64_t row = 0; more; row += block_rows) {
      more = false;
      for (std::size_t c = 0; c < recording.channels.size(); ++c) {
        if (has_scale(recording.channels[c])) continue;
        const Rate& rate = recording.channels[c].rate;
        const std::int64_t frames = recording.segments[s].frame_count[c];
        const std::int64_t first = std::min(frames, rate.first_frame_of_row(row));
        const std::int64_t end = std::min(frames, rate.first_frame_of_row(row + block_rows));
        more = more || end < frames;
        values.resize(static_cast<std::size_t>(end - first));
        reader.read(s, std::span(&c, 1), first, end - first, values.data());
        for (const double value : values) {
          if (std::isfinite(value)) largest[c] = std::max(largest[c], std::abs(value));
        }
      }
    }
  }
  return largest;
}

/// Gives floating-point channels a scale: the whole digital range over the largest value met.
void add_scales(const Reader& reader, std::vector<Channel>& channels, bool bdf) {
  if (std::all_of(channels.begin(), channels.end(), has_scale)) return;
  const std::vector<double> largest = largest_values(reader);
  for (std::size_t c = 0; c < channels.size(); ++c) {
    Channel& channel = channels[c];
    if (has_scale(channel)) continue;
    const double range = largest[c] > 0 ? largest[c] * 1.001 : 1;
    channel.physical_min = std::stod(header_number(-range));
    channel.physical_max = std::stod(header_number(range));
    channel.digital_min = bdf ? -8'388'608 : -32'768;
    channel.digital_max = bdf ? 8'388'607 : 32'767;
  }
}

OutputChannel described(const Channel& channel) {
  OutputChannel out;
  out.label = channel.label;
  out.unit = channel.unit;
  out.rate_hz = channel.rate.hz();
  out.physical_min = channel.physical_min;
  out.physical_max = channel.physical_max;
  out.prefilter = channel.prefilter;
  return out;
}

/// One channel's part of a record; frames past the end of the segment are missing.
void read_part(const Reader& reader, std::size_t segment, std::size_t c, const Channel& channel,
               std::int64_t first, std::span<double> part) {
  const std::int64_t frames = reader.recording().segments[segment].frame_count[c];
  const std::int64_t count =
      std::clamp<std::int64_t>(frames - first, 0, static_cast<std::int64_t>(part.size()));
  std::fill(part.begin() + count, part.end(), not_a_number);
  if (count == 0) return;
  reader.read(segment, std::span(&c, 1), first, count, part.data());
  if (has_scale(reader.recording().channels[c])) {
    return to_stored(channel, reader.recording().file, part.data(), static_cast<std::size_t>(count),
                     1);
  }
  const SampleScale scale = SampleScale::of(channel);
  for (double& value : part.first(static_cast<std::size_t>(count))) {
    if (!std::isnan(value)) value = scale.digital(value);
  }
}

void to_edf(const Reader& reader, const std::string& out, bool bdf) {
  Recording recording = in_reader_units(reader.recording());
  OutputRecording header;
  const Ticks length = record_length(recording, out);
  header.start = recording.start;
  header.record_duration_s = seconds(length);
  header.patient = recording.identity.patient;
  header.description = recording.identity.recording;
  std::vector<DigitalRange> ranges;
  std::vector<std::size_t> samples;
  std::size_t values = 0;
  add_scales(reader, recording.channels, bdf);
  for (Channel& channel : recording.channels) {
    if (channel.digital_min > channel.digital_max) {  // the same line, told from its other end
      std::swap(channel.digital_min, channel.digital_max);
      std::swap(channel.physical_min, channel.physical_max);
    }
    ranges.push_back({channel.digital_min, channel.digital_max});
    header.channels.push_back(described(channel));
    samples.push_back(static_cast<std::size_t>(std::llround(channel.rate.hz() * seconds(length))));
    values += samples.back();
  }
  EdfWriter writer(out, header, bdf, ranges);
  std::vector<double> record(values);
  for (std::size_t s = 0; s < recording.segments.size(); ++s) {
    const Segment& segment = recording.segments[s];
    if (s > 0) writer.start_segment(segment.start);
    std::int64_t records = 0;
    for (std::size_t c = 0; c < samples.size(); ++c) {
      const auto n = static_cast<std::int64_t>(samples[c]);
      records = std::max(records, (segment.frame_count[c] + n - 1) / n);
    }
    for (std::int64_t r = 0; r < records; ++r) {
      std::size_t at = 0;
      for (std::size_t c = 0; c < samples.size(); ++c) {
        read_part(reader, s, c, recording.channels[c], r * static_cast<std::int64_t>(samples[c]),
                  std::span(record).subspan(at, samples[c]));
        at += samples[c];
      }
      writer.write_digital_record(record);
    }
  }
  for (const Annotation& annotation : recording.annotations) writer.annotate(annotation);
  writer.close();
}

}  // namespace

void convert_reader(const Reader& reader, const std::string& out, RecordingFormat format,
                    const std::function<bool(double)>& progress) {
  const std::vector<Channel>& channels = reader.recording().channels;
  const bool h5 = format == RecordingFormat::hdf5;
  // What is no integer yet is read twice: its largest value gives the scale.
  const bool twice = !h5 && !std::all_of(channels.begin(), channels.end(), has_scale);
  const WatchedReader watched(reader, twice ? 2 : 1, progress);
  if (h5) return to_h5(watched, out);
  to_edf(watched, out, format == RecordingFormat::bdf);
}

void convert_to_h5(const std::string& edf_path, const std::string& h5_path) {
  convert_recording(edf_path, h5_path, RecordingFormat::hdf5);
}

}  // namespace noctemg::io

namespace noctemg {

void convert_recording(const std::string& in, const std::string& out, RecordingFormat format,
                       const ReadOptions& options, const std::function<bool(double)>& progress) {
  io::convert_reader(*open_recording(in, options), out, format, progress);
}

}  // namespace noctemg
