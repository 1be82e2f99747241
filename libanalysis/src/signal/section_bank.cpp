#include "signal/section_bank.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/error.hpp"

namespace noctemg::signal {
namespace {

constexpr Section identity = {1, 0, 0, 1, 0, 0};
/// Zeros are placed by formulas that are good to some last digits.
constexpr double on_the_spot = 1e-12;

}  // namespace

template <typename T>
SectionBank<T>::SectionBank(std::span<const std::vector<Section>> per_lane) {
  if (per_lane.size() > lanes_of<T>) throw ArgumentError("SectionBank: more lanes than there are");
  std::size_t longest = 0;
  for (const auto& sections : per_lane) longest = std::max(longest, sections.size());
  sections_.resize(longest);
  for (std::size_t lane = 0; lane < lanes_of<T>; ++lane) {
    std::vector<Section> sections;
    if (lane < per_lane.size()) sections = per_lane[lane];
    sections.resize(longest, identity);
    for (std::size_t s = 0; s < longest; ++s) {
      const Section& from = sections[s];
      SectionLanes<T>& to = sections_[s];
      gains_[lane] *= from[0];
      to.b1[lane] = static_cast<T>(from[1] / from[0]);
      to.b2[lane] = static_cast<T>(from[2] / from[0]);
      to.a1[lane] = static_cast<T>(from[4]);
      to.a2[lane] = static_cast<T>(from[5]);
    }
  }
}

template <typename T>
SectionBank<T> SectionBank<T>::of_differences() const {
  SectionBank result = *this;
  for (std::size_t lane = 0; lane < lanes_of<T>; ++lane) {
    const auto section =
        std::find_if(result.sections_.begin(), result.sections_.end(), [&](const auto& s) {
          return std::abs(1 + static_cast<double>(s.b1[lane]) + static_cast<double>(s.b2[lane])) <=
                 on_the_spot;
        });
    if (section == result.sections_.end()) {
      throw ArgumentError("SectionBank::of_differences: a lane lets offsets pass");
    }
    // 1 + b1 z + b2 z^2 = (1 - z)(1 - b2 z) where 1 + b1 + b2 = 0
    section->b1[lane] = -section->b2[lane];
    section->b2[lane] = 0;
  }
  return result;
}

template <typename T>
void SectionBank<T>::run(Memory& memory, T* frames, std::ptrdiff_t step,
                         std::size_t frame_count) const {
  for (std::size_t first = 0; first < sections_.size(); first += sections_at_once) {
    const std::size_t count = std::min(sections_at_once, sections_.size() - first);
    kernels().of<T>().cascade(sections_.data() + first, memory.data() + first, count, frames, step,
                              frame_count);
  }
}

template <typename T>
void SectionBank<T>::forward(Memory& memory, T* first, std::size_t frame_count) const {
  run(memory, first, 1, frame_count);
}

template <typename T>
void SectionBank<T>::backward(Memory& memory, T* last, std::size_t frame_count) const {
  run(memory, last, -1, frame_count);
}

template class SectionBank<float>;
template class SectionBank<double>;

}  // namespace noctemg::signal
