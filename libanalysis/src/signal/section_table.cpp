#include "signal/section_table.hpp"

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
SectionTable<T>::SectionTable(std::span<const std::vector<Section>> per_lane) {
  if (per_lane.size() > lanes_of<T>) throw ArgumentError("SectionTable: more lanes than there are");
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
SectionTable<T> SectionTable<T>::of_differences() const {
  SectionTable result = *this;
  for (std::size_t lane = 0; lane < lanes_of<T>; ++lane) {
    const auto section =
        std::find_if(result.sections_.begin(), result.sections_.end(), [&](const auto& s) {
          return std::abs(1 + static_cast<double>(s.b1[lane]) + static_cast<double>(s.b2[lane])) <=
                 on_the_spot;
        });
    if (section == result.sections_.end()) {
      throw ArgumentError("SectionTable::of_differences: a lane lets offsets pass");
    }
    // 1 + b1 z + b2 z^2 = (1 - z)(1 - b2 z) where 1 + b1 + b2 = 0
    section->b1[lane] = -section->b2[lane];
    section->b2[lane] = 0;
  }
  return result;
}

template class SectionTable<float>;
template class SectionTable<double>;

}  // namespace noctemg::signal
