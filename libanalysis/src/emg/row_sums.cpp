#include "emg/row_sums.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/recording.hpp"
#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

float one_rms(std::span<const float> x, std::size_t row, std::size_t half) {
  if (std::isnan(x[row])) return static_cast<float>(not_a_number);
  double sum = 0;
  int count = 0;
  const std::size_t begin = row > half ? row - half : 0;
  for (std::size_t r = begin; r < std::min(x.size(), row + half + 1); ++r) {
    if (std::isnan(x[r])) continue;
    sum += static_cast<double>(x[r]);
    ++count;
  }
  return static_cast<float>(std::sqrt(sum / count));
}

bool any_nan(const float* x, std::size_t count) {
  int found = 0;
  for (std::size_t i = 0; i < count; ++i) found |= x[i] != x[i] ? 1 : 0;
  return found != 0;
}

}  // namespace

void smooth_rms(std::span<const float> mean_square, std::size_t begin, std::size_t half,
                std::span<float> out) {
  constexpr std::size_t at_once = signal::RowKernels::rows_at_once;
  const auto& kernel = signal::kernels().rows;
  for (std::size_t done = 0; done < out.size();) {
    const std::size_t row = begin + done;
    const bool inside =
        done + at_once <= out.size() && row >= half && row + at_once + half <= mean_square.size();
    if (inside && !any_nan(mean_square.data() + row - half, at_once + 2 * half)) {
      // What is added to what, and in which order, is the same as below.
      kernel.smooth(mean_square.data() + row - half, half, out.data() + done);
      done += at_once;
      continue;
    }
    const std::size_t end = std::min(out.size(), done + at_once);
    for (; done < end; ++done) out[done] = one_rms(mean_square, begin + done, half);
  }
}

float upper_median(std::span<const float> values) {
  return signal::kernels().rows.ranked(values.data(), values.size(), values.size() / 2);
}

}  // namespace noctemg::emg
