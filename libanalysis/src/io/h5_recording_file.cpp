#include "io/h5_recording_file.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include <fmt/core.h>

#include "io/h5_layout.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr std::int64_t usual_chunk_bytes = std::int64_t{64} * 1024;
constexpr std::int64_t longest_chunk_s = 60;
constexpr std::int32_t missing_code = std::numeric_limits<std::int32_t>::min();

std::vector<H5GroupPlan> plan(const Recording& recording, std::span<const h5::Number> types) {
  std::vector<H5GroupPlan> plans;
  for (std::size_t c = 0; c < recording.channels.size(); ++c) {
    const Rate rate = recording.channels[c].rate;
    const auto same = [&](const H5GroupPlan& p) { return p.rate == rate && p.type == types[c]; };
    auto found = std::find_if(plans.begin(), plans.end(), same);
    if (found == plans.end()) found = plans.insert(found, H5GroupPlan{rate, types[c], {}});
    found->channels.push_back(c);
  }
  return plans;
}

/// Chunks of about 64 KiB, from one second to one minute: few enough to look up, small enough to
/// read a moment from, and what is decoded stays in the second cache. Measured, see
/// benchmarks/README.md.
std::int64_t chunk_rows(const H5GroupPlan& plan) {
  const auto row_bytes = static_cast<std::int64_t>(h5::size_of(plan.type) * plan.channels.size());
  const auto second = std::max<std::int64_t>(1, std::llround(plan.rate.hz()));
  return std::clamp(usual_chunk_bytes / row_bytes, second, longest_chunk_s * second);
}

template <class Value, class Get>
std::vector<Value> each(const Recording& recording, const H5GroupPlan& plan, Get get) {
  std::vector<Value> values;
  for (const std::size_t c : plan.channels) values.push_back(Value(get(recording.channels[c])));
  return values;
}

void write_attributes(h5::Group& group, const Recording& recording, const H5GroupPlan& plan) {
  using Texts = std::string;
  const auto text = [&](const char* name, auto get) {
    group.set_texts(name, each<Texts>(recording, plan, get));
  };
  const auto number = [&](const char* name, auto get) {
    group.set_numbers(name, each<double>(recording, plan, get));
  };
  group.set_integer("rate_frames", plan.rate.frames);
  group.set_integer("rate_seconds", plan.rate.per_seconds);
  group.set_integers("channel",
                     std::vector<std::int64_t>(plan.channels.begin(), plan.channels.end()));
  text("label", [](const Channel& c) { return c.label; });
  text("unit", [](const Channel& c) { return c.unit; });
  text("prefilter", [](const Channel& c) { return c.prefilter; });
  text("muscle", [](const Channel& c) { return c.muscle; });
  text("side", [](const Channel& c) { return to_text(c.side); });
  text("role", [](const Channel& c) { return to_text(c.role); });
  text("site", [](const Channel& c) { return c.site; });
  number("physical_min", [](const Channel& c) { return c.physical_min; });
  number("physical_max", [](const Channel& c) { return c.physical_max; });
  number("digital_min", [](const Channel& c) { return c.digital_min; });
  number("digital_max", [](const Channel& c) { return c.digital_max; });
  number("rail_low", [](const Channel& c) { return c.rail_low; });
  number("rail_high", [](const Channel& c) { return c.rail_high; });
  number("step", [](const Channel& c) { return c.step; });
  if (plan.type == h5::Number::i32) group.set_integer("missing", missing_code);
}

template <class T>
void add(std::vector<std::byte>& pending, const double* values, std::size_t count) {
  const std::size_t before = pending.size();
  pending.resize(before + count * sizeof(T));
  for (std::size_t i = 0; i < count; ++i) {
    T value{};
    if constexpr (std::is_floating_point_v<T>) {
      value = static_cast<T>(values[i]);
    } else {
      value = std::isnan(values[i]) ? static_cast<T>(missing_code) : static_cast<T>(values[i]);
    }
    std::memcpy(pending.data() + before + i * sizeof(T), &value, sizeof(T));
  }
}

void add(h5::Number type, std::vector<std::byte>& pending, const double* values,
         std::size_t count) {
  switch (type) {
    case h5::Number::i16:
      return add<std::int16_t>(pending, values, count);
    case h5::Number::i32:
      return add<std::int32_t>(pending, values, count);
    case h5::Number::f32:
      return add<float>(pending, values, count);
    default:
      return add<double>(pending, values, count);
  }
}

void check_digital(h5::Number type, const double* values, std::size_t count,
                   const std::string& path) {
  if (h5::is_floating(type)) return;
  const bool narrow = type == h5::Number::i16;
  const double low = narrow ? -32'768.0 : static_cast<double>(missing_code) + 1;
  const double high = narrow ? 32'767.0 : std::numeric_limits<std::int32_t>::max();
  for (std::size_t i = 0; i < count; ++i) {
    if (std::isnan(values[i]) ? narrow : !(values[i] >= low && values[i] <= high)) {
      throw OutputError(path,
                        fmt::format("digital value {} is outside {} to {}", values[i], low, high));
    }
  }
}

}  // namespace

H5RecordingFile::H5RecordingFile(const std::string& path, const Recording& recording,
                                 std::span<const h5::Number> types)
    : target_(path),
      file_(h5::File::create(target_.temporary(), path)),
      plans_(plan(recording, types)) {
  h5::Group root = file_.root();
  root.set_integer(layout::mark, layout::version);
  root.set_text("start", recording.start.iso());
  root.set_text("patient", recording.identity.patient);
  root.set_text("recording", recording.identity.recording);
  h5::Group signals = root.create_group(layout::signals);
  for (std::size_t g = 0; g < plans_.size(); ++g) {
    h5::Group group = signals.create_group(fmt::format("{:02}", g));
    write_attributes(group, recording, plans_[g]);
    const std::int64_t rows = chunk_rows(plans_[g]);
    tables_.push_back(
        {group.create_dataset(layout::samples, plans_[g].type,
                              static_cast<std::int64_t>(plans_[g].channels.size()), rows),
         rows,
         {}});
  }
}

void H5RecordingFile::append(std::size_t group, std::int64_t count, const double* values) {
  Table& table = tables_[group];
  const std::size_t columns = plans_[group].channels.size();
  const std::size_t row_bytes = columns * h5::size_of(plans_[group].type);
  check_digital(plans_[group].type, values, static_cast<std::size_t>(count) * columns,
                target_.path());
  while (count > 0) {
    const auto held = static_cast<std::int64_t>(table.pending.size() / row_bytes);
    const std::int64_t taken = std::min(count, table.chunk_rows - held);
    const std::size_t numbers = static_cast<std::size_t>(taken) * columns;
    add(plans_[group].type, table.pending, values, numbers);
    values += numbers;
    count -= taken;
    if (held + taken == table.chunk_rows) flush(group);
  }
}

void H5RecordingFile::flush(std::size_t group) {
  Table& table = tables_[group];
  const std::size_t row_bytes = plans_[group].channels.size() * h5::size_of(plans_[group].type);
  table.samples.append(static_cast<std::int64_t>(table.pending.size() / row_bytes),
                       plans_[group].type, table.pending.data());
  table.pending.clear();
}

std::int64_t H5RecordingFile::frames(std::size_t group) const {
  const std::size_t row_bytes = plans_[group].channels.size() * h5::size_of(plans_[group].type);
  return tables_[group].samples.rows() +
         static_cast<std::int64_t>(tables_[group].pending.size() / row_bytes);
}

void H5RecordingFile::write_segments(std::span<const Segment> segments) {
  h5::Group group = file_.root().create_group(layout::segments);
  std::vector<std::int64_t> start, duration, first, frames;
  for (const Segment& segment : segments) {
    start.push_back(segment.start);
    duration.push_back(segment.duration);
    for (const H5GroupPlan& plan : plans_) {
      first.push_back(segment.first_frame[plan.channels.front()]);
      frames.push_back(segment.frame_count[plan.channels.front()]);
    }
  }
  const auto count = static_cast<std::int64_t>(segments.size());
  const auto columns = static_cast<std::int64_t>(plans_.size());
  group.write_column("start_ns", start);
  group.write_column("duration_ns", duration);
  if (columns == 0) return;  // annotations alone
  group.create_dataset("first_frame", h5::Number::i64, columns, 1'024)
      .append(count, h5::Number::i64, first.data());
  group.create_dataset("frame_count", h5::Number::i64, columns, 1'024)
      .append(count, h5::Number::i64, frames.data());
}

void H5RecordingFile::write_annotations(std::span<const Annotation> annotations) {
  h5::Group group = file_.root().create_group(layout::annotations);
  std::vector<std::int64_t> onset, duration;
  std::vector<std::string> text;
  for (const Annotation& annotation : annotations) {
    onset.push_back(annotation.onset);
    duration.push_back(annotation.duration);
    text.push_back(annotation.text);
  }
  group.write_column("onset_ns", onset);
  group.write_column("duration_ns", duration);
  group.write_column("text", text);
}

void H5RecordingFile::finish(std::span<const Segment> segments,
                             std::span<const Annotation> annotations) {
  for (std::size_t g = 0; g < tables_.size(); ++g) flush(g);
  write_segments(segments);
  write_annotations(annotations);
  tables_.clear();
  file_.close();
  target_.commit();
}

}  // namespace noctemg::io
