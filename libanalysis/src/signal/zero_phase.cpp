#include "signal/zero_phase.hpp"

#include <algorithm>

#include "signal/default_padding.hpp"
#include "signal/flush_denormals.hpp"

namespace noctemg::signal {
namespace {

/// What a filter still remembers beyond the margin, relative to what it saw there.
constexpr double margin_level = 1e-11;

using Lanes = LaneValues<double>;

/// 2 a - b
Lanes mirrored(const Lanes& a, const Lanes& b) {
  Lanes result;
  for (std::size_t l = 0; l < lanes_of<double>; ++l) result.of[l] = 2 * a.of[l] - b.of[l];
  return result;
}

}  // namespace

ZeroPhase::ZeroPhase(std::span<const std::vector<Section>> per_lane, bool both_ways)
    : bank_(per_lane), both_ways_(both_ways), steady_(bank_.rest()) {
  for (std::size_t l = 0; l < lanes_of<double>; ++l) {
    // The bank runs its sections without their gains.
    std::vector<Section> plain;
    for (const SectionLanes<double>& c : bank_.sections()) {
      plain.push_back({1, c.b1[l], c.b2[l], 1, c.a1[l], c.a2[l]});
    }
    const auto states = sosfilt_zi(plain);
    for (std::size_t s = 0; s < states.size(); ++s) {
      steady_[s].z1[l] = states[s][0];
      steady_[s].z2[l] = states[s][1];
    }
  }
  for (const std::vector<Section>& sections : per_lane) {
    if (sections.empty()) continue;
    // Sections that ring after one another: their times add up.
    std::int64_t frames = 0;
    for (const Section& section : sections) frames += decay_frames({&section, 1}, margin_level);
    const std::int64_t slowest = decay_frames(sections, margin_level);
    margin_ = std::max(margin_, std::min(frames, 2 * slowest));
    padding_ = std::max(padding_, default_padding(sections));
  }
}

/// sosfilt_zi() of every lane, times its value.
SectionBank::Memory ZeroPhase::steady(const Lanes& input) const {
  SectionBank::Memory memory = steady_;
  for (SectionMemory<double>& section : memory) {
    for (std::size_t l = 0; l < lanes_of<double>; ++l) {
      section.z1[l] *= input.of[l];
      section.z2[l] *= input.of[l];
    }
  }
  return memory;
}

void ZeroPhase::run(Frames& frames, bool starts, bool ends) const {
  if (frames.empty()) return;
  const FlushDenormals flush;
  const std::size_t padding = both_ways_ ? std::min(padding_, frames.size() - 1) : 0;
  const std::size_t before = starts ? padding : 0;
  const std::size_t after = ends ? padding : 0;
  const std::size_t count = frames.size();
  frames.insert(frames.begin(), before, Lanes{});
  frames.resize(before + count + after);
  for (std::size_t i = 1; i <= before; ++i) {
    frames[before - i] = mirrored(frames[before], frames[before + i]);
  }
  const std::size_t last = before + count - 1;
  for (std::size_t i = 1; i <= after; ++i) {
    frames[last + i] = mirrored(frames[last], frames[last - i]);
  }
  auto memory = steady(frames.front());
  bank_.forward(memory, frames.front().of, frames.size());
  if (both_ways_) {
    memory = steady(frames.back());
    bank_.backward(memory, frames.back().of, frames.size());
  }
  frames.erase(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(before));
  frames.resize(count);
  for (Lanes& frame : frames) {
    for (std::size_t l = 0; l < lanes_of<double>; ++l) {
      const double gain = bank_.gain(l);
      frame.of[l] *= both_ways_ ? gain * gain : gain;
    }
  }
}

}  // namespace noctemg::signal
