/// Second-order sections over long signals: stretches of one signal, and several signals, are lanes
/// of a vector register and tasks of a thread pool. A stretch begins with as much of the one before
/// as the filter remembers.

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"
#include "signal/both_ways.hpp"
#include "signal/default_padding.hpp"
#include "signal/flush_denormals.hpp"
#include "signal/row_layout.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::signal {
namespace {

using State = std::array<double, 2>;
using States = std::vector<State>;

constexpr std::size_t lanes = lanes_of<double>;
/// Frames that are filtered while they lie in the nearest cache (16 KiB).
constexpr std::size_t block_frames = 256;
/// What is left of a state when it counts as forgotten: far less than rounding.
constexpr double forgotten = 1e-20;
/// A stretch is this much longer than the memory of the filter, so that what is filtered twice
/// costs little.
constexpr std::size_t stretch_per_memory = 16;
constexpr std::size_t shortest_stretch = 4096;
constexpr std::size_t longest_memory = 65536;

/// One signal in the order in which it is filtered: a step forward or backward in time.
struct Row {
  const double* from = nullptr;
  double* to = nullptr;
  std::ptrdiff_t step = 1;
  States states;         ///< before the first sample, then after the last one
  bool in_turn = false;  ///< something not finite: sample after sample, as SciPy does
};

/// Beyond this a sum of products could become infinite.
constexpr double largest_state = 1e100;

bool bounded(const States& states) {
  return std::ranges::all_of(states, [](const State& z) {
    return std::abs(z[0]) <= largest_state && std::abs(z[1]) <= largest_state;
  });
}

/// Transposed direct form 2, one sample after the other.
void run_in_turn(std::span<const Section> sections, States& states, const double* from, double* to,
                 std::ptrdiff_t step, std::size_t count, double gain = 1) {
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

/// Frames after which a filter has forgotten; none when lanes, which run sections without their
/// gains and forget at all, cannot run it.
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

/// Filters many signals of one length.
class RowFilter {
 public:
  RowFilter(std::span<const Section> sections, std::size_t length)
      : sections_(sections), length_(length), stretches_(stretches(sections, length)) {
    if (stretches_ == 0) return;
    bank_ = SectionBank<double>(std::vector<std::vector<Section>>(
        lanes, std::vector<Section>(sections.begin(), sections.end())));
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

  void run(std::vector<Row>& rows) const {
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
    const std::size_t groups = all.size() == 1 ? 0 : (all.size() + lanes - 1) / lanes;
    tbb::parallel_for(std::size_t{0}, groups, [&](std::size_t g) {
      const FlushDenormals flush;
      run_group(std::span(all).subspan(g * lanes, std::min(lanes, all.size() - g * lanes)));
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

 private:
  /// A part of a signal. States are those of sections without their gains.
  struct Stretch {
    std::size_t row = 0;
    std::size_t number = 0;
    const double* from = nullptr;
    double* to = nullptr;
    std::ptrdiff_t step = 1;
    States begin;
    States end;
  };

  /// Stretches of a signal; 0 = lanes cannot run this filter.
  static std::size_t stretches(std::span<const Section> sections, std::size_t length) {
    const std::optional<std::size_t> memory = memory_in_lanes(sections);
    if (!memory) return 0;
    if (*memory > longest_memory) return 1;
    return std::max<std::size_t>(1,
                                 length / std::max(shortest_stretch, stretch_per_memory * *memory));
  }

  [[nodiscard]] Stretch stretch(const Row& row, std::size_t r, std::size_t k) const {
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
  void run_group(std::span<Stretch> group) const {
    auto memory = bank_.rest();
    const auto begin = [&](std::size_t l) {
      for (std::size_t s = 0; s < memory.size(); ++s) {
        memory[s].z1[l] = group[l].begin[s][0];
        memory[s].z2[l] = group[l].begin[s][1];
      }
    };
    for (std::size_t l = 0; l < group.size(); ++l) begin(l);
    std::vector<LaneValues<double>> buffer(std::min(block_frames, margin_ + frames_));
    for (std::size_t done = 0; done < margin_; done += block_frames) {
      const std::size_t count = std::min(block_frames, margin_ - done);
      gather(group, static_cast<std::ptrdiff_t>(done) - static_cast<std::ptrdiff_t>(margin_), count,
             buffer);
      bank_.forward(memory, buffer.front().of, count);
    }
    // A row's first stretch has nothing before it, and knows how it begins.
    for (std::size_t l = 0; l < group.size(); ++l) {
      if (group[l].number == 0) begin(l);
    }
    for (std::size_t first = 0; first < frames_; first += block_frames) {
      const std::size_t count = std::min(block_frames, frames_ - first);
      gather(group, static_cast<std::ptrdiff_t>(first), count, buffer);
      bank_.forward(memory, buffer.front().of, count);
      for (std::size_t l = 0; l < group.size(); ++l) {
        const std::ptrdiff_t step = group[l].step;
        double* to = group[l].to + step * static_cast<std::ptrdiff_t>(first);
        for (std::size_t f = 0; f < count; ++f, to += step) *to = buffer[f].of[l] * bank_.gain(l);
      }
    }
    for (std::size_t l = 0; l < group.size(); ++l) {
      for (const auto& section : memory) group[l].end.push_back({section.z1[l], section.z2[l]});
    }
  }

  /// Frames from `first` on, counted from where stretches begin.
  static void gather(std::span<const Stretch> group, std::ptrdiff_t first, std::size_t count,
                     std::vector<LaneValues<double>>& buffer) {
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

  void run_alone(Stretch& stretch) const {
    const FlushDenormals flush;
    stretch.end = stretch.begin;
    run_in_turn(plain_, stretch.end, stretch.from, stretch.to, stretch.step, frames_,
                gain_up_to_.back());
  }

  /// The samples beyond the last stretch, and the states at the end.
  void finish(const Stretch& last, Row& row) const {
    for (std::size_t s = 0; s < last.end.size(); ++s) {
      row.states[s] = {last.end[s][0] * gain_up_to_[s], last.end[s][1] * gain_up_to_[s]};
    }
    const std::size_t done = stretches_ * frames_;
    const std::ptrdiff_t first = row.step * static_cast<std::ptrdiff_t>(done);
    run_in_turn(sections_, row.states, row.from + first, row.to + first, row.step, length_ - done);
  }

  void whole(Row& row) const {
    const FlushDenormals flush;
    run_in_turn(sections_, row.states, row.from, row.to, row.step, length_);
  }

  std::span<const Section> sections_;
  std::size_t length_;
  std::size_t stretches_;
  std::size_t frames_ = 0;  ///< of a stretch
  std::size_t margin_ = 0;  ///< frames before a stretch
  SectionBank<double> bank_;
  std::vector<Section> plain_;      ///< with b0 = 1, as the bank runs them
  std::vector<double> gain_up_to_;  ///< product of b0 up to and with a section
  States steady_;
};

States scaled(const States& states, double by) {
  States result = states;
  for (State& z : result) z = {z[0] * by, z[1] * by};
  return result;
}

}  // namespace

void sosfilt_rows(std::span<const Section> sections, std::span<const double> x, std::span<double> y,
                  std::size_t length, std::span<double> memory, Order order) {
  const RowLayout layout(x, y, length, order);
  std::vector<Row> rows(layout.rows);
  const std::size_t per_row = 2 * sections.size();
  if (!memory.empty() && memory.size() != rows.size() * per_row) {
    throw ArgumentError("sosfilt: " + std::to_string(memory.size()) + " states for " +
                        std::to_string(rows.size()) + " rows of " + std::to_string(per_row));
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r] = {layout.at(x.data(), r), layout.at(y.data(), r), layout.spacing,
               States(sections.size()), false};
    if (memory.empty()) continue;
    for (std::size_t i = 0; i < per_row; ++i)
      rows[r].states[i / 2][i % 2] = memory[r * per_row + i];
  }
  if (rows.empty()) return;
  RowFilter(sections, length).run(rows);
  if (memory.empty()) return;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t i = 0; i < per_row; ++i)
      memory[r * per_row + i] = rows[r].states[i / 2][i % 2];
  }
}

namespace {

/// Forward over all of a row, then backward over all of it.
class TwoPasses {
 public:
  TwoPasses(std::span<const Section> sections, const RowLayout& layout, std::size_t padding,
            Extension::Kind kind)
      : sections_(sections),
        layout_(layout),
        kind_(kind),
        steady_(sosfilt_zi(sections)),
        filter_(sections, layout.length),
        pad_(padding) {}

  /// \param in_turn  something in these rows is not finite
  void run(std::span<const std::size_t> indices, const double* x, double* y, bool in_turn) {
    std::vector<Row> rows;
    const std::size_t last = layout_.length - 1;
    for (const std::size_t r : indices) {
      const double* const first = layout_.at(x, r);
      for (std::size_t i = 0; i < pad_.size(); ++i) {
        pad_[i] = extend(*first, *layout_.at(x, r, pad_.size() - i));
      }
      rows.push_back({first, layout_.at(y, r), layout_.spacing, settled(*first), in_turn});
    }
    filter_.run(rows);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const std::size_t r = indices[k];
      for (std::size_t i = 0; i < pad_.size(); ++i) {
        pad_[i] = extend(*layout_.at(x, r, last), *layout_.at(x, r, last - 1 - i));
      }
      run_pad(rows[k].states);
      std::ranges::reverse(pad_);
      double* const end = layout_.at(y, r, last);
      rows[k] = {end, end, -layout_.spacing, settled(*end), rows[k].in_turn};
    }
    filter_.run(rows);
  }

 private:
  [[nodiscard]] double extend(double end, double inside) const {
    switch (kind_) {
      case Extension::Kind::even:
        return inside;
      case Extension::Kind::constant:
        return end;
      case Extension::Kind::odd:
        break;
    }
    return 2 * end - inside;
  }

  /// Extensions are short: sample after sample.
  void run_pad(States& states) {
    run_in_turn(sections_, states, pad_.data(), pad_.data(), 1, pad_.size());
  }

  /// States after the extension, or on `level` where there is none.
  States settled(double level) {
    States states = scaled(steady_, pad_.empty() ? level : pad_.front());
    run_pad(states);
    return states;
  }

  std::span<const Section> sections_;
  RowLayout layout_;
  Extension::Kind kind_;
  States steady_;
  RowFilter filter_;
  std::vector<double> pad_;
};

}  // namespace

void sosfiltfilt_rows(std::span<const Section> sections, std::span<const double> x,
                      std::span<double> y, std::size_t length, Extension extension, Order order) {
  const RowLayout layout(x, y, length, order);
  const std::size_t padding = extension.samples.value_or(default_padding(sections));
  if (length <= padding) {
    throw ArgumentError("sosfiltfilt: " + std::to_string(length) +
                        " samples must be more than the padding of " + std::to_string(padding));
  }
  std::vector<std::size_t> left(layout.rows);
  std::iota(left.begin(), left.end(), std::size_t{0});
  bool in_turn = false;
  const std::optional<std::size_t> memory = memory_in_lanes(sections);
  if (memory && *memory <= longest_memory) {
    const BothWays both(sections, layout, *memory, padding, extension.kind);
    in_turn = both.pays();
    if (in_turn) left = both.run(x.data(), y.data());
  }
  if (!left.empty())
    TwoPasses(sections, layout, padding, extension.kind).run(left, x.data(), y.data(), in_turn);
}

}  // namespace noctemg::signal
