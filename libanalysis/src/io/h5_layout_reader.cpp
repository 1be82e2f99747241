// noctemg's own recording layout (h5_schema.md) read from HDF5.

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "io/clock_text.hpp"
#include "io/h5_layout.hpp"
#include "io/h5_layout_channels.hpp"
#include "io/h5_source.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

/// Channels of one rate that share a table.
struct SignalGroup {
  h5::Group group;
  std::shared_ptr<const SampleTable> table;
  bool integers = false;
  std::size_t channel_count = 0;
};

std::vector<SignalGroup> open_groups(const h5::Group& root) {
  const h5::Group signals = root.group(layout::signals);
  const std::vector<std::string> names = signals.members();
  std::vector<SignalGroup> groups;
  for (const std::string& name : names) {
    h5::Group group = signals.group(name);
    h5::Dataset samples = group.dataset(layout::samples);
    const std::int64_t columns = samples.columns();
    if (columns < 1 || columns > 100'000) {
      throw InputError(root.path(), fmt::format("'{}'", samples.name()),
                       fmt::format("{} columns", columns), "must have 1 to 100000 columns");
    }
    const bool integers = !h5::is_floating(samples.type());
    // What the rate must be is asked later; here it only sizes a cache.
    const double frames = static_cast<double>(group.integer("rate_frames").value_or(1));
    const double seconds = static_cast<double>(group.integer("rate_seconds").value_or(1));
    const double frame_bytes =
        static_cast<double>(columns) * static_cast<double>(h5::size_of(samples.type()));
    const std::size_t cache = cache_share(names.size(), frame_bytes * frames / seconds);
    auto table = std::make_shared<const SampleTable>(std::move(samples), cache);
    groups.push_back(
        {std::move(group), std::move(table), integers, static_cast<std::size_t>(columns)});
  }
  return groups;
}

/// Position of each stored channel in the recording: the attribute `channel`, else file order.
std::vector<std::size_t> channel_order(const std::vector<SignalGroup>& groups) {
  std::vector<std::int64_t> places;
  for (const SignalGroup& g : groups) {
    auto own = g.group.integers("channel");
    if (own.empty()) {
      for (std::size_t c = 0; c < g.channel_count; ++c) {
        own.push_back(static_cast<std::int64_t>(places.size() + c));
      }
    }
    if (own.size() != g.channel_count) {
      fail_attribute(g.group, "channel", fmt::format("{} entries", own.size()),
                     "must have one per column");
    }
    places.insert(places.end(), own.begin(), own.end());
  }
  std::vector<std::size_t> order(places.size());
  std::vector<bool> taken(places.size(), false);
  for (std::size_t c = 0; c < places.size(); ++c) {
    const auto place = static_cast<std::size_t>(places[c]);
    if (places[c] < 0 || place >= places.size() || taken[place]) {
      fail_attribute(groups.front().group, "channel", fmt::format("{}", places[c]),
                     "must number the channels of all groups from 0 without repeats");
    }
    taken[place] = true;
    order[c] = place;
  }
  return order;
}

Segment whole_segment(const std::vector<SignalGroup>& groups, const std::vector<Channel>& channels,
                      const std::vector<std::size_t>& group_of) {
  Segment segment;
  for (std::size_t c = 0; c < channels.size(); ++c) {
    const std::int64_t rows = groups[group_of[c]].table->rows();
    segment.first_frame.push_back(0);
    segment.frame_count.push_back(rows);
    segment.duration = std::max(segment.duration, channels[c].rate.time_of_frame(rows));
  }
  return segment;
}

std::vector<std::int64_t> read_integers(const h5::Group& group, std::string_view member,
                                        std::size_t count) {
  const h5::Dataset dataset = group.dataset(member);
  if (dataset.rows() * dataset.columns() != static_cast<std::int64_t>(count)) {
    throw InputError(group.path(), fmt::format("'{}'", dataset.name()),
                     fmt::format("{} x {}", dataset.rows(), dataset.columns()),
                     fmt::format("must hold {} numbers", count));
  }
  std::vector<std::int64_t> values(count);
  dataset.read(0, dataset.rows(), h5::Number::i64, values.data());
  return values;
}

std::vector<Segment> read_segments(const h5::Group& root, const std::vector<SignalGroup>& groups,
                                   const std::vector<Channel>& channels,
                                   const std::vector<std::size_t>& group_of) {
  if (!root.has_group(layout::segments)) return {whole_segment(groups, channels, group_of)};
  const h5::Group group = root.group(layout::segments);
  const auto count = static_cast<std::size_t>(group.dataset("start_ns").rows());
  const auto start = read_integers(group, "start_ns", count);
  const auto duration = read_integers(group, "duration_ns", count);
  std::vector<std::int64_t> first, frames;
  if (!groups.empty()) {  // a recording of annotations alone has no signals
    first = read_integers(group, "first_frame", count * groups.size());
    frames = read_integers(group, "frame_count", count * groups.size());
  }
  std::vector<Segment> segments(count);
  for (std::size_t s = 0; s < count; ++s) {
    segments[s].start = start[s];
    segments[s].duration = duration[s];
    if (duration[s] < 0 || (s > 0 && start[s] < start[s - 1])) {
      throw InputError(root.path(), fmt::format("segment {} in '{}'", s, group.name()),
                       fmt::format("start {}, duration {}", start[s], duration[s]),
                       "segments must be in order and durations at least 0");
    }
    for (std::size_t c = 0; c < channels.size(); ++c) {
      const std::size_t at = s * groups.size() + group_of[c];
      const std::int64_t rows = groups[group_of[c]].table->rows();
      if (first[at] < 0 || frames[at] < 0 || first[at] > rows || frames[at] > rows - first[at]) {
        throw InputError(root.path(), fmt::format("segment {} in '{}'", s, group.name()),
                         fmt::format("frames {} + {}", first[at], frames[at]),
                         fmt::format("must lie within the {} rows of samples", rows));
      }
      segments[s].first_frame.push_back(first[at]);
      segments[s].frame_count.push_back(frames[at]);
    }
  }
  return segments;
}

std::vector<Annotation> read_annotations(const h5::Group& root) {
  if (!root.has_group(layout::annotations)) return {};
  const h5::Group group = root.group(layout::annotations);
  std::vector<std::string> texts = group.text_column("text");
  const auto onset = read_integers(group, "onset_ns", texts.size());
  const auto duration = read_integers(group, "duration_ns", texts.size());
  std::vector<Annotation> annotations(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    annotations[i] = {onset[i], duration[i], std::move(texts[i])};
  }
  std::stable_sort(annotations.begin(), annotations.end(),
                   [](const Annotation& a, const Annotation& b) { return a.onset < b.onset; });
  return annotations;
}

}  // namespace

bool has_noctemg_layout(const h5::Group& root) { return root.has(layout::mark); }

H5Source read_noctemg_layout(const h5::Group& root, const ReadOptions& options) {
  const std::int64_t version = root.integer(layout::mark).value_or(0);
  if (version != layout::version) {
    fail_attribute(root, layout::mark, fmt::format("{}", version),
                   fmt::format("must be {}, the version this noctemg knows", layout::version));
  }
  const std::vector<SignalGroup> groups = open_groups(root);
  const std::vector<std::size_t> order = channel_order(groups);
  H5Source source;
  source.columns.resize(order.size());
  Recording& recording = source.recording;
  recording.channels.resize(order.size());
  std::vector<std::size_t> group_of(order.size());
  std::size_t next = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    auto channels =
        read_layout_channels(groups[g].group, groups[g].channel_count, groups[g].integers, options);
    const std::optional<std::int64_t> missing = groups[g].group.integer("missing");
    for (std::size_t c = 0; c < channels.size(); ++c, ++next) {
      const std::size_t place = order[next];
      source.columns[place] = {groups[g].table, static_cast<std::int64_t>(c), 0,
                               missing ? static_cast<double>(*missing) : not_a_number,
                               SampleScale::of(channels[c])};
      recording.channels[place] = std::move(channels[c]);
      group_of[place] = g;
    }
  }
  recording.format = "HDF5";
  recording.start = parse_clock(root.text("start").value_or(""));
  recording.identity = {root.text("patient").value_or(""), root.text("recording").value_or("")};
  recording.segments = read_segments(root, groups, recording.channels, group_of);
  recording.annotations = read_annotations(root);
  add_totals(recording);
  return source;
}

}  // namespace noctemg::io
