#include "signal/section_bank.hpp"

#include <algorithm>

namespace noctemg::signal {
namespace {

constexpr Section identity = {1, 0, 0, 1, 0, 0};

}  // namespace

SectionBank::SectionBank(std::span<const std::vector<Section>> per_lane) {
  std::size_t longest = 0;
  for (const auto& sections : per_lane) longest = std::max(longest, sections.size());
  coefficients_.resize(longest);
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    std::vector<Section> sections;
    if (lane < per_lane.size()) sections = per_lane[lane];
    sections.resize(longest, identity);
    const auto steady = sosfilt_zi(sections);
    for (std::size_t s = 0; s < longest; ++s) {
      const Section& from = sections[s];
      Coefficients& to = coefficients_[s];
      to.b0[lane] = from[0];
      to.b1[lane] = from[1];
      to.b2[lane] = from[2];
      to.a1[lane] = from[4];
      to.a2[lane] = from[5];
      to.steady1[lane] = steady[s][0];
      to.steady2[lane] = steady[s][1];
    }
  }
}

/// One section at a time over the whole block: the two states stay in registers, the block in the
/// second-level cache.
template <class Walk>
void SectionBank::run(Walk walk, std::size_t frame_count, const Lanes& first) const {
  for (const Coefficients& c : coefficients_) {
    Lanes z1;
    Lanes z2;
    for (std::size_t l = 0; l < lane_count; ++l) {
      z1[l] = c.steady1[l] * first[l];
      z2[l] = c.steady2[l] * first[l];
    }
    for (std::size_t f = 0; f < frame_count; ++f) {
      Lanes& x = walk(f);
      for (std::size_t l = 0; l < lane_count; ++l) {
        const double in = x[l];
        const double out = c.b0[l] * in + z1[l];
        z1[l] = c.b1[l] * in - c.a1[l] * out + z2[l];
        z2[l] = c.b2[l] * in - c.a2[l] * out;
        x[l] = out;
      }
    }
  }
}

void SectionBank::forward(std::span<Lanes> frames) const {
  if (frames.empty()) return;
  const Lanes first = frames.front();
  run([&](std::size_t f) -> Lanes& { return frames[f]; }, frames.size(), first);
}

void SectionBank::backward(std::span<Lanes> frames) const {
  if (frames.empty()) return;
  const Lanes first = frames.back();
  const std::size_t last = frames.size() - 1;
  run([&](std::size_t f) -> Lanes& { return frames[last - f]; }, frames.size(), first);
}

}  // namespace noctemg::signal
