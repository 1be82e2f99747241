#include "signal/both_ways.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "signal/flush_denormals.hpp"
#include "signal/kernels.hpp"

namespace noctemg::signal {
namespace {

constexpr std::size_t lanes = lanes_of<double>;
/// Frames that are moved and filtered while they lie in the nearest cache (16 KiB).
constexpr std::ptrdiff_t block_frames = 256;
/// Margins then add three eighths to the work.
constexpr std::ptrdiff_t stretch_per_margin = 4;
constexpr std::ptrdiff_t shortest_stretch = 4096;

}  // namespace

BothWays::BothWays(std::span<const Section> sections, const RowLayout& layout, std::size_t memory,
                   std::size_t padding, Extension::Kind kind)
    : layout_(layout),
      length_(static_cast<std::ptrdiff_t>(layout.length)),
      margin_(static_cast<std::ptrdiff_t>(std::max(memory, padding))),
      padding_(static_cast<std::ptrdiff_t>(padding)),
      kind_(kind),
      stretch_(std::max(shortest_stretch, stretch_per_margin * margin_)),
      stretches_((length_ + stretch_ - 1) / stretch_),
      bank_(std::vector<std::vector<Section>>(
          lanes, std::vector<Section>(sections.begin(), sections.end()))) {
  std::vector<Section> plain;
  for (const Section& c : sections) plain.push_back({1, c[1] / c[0], c[2] / c[0], 1, c[4], c[5]});
  steady_ = sosfilt_zi(plain);
  gain_ = bank_.gain(0) * bank_.gain(0);
}

std::vector<std::size_t> BothWays::run(const double* x, double* y) const {
  std::vector<Lane> all;
  for (std::size_t r = 0; r < layout_.rows; ++r) {
    for (std::ptrdiff_t k = 0; k < stretches_; ++k) {
      all.push_back({r, layout_.at(x, r), layout_.at(y, r), k * stretch_, true});
    }
  }
  // In frames of all rows a lane reads what the next one needs.
  if (layout_.spacing != 1) {
    std::ranges::stable_sort(all, {}, &Lane::begin);
  }
  tbb::enumerable_thread_specific<Frames> buffers;
  const std::size_t groups = (all.size() + lanes - 1) / lanes;
  tbb::parallel_for(std::size_t{0}, groups, [&](std::size_t g) {
    const FlushDenormals flush;
    Frames& frames = buffers.local();
    frames.resize(static_cast<std::size_t>(stretch_ + 2 * margin_));
    run_group(std::span(all).subspan(g * lanes, std::min(lanes, all.size() - g * lanes)), frames);
  });
  std::vector<char> finite(layout_.rows, 1);
  for (const Lane& lane : all) {
    if (!lane.finite) finite[lane.row] = 0;
  }
  std::vector<std::size_t> refused;
  for (std::size_t r = 0; r < finite.size(); ++r) {
    if (finite[r] == 0) refused.push_back(r);
  }
  return refused;
}

/// A row continued beyond its ends: by the extension, then by the extension's last value, which a
/// filter that has settled on it does not see.
double BothWays::sample(const double* x, std::ptrdiff_t i) const {
  i = std::clamp(i, -padding_, length_ + padding_ - 1);
  const auto at = [&](std::ptrdiff_t k) { return x[k * layout_.spacing]; };
  if (i >= 0 && i < length_) return at(i);
  const std::ptrdiff_t end = i < 0 ? 0 : length_ - 1;
  switch (kind_) {
    case Extension::Kind::even:
      return at(2 * end - i);
    case Extension::Kind::constant:
      return at(end);
    case Extension::Kind::odd:
      break;
  }
  return 2 * at(end) - at(2 * end - i);
}

/// Frames [first, first + count) of the lanes' stretches with their margins.
void BothWays::gather(std::span<const Lane> group, std::ptrdiff_t first, std::ptrdiff_t count,
                      LaneValues<double>* frames) const {
  const auto inside = [&](const Lane& lane) {
    const std::ptrdiff_t begin = lane.begin - margin_ + first;
    return begin >= 0 && begin + count <= length_;
  };
  if (group.size() == lanes && layout_.spacing == 1 && std::ranges::all_of(group, inside)) {
    std::array<const double*, lanes> from;
    for (std::size_t l = 0; l < lanes; ++l) from[l] = group[l].x + group[l].begin - margin_ + first;
    return kernels().move.to_lanes(from.data(), static_cast<std::size_t>(count), frames);
  }
  for (std::size_t l = 0; l < group.size(); ++l) {
    const std::ptrdiff_t begin = group[l].begin - margin_ + first;
    if (inside(group[l])) {
      const double* from = group[l].x + begin * layout_.spacing;
      for (std::ptrdiff_t f = 0; f < count; ++f, from += layout_.spacing) frames[f].of[l] = *from;
    } else {
      for (std::ptrdiff_t f = 0; f < count; ++f) frames[f].of[l] = sample(group[l].x, begin + f);
    }
  }
}

/// What of these frames belongs to the stretches themselves.
void BothWays::scatter(std::span<const Lane> group, std::ptrdiff_t first, std::ptrdiff_t count,
                       const LaneValues<double>* frames) const {
  const auto wholly = [&](const Lane& lane) {
    const std::ptrdiff_t begin = lane.begin - margin_ + first;
    return first >= margin_ && first + count <= margin_ + stretch_ && begin + count <= length_;
  };
  if (group.size() == lanes && layout_.spacing == 1 && std::ranges::all_of(group, wholly)) {
    std::array<double*, lanes> to;
    for (std::size_t l = 0; l < lanes; ++l) to[l] = group[l].y + group[l].begin - margin_ + first;
    return kernels().move.from_lanes(frames, static_cast<std::size_t>(count), gain_, to.data());
  }
  for (std::size_t l = 0; l < group.size(); ++l) {
    const std::ptrdiff_t begin = group[l].begin - margin_ + first;
    const std::ptrdiff_t from = std::max(begin, group[l].begin);
    const std::ptrdiff_t to = std::min({begin + count, group[l].begin + stretch_, length_});
    double* out = group[l].y + from * layout_.spacing;
    for (std::ptrdiff_t i = from; i < to; ++i, out += layout_.spacing) {
      *out = gain_ * frames[i - begin].of[l];
    }
  }
}

SectionBank::Memory BothWays::steady(const LaneValues<double>& level) const {
  auto memory = bank_.rest();
  for (std::size_t s = 0; s < memory.size(); ++s) {
    for (std::size_t l = 0; l < lanes; ++l) {
      memory[s].z1[l] = steady_[s][0] * level.of[l];
      memory[s].z2[l] = steady_[s][1] * level.of[l];
    }
  }
  return memory;
}

void BothWays::run_group(std::span<Lane> group, Frames& frames) const {
  const auto total = static_cast<std::ptrdiff_t>(frames.size());
  SectionBank::Memory memory;
  for (std::ptrdiff_t first = 0; first < total; first += block_frames) {
    const std::ptrdiff_t count = std::min(block_frames, total - first);
    LaneValues<double>* block = frames.data() + first;
    gather(group, first, count, block);
    if (first == 0) memory = steady(frames.front());
    bank_.forward(memory, block->of, static_cast<std::size_t>(count));
  }
  for (std::size_t l = 0; l < group.size(); ++l) {
    // Backward a filter settles on the last value that it gave forward.
    const std::ptrdiff_t last = length_ + padding_ - 1 - (group[l].begin - margin_);
    for (std::ptrdiff_t f = last + 1; f < total; ++f) frames[f].of[l] = frames[last].of[l];
  }
  memory = steady(frames.back());
  for (std::ptrdiff_t end = total; end > 0;) {
    const std::ptrdiff_t first = (end - 1) / block_frames * block_frames;
    LaneValues<double>* block = frames.data() + first;
    bank_.backward(memory, frames[end - 1].of, static_cast<std::size_t>(end - first));
    scatter(group, first, end - first, block);
    end = first;
  }
  // What is not finite stays so to the end of the second direction.
  for (std::size_t l = 0; l < group.size(); ++l) group[l].finite = std::isfinite(frames[0].of[l]);
}

}  // namespace noctemg::signal
