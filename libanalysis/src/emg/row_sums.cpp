#include "emg/row_sums.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/recording.hpp"
#include "signal/kernels.hpp"

namespace noctemg::emg {
namespace {

float one_mean(std::span<const float> x, std::size_t row, std::size_t half) {
  if (std::isnan(x[row])) return static_cast<float>(not_a_number);
  float sum = 0;
  int count = 0;
  const std::size_t begin = row > half ? row - half : 0;
  for (std::size_t r = begin; r < std::min(x.size(), row + half + 1); ++r) {
    if (std::isnan(x[r])) continue;
    sum += x[r];
    ++count;
  }
  return sum * (1.0F / static_cast<float>(count));
}

}  // namespace

void smooth(std::span<const float> rows, std::size_t begin, std::size_t half,
            std::span<float> out) {
  constexpr std::size_t at_once = signal::RowKernels::rows_at_once;
  const auto& kernel = signal::kernels().rows;
  for (std::size_t done = 0; done < out.size();) {
    const std::size_t row = begin + done;
    if (std::isnan(rows[row])) {  // many of them follow each other: none needs its neighbours
      out[done++] = static_cast<float>(not_a_number);
      continue;
    }
    if (half <= signal::RowKernels::most_half && row >= half && row + half < rows.size()) {
      const std::size_t inside = std::min(out.size() - done, rows.size() - half - row);
      done += kernel.smooth(rows.data() + row - half, half, inside, out.data() + done);
    }
    // What is added to what, and in which order, is the same.
    const std::size_t end = std::min(out.size(), done + at_once);
    for (; done < end; ++done) out[done] = one_mean(rows, begin + done, half);
  }
}

float upper_median(std::span<const float> values) {
  return signal::kernels().rows.ranked(values.data(), values.size(), values.size() / 2,
                                       static_cast<float>(not_a_number));
}

// What is looked at is the end of one block and the beginning of the next, whose maxima are known
// (van Herk 1992, Pattern Recognition Letters 13).
std::vector<double> windowed_maximum(std::span<const double> values, std::size_t reach) {
  const std::size_t count = values.size();
  const std::size_t block = 2 * reach + 1;
  std::vector<double> from_begin(values.begin(), values.end());  // of the block
  std::vector<double> to_end(from_begin);
  for (std::size_t begin = 0; begin < count; begin += block) {
    const std::size_t end = std::min(count, begin + block);
    for (std::size_t i = begin + 1; i < end; ++i) {
      from_begin[i] = std::max(from_begin[i], from_begin[i - 1]);
    }
    for (std::size_t i = end - 1; i > begin; --i)
      to_end[i - 1] = std::max(to_end[i - 1], to_end[i]);
  }
  std::vector<double> result(count);
  std::size_t block_begin = 0;  // of the block in which the window begins
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = i > reach ? i - reach : 0;
    const std::size_t last = std::min(count - 1, i + reach);
    if (first == block_begin + block) block_begin = first;
    if (first == block_begin) {
      result[i] = from_begin[last];
    } else if (last < block_begin + block) {
      result[i] = to_end[first];  // the values end within this block
    } else {
      result[i] = std::max(to_end[first], from_begin[last]);
    }
  }
  return result;
}

}  // namespace noctemg::emg
