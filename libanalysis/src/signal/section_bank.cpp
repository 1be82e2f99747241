#include "signal/section_bank.hpp"

#include <algorithm>

namespace noctemg::signal {

void SectionBank::run(Memory& memory, double* frames, std::ptrdiff_t step,
                      std::size_t frame_count) const {
  for (std::size_t first = 0; first < sections().size(); first += sections_at_once) {
    const std::size_t count = std::min(sections_at_once, sections().size() - first);
    kernels().cascade(sections().data() + first, memory.data() + first, count, frames, step,
                      frame_count);
  }
}

void SectionBank::forward(Memory& memory, double* first, std::size_t frame_count) const {
  run(memory, first, 1, frame_count);
}

void SectionBank::backward(Memory& memory, double* last, std::size_t frame_count) const {
  run(memory, last, -1, frame_count);
}

}  // namespace noctemg::signal
