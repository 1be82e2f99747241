#include "signal/row_filter.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>

#include "signal/flush_denormals.hpp"
#include "signal/kernels.hpp"

namespace noctemg::signal {
namespace {

constexpr std::size_t row_lanes = lanes_of<double>;
/// Frames that are filtered while they lie in the nearest cache (16 KiB).
constexpr std::size_t cached_frames = 256;
/// What is left of a state when it counts as forgotten: far less than rounding.
constexpr double forgotten = 1e-20;
/// A stretch is this much longer than the memory of the filter, so that what is filtered twice
/// costs little.
constexpr std::size_t stretch_per_memory = 16;
constexpr std::size_t shortest_row_stretch = 4096;

/// Beyond this a sum of products could become infinite.
constexpr double largest_state = 1e100;

bool bounded(const States& states) {
  return std::ranges::all_of(states, [](const State& z) {
    return std::abs(z[0]) <= largest_state && std::abs(z[1]) <= largest_state;
  });
}

/// Stretches of a signal; 0 = lanes cannot run this filter.
std::size_t stretches_of(std::span<const Section> sections, std::size_t length) {
  const std::optional<std::size_t> memory = memory_in_lanes(sections);
  if (!memory) return 0;
  if (*memory > longest_memory) return 1;
  return std::max<std::size_t>(
      1, length / std::max(shortest_row_stretch, stretch_per_memory * *memory));
}

}  // namespace

States scaled(const States& states, double by) {
  States result = states;
  for (State& z : result) z = {z[0] * by, z[1] * by};
  return result;
}

void run_in_turn(std::span<const Section> sections, States& states, const double* from, double* to,
                 std::ptrdiff_t step, std::size_t count, double gain) {
  for (std::size_t i = 0; i < count; ++i, from += step, to += step) {
    double value = *from;
    for (std::size_t s = 0; s < sections.size(); ++s) {
      const Section& c = sections[s];
      State& z = states[s];
      const double out = c[0] * value + z[0];
      z[0] = c[1] * value - c[4] * out + z[1];
      z[1] = c[2] * value - c[5] * out;
      value = out;
    }
    *to = gain * value;
  }
}

std::optional<std::size_t> memory_in_lanes(std::span<const Section> sections) {
  std::size_t memory = 0;
  for (const Section& c : sections) {
    if (c[0] == 0 || !std::ranges::all_of(c, [](double v) { return std::isfinite(v); })) return {};
    // Inside this triangle both poles lie within the unit circle.
    if (!(std::abs(c[5]) < 1 && std::abs(c[4]) < 1 + c[5])) return {};
    memory += static_cast<std::size_t>(decay_frames({&c, 1}, forgotten));
  }
  return memory;
}

RowFilter::RowFilter(std::span<const Section> sections, std::size_t length)
    : sections_(sections), length_(length), stretches_(stretches_of(sections, length)) {
  if (stretches_ == 0) return;
  bank_ = SectionBank(std::vector<std::vector<Section>>(
      row_lanes, std::vector<Section>(sections.begin(), sections.end())));
  double gain = 1;
  for (const Section& c : sections) {
    gain *= c[0];
    plain_.push_back({1, c[1] / c[0], c[2] / c[0], 1, c[4], c[5]});
    gain_up_to_.push_back(gain);
  }
  steady_ = sosfilt_zi(plain_);
  frames_ = length / stretches_;
  if (stretches_ > 1) margin_ = *memory_in_lanes(sections);
}

void RowFilter::run(std::vector<Row>& rows) const {
  if (stretches_ == 0) {
    return tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t r) { whole(rows[r]); });
  }
  std::vector<Stretch> all;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].in_turn) continue;
    for (std::size_t k = 0; k < stretches_; ++k) all.push_back(stretch(rows[r], r, k));
  }
  // In frames of all rows a lane reads what the next one needs.
  if (!all.empty() && std::abs(all.front().step) != 1) {
    std::ranges::stable_sort(all, {}, &Stretch::number);
  }
  // One stretch alone gains nothing from lanes, and has the same bits without.
  if (all.size() == 1) run_alone(all.front());
  const std::size_t groups = all.size() == 1 ? 0 : (all.size() + row_lanes - 1) / row_lanes;
  tbb::parallel_for(std::size_t{0}, groups, [&](std::size_t g) {
    const FlushDenormals flush;
    run_group(
        std::span(all).subspan(g * row_lanes, std::min(row_lanes, all.size() - g * row_lanes)));
  });
  for (const Stretch& stretch : all) {
    // What is not finite spreads to the end of its signal, but not from lane to lane.
    if (!bounded(stretch.begin) || !bounded(stretch.end)) rows[stretch.row].in_turn = true;
  }
  tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t i) {
    const FlushDenormals flush;
    if (rows[all[i].row].in_turn) return;
    if (all[i].number + 1 == stretches_) finish(all[i], rows[all[i].row]);
  });
  tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t r) {
    if (rows[r].in_turn) whole(rows[r]);
  });
}

RowFilter::Stretch RowFilter::stretch(const Row& row, std::size_t r, std::size_t k) const {
  const std::ptrdiff_t first = row.step * static_cast<std::ptrdiff_t>(k * frames_);
  Stretch result{r, k, row.from + first, row.to + first, row.step, {}, {}};
  for (std::size_t s = 0; s < plain_.size(); ++s) {
    if (k == 0) {
      const State& z = row.states[s];
      result.begin.push_back({z[0] / gain_up_to_[s], z[1] / gain_up_to_[s]});
    } else {
      // As if the first sample of the margin had lasted for ever: forgotten where the stretch
      // begins.
      const double level = result.from[-row.step * static_cast<std::ptrdiff_t>(margin_)];
      result.begin.push_back({steady_[s][0] * level, steady_[s][1] * level});
    }
  }
  return result;
}

/// Up to one stretch per lane.
void RowFilter::run_group(std::span<Stretch> group) const {
  auto memory = bank_.rest();
  const auto begin = [&](std::size_t l) {
    for (std::size_t s = 0; s < memory.size(); ++s) {
      memory[s].z1[l] = group[l].begin[s][0];
      memory[s].z2[l] = group[l].begin[s][1];
    }
  };
  for (std::size_t l = 0; l < group.size(); ++l) begin(l);
  std::vector<LaneValues<double>> buffer(std::min(cached_frames, margin_ + frames_));
  for (std::size_t done = 0; done < margin_; done += cached_frames) {
    const std::size_t count = std::min(cached_frames, margin_ - done);
    gather(group, static_cast<std::ptrdiff_t>(done) - static_cast<std::ptrdiff_t>(margin_), count,
           buffer);
    bank_.forward(memory, buffer.front().of, count);
  }
  // A row's first stretch has nothing before it, and knows how it begins.
  for (std::size_t l = 0; l < group.size(); ++l) {
    if (group[l].number == 0) begin(l);
  }
  for (std::size_t first = 0; first < frames_; first += cached_frames) {
    const std::size_t count = std::min(cached_frames, frames_ - first);
    gather(group, static_cast<std::ptrdiff_t>(first), count, buffer);
    bank_.forward(memory, buffer.front().of, count);
    scatter(group, static_cast<std::ptrdiff_t>(first), count, buffer);
  }
  for (std::size_t l = 0; l < group.size(); ++l) {
    for (const auto& section : memory) group[l].end.push_back({section.z1[l], section.z2[l]});
  }
}

/// Stretches of samples in one piece, one for every lane.
bool RowFilter::side_by_side(std::span<const Stretch> group) {
  return group.size() == row_lanes && group.front().step == 1;
}

/// Frames from `first` on, counted from where stretches begin.
void RowFilter::gather(std::span<const Stretch> group, std::ptrdiff_t first, std::size_t count,
                       std::vector<LaneValues<double>>& buffer) {
  const bool begins = std::ranges::any_of(group, [](const Stretch& s) { return s.number == 0; });
  if (side_by_side(group) && (first >= 0 || !begins)) {
    std::array<const double*, row_lanes> from;
    for (std::size_t l = 0; l < row_lanes; ++l) from[l] = group[l].from + first;
    return kernels().move.to_lanes(from.data(), count, buffer.data());
  }
  for (std::size_t l = 0; l < group.size(); ++l) {
    const std::ptrdiff_t step = group[l].step;
    if (first < 0 && group[l].number == 0) {
      for (std::size_t f = 0; f < count; ++f) buffer[f].of[l] = 0;
      continue;
    }
    const double* from = group[l].from + step * first;
    for (std::size_t f = 0; f < count; ++f, from += step) buffer[f].of[l] = *from;
  }
}

void RowFilter::scatter(std::span<const Stretch> group, std::ptrdiff_t first, std::size_t count,
                        const std::vector<LaneValues<double>>& buffer) const {
  const double gain = bank_.gain(0);  // all lanes run the same sections
  if (side_by_side(group)) {
    std::array<double*, row_lanes> to;
    for (std::size_t l = 0; l < row_lanes; ++l) to[l] = group[l].to + first;
    return kernels().move.from_lanes(buffer.data(), count, gain, to.data());
  }
  for (std::size_t l = 0; l < group.size(); ++l) {
    const std::ptrdiff_t step = group[l].step;
    double* to = group[l].to + step * first;
    for (std::size_t f = 0; f < count; ++f, to += step) *to = buffer[f].of[l] * gain;
  }
}

void RowFilter::run_alone(Stretch& stretch) const {
  const FlushDenormals flush;
  stretch.end = stretch.begin;
  run_in_turn(plain_, stretch.end, stretch.from, stretch.to, stretch.step, frames_,
              gain_up_to_.back());
}

/// The samples beyond the last stretch, and the states at the end.
void RowFilter::finish(const Stretch& last, Row& row) const {
  for (std::size_t s = 0; s < last.end.size(); ++s) {
    row.states[s] = {last.end[s][0] * gain_up_to_[s], last.end[s][1] * gain_up_to_[s]};
  }
  const std::size_t done = stretches_ * frames_;
  const std::ptrdiff_t first = row.step * static_cast<std::ptrdiff_t>(done);
  run_in_turn(sections_, row.states, row.from + first, row.to + first, row.step, length_ - done);
}

void RowFilter::whole(Row& row) const {
  const FlushDenormals flush;
  run_in_turn(sections_, row.states, row.from, row.to, row.step, length_);
}

}  // namespace noctemg::signal
