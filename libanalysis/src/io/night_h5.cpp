// night.h5: everything of a night that plots, reviews and re-classification need (h5_schema.md).

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "io/h5.hpp"
#include "io/partial_file.hpp"
#include "noctemg/error.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

using io::h5::Group;
using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;
using Integers = std::vector<std::int64_t>;

constexpr std::int64_t night_version = 1;
constexpr std::int64_t overview_chunk_s = 600;

/// One column from a list of structs.
template <class Value, class List, class Get>
void column(Group& group, std::string_view name, const List& list, Get get) {
  std::vector<Value> values;
  values.reserve(list.size());
  for (const auto& item : list) values.push_back(Value(get(item)));
  group.write_column(std::string(name), values);
}

/// Lists of different lengths: list i is `name`[`name`_offset[i] .. `name`_offset[i + 1]).
template <class Value, class List, class Get>
void ragged(Group& group, const std::string& name, const List& list, Get get) {
  std::vector<Value> values;
  Integers offsets{0};
  for (const auto& item : list) {
    for (const auto& value : get(item)) values.push_back(Value(value));
    offsets.push_back(static_cast<std::int64_t>(values.size()));
  }
  group.write_column(name, values);
  group.write_column(name + "_offset", offsets);
}

void write_provenance(Group& root, const Night& night) {
  root.set_integer("noctemg_night", night_version);
  root.set_text("id", night.recording.id);
  root.set_text("format", night.recording.format);
  root.set_text("start", night.recording.start.iso());
  root.set_integer("duration_ns", night.recording.duration);
  root.set_integer("span_ns", night.recording.span());
  root.set_number("analysable_hours", night.analysable_hours);
  root.set_text("version", night.provenance.version);
  root.set_text("options", night.provenance.options);
  root.set_text("options_hash", night.provenance.options_hash);
  root.set_integer("input_bytes", night.provenance.input_bytes);
  root.set_text("input_xxh3", night.provenance.input_xxh3);
  root.set_text("classifier", night.provenance.classifier);
}

void write_channels(Group group, const Night& night) {
  const auto& channels = night.recording.channels;
  column<std::string>(group, "label", channels, [](const Channel& c) { return c.label; });
  column<std::string>(group, "unit", channels, [](const Channel& c) { return c.unit; });
  column<double>(group, "uv_per_unit", channels, [](const Channel& c) { return c.uv_per_unit; });
  column<double>(group, "rate_hz", channels, [](const Channel& c) { return c.rate.hz(); });
  column<std::string>(group, "muscle", channels, [](const Channel& c) { return c.muscle; });
  column<std::string>(group, "side", channels, [](const Channel& c) { return to_text(c.side); });
  column<std::string>(group, "role", channels, [](const Channel& c) { return to_text(c.role); });
  column<std::string>(group, "site", channels, [](const Channel& c) { return c.site; });
}

void write_montage(Group group, const std::vector<MontageRow>& montage) {
  column<std::string>(group, "channel", montage, [](const MontageRow& m) { return m.channel; });
  column<std::string>(group, "muscle", montage, [](const MontageRow& m) { return m.muscle; });
  column<std::string>(group, "side", montage, [](const MontageRow& m) { return to_text(m.side); });
  column<std::string>(group, "role", montage, [](const MontageRow& m) { return to_text(m.role); });
  column<std::string>(group, "site", montage, [](const MontageRow& m) { return m.site; });
  column<std::string>(group, "source", montage,
                      [](const MontageRow& m) { return to_text(m.source); });
}

void write_segments(Group group, const std::vector<Segment>& segments) {
  column<std::int64_t>(group, "start_ns", segments, [](const Segment& s) { return s.start; });
  column<std::int64_t>(group, "duration_ns", segments, [](const Segment& s) { return s.duration; });
}

void write_coverage(Group group, const std::vector<Coverage>& coverage) {
  column<std::int64_t>(group, "channel", coverage,
                       [](const Coverage& c) { return static_cast<std::int64_t>(c.channel); });
  constexpr std::array columns{
      std::pair{"recorded_s", &Coverage::recorded_s},
      std::pair{"analysable_s", &Coverage::analysable_s},
      std::pair{"gap_s", &Coverage::gap_s},
      std::pair{"leadoff_s", &Coverage::leadoff_s},
      std::pair{"flat_s", &Coverage::flat_s},
      std::pair{"clipped_s", &Coverage::clipped_s},
      std::pair{"mains_s", &Coverage::mains_s},
      std::pair{"mains_uv", &Coverage::mains_uv},
      std::pair{"resting_level_uv", &Coverage::resting_level_uv},
  };
  for (const auto& [name, member] : columns) {
    column<double>(group, name, coverage, [m = member](const Coverage& c) { return c.*m; });
  }
  column<std::string>(group, "note", coverage, [](const Coverage& c) { return c.note; });
}

void write_episodes(Group group, const std::vector<Episode>& episodes) {
  const auto integers = [&](const char* name, auto get) {
    column<std::int64_t>(group, name, episodes,
                         [&](const Episode& e) { return static_cast<std::int64_t>(get(e)); });
  };
  const auto texts = [&](const char* name, auto get) {
    column<std::string>(group, name, episodes, get);
  };
  integers("segment", [](const Episode& e) { return e.segment; });
  integers("begin_row", [](const Episode& e) { return e.begin_row; });
  integers("end_row", [](const Episode& e) { return e.end_row; });
  integers("onset_ns", [](const Episode& e) { return e.onset; });
  integers("duration_ns", [](const Episode& e) { return e.duration; });
  integers("bilateral", [](const Episode& e) { return e.bilateral ? 1 : 0; });
  texts("label", [](const Episode& e) { return to_text(e.label); });
  texts("certainty", [](const Episode& e) { return to_text(e.certainty); });
  texts("side", [](const Episode& e) { return to_text(e.side); });
  texts("muscle", [](const Episode& e) { return e.muscle; });
  texts("plm", [](const Episode& e) { return e.plm; });
  texts("stage", [](const Episode& e) { return to_text(e.stage); });
  column<double>(group, "probability", episodes, [](const Episode& e) { return e.probability; });
  for (const EpisodeFeature& feature : episode_feature_table()) {
    column<double>(group, feature.name, episodes,
                   [&](const Episode& e) { return e.features.*feature.member; });
  }
  ragged<std::int64_t>(group, "channel", episodes, [](const Episode& e) { return e.channels; });
  ragged<std::string>(group, "reason", episodes, [](const Episode& e) { return e.reasons; });
}

void write_overview(Group group, const Overview& overview, const std::string& path) {
  group.write_column("channel", Integers(overview.channels.begin(), overview.channels.end()));
  group.write_column("onset_s", overview.onset_s);
  const std::size_t seconds = overview.onset_s.size(), channels = overview.channels.size();
  if (channels == 0) return;
  const auto table = [&](const char* name, const FloatColumn& values) {
    if (values.size() != seconds * channels) {
      throw OutputError(path, fmt::format("overview '{}' has {} values for {} s and {} channels",
                                          name, values.size(), seconds, channels));
    }
    io::h5::Dataset dataset = group.create_dataset(
        name, io::h5::Number::f32, static_cast<std::int64_t>(channels), overview_chunk_s);
    // A chunk at a time: a long night's overview does not lie in memory.
    std::vector<float> chunk;
    for (std::size_t first = 0; first < seconds; first += overview_chunk_s) {
      const std::size_t count = std::min<std::size_t>(overview_chunk_s, seconds - first);
      chunk.resize(count * channels);
      values.copy(first * channels, chunk);
      dataset.append(static_cast<std::int64_t>(count), io::h5::Number::f32, chunk.data());
    }
  };
  table("min_uv", overview.min_uv);
  table("max_uv", overview.max_uv);
  table("rms_uv", overview.rms_uv);
  table("rest_uv", overview.rest_uv);
}

void write_warnings(Group group, const std::vector<Warning>& warnings) {
  column<std::string>(group, "place", warnings, [](const Warning& w) { return w.place; });
  column<std::string>(group, "message", warnings, [](const Warning& w) { return w.message; });
}

}  // namespace

void write_night_h5(const Night& night, const std::string& path) {
  io::PartialFile target(path);
  io::h5::File file = io::h5::File::create(target.temporary(), path);
  {
    Group root = file.root();
    write_provenance(root, night);
    write_channels(root.create_group("channels"), night);
    write_montage(root.create_group("montage"), night.montage);
    write_segments(root.create_group("segments"), night.recording.segments);
    write_coverage(root.create_group("coverage"), night.coverage);
    write_episodes(root.create_group("episodes"), night.episodes);
    write_overview(root.create_group("overview"), night.overview, path);
    write_warnings(root.create_group("warnings"), night.warnings);
  }
  file.close();
  target.commit();
}

}  // namespace noctemg
