#include "signal/section_bank.hpp"

#include <algorithm>
#include <cstring>

#include "signal/for_each_cpu.hpp"

namespace noctemg::signal {
namespace {

constexpr Section identity = {1, 0, 0, 1, 0, 0};

using Vector [[gnu::vector_size(sizeof(Lanes))]] = double;

/// By reference: how such a vector is returned depends on the processor.
inline __attribute__((always_inline)) void load(const Lanes& lanes, Vector& value) {
  std::memcpy(&value, &lanes, sizeof value);
}

}  // namespace

/// One section over the whole block: the two states stay in registers, the block in the
/// second-level cache.
NOCTEMG_FOR_EACH_CPU
void SectionBank::filter(const Coefficients& c, const Lanes& first, Lanes* frame,
                         std::ptrdiff_t step, std::size_t frame_count) {
  Vector b0, b1, b2, a1, a2, z1, z2, in;
  load(c.b0, b0);
  load(c.b1, b1);
  load(c.b2, b2);
  load(c.a1, a1);
  load(c.a2, a2);
  load(first, in);
  load(c.steady1, z1);
  load(c.steady2, z2);
  z1 *= in;
  z2 *= in;
  for (std::size_t f = 0; f < frame_count; ++f, frame += step) {
    load(*frame, in);
    const Vector out = b0 * in + z1;
    z1 = b1 * in - a1 * out + z2;
    z2 = b2 * in - a2 * out;
    std::memcpy(frame, &out, sizeof out);
  }
}

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

void SectionBank::forward(std::span<Lanes> frames) const {
  if (frames.empty()) return;
  const Lanes first = frames.front();
  for (const Coefficients& c : coefficients_) {
    filter(c, first, frames.data(), 1, frames.size());
  }
}

void SectionBank::backward(std::span<Lanes> frames) const {
  if (frames.empty()) return;
  const Lanes last = frames.back();
  for (const Coefficients& c : coefficients_) {
    filter(c, last, frames.data() + frames.size() - 1, -1, frames.size());
  }
}

}  // namespace noctemg::signal
