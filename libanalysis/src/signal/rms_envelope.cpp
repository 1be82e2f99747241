#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/kernels.hpp"
#include "signal/row_layout.hpp"

namespace noctemg::signal {
namespace {

/// A signal's windows. A window of w samples is the end of one block of w samples and the begin of
/// the next: two sums that only grow, so that nothing is subtracted and no error stays behind.
class Windows {
 public:
  Windows(const double* x, double* y, std::ptrdiff_t length, std::ptrdiff_t half)
      : x_(x), y_(y), length_(length), half_(half), width_(2 * half + 1) {}

  [[nodiscard]] std::ptrdiff_t blocks() const { return (length_ + width_ - 1) / width_; }

  /// Samples [block w, block w + w) of the envelope.
  /// \param scratch  room for two windows' sums
  void run(std::ptrdiff_t block, std::vector<double>& scratch) const {
    const std::ptrdiff_t first = block * width_;
    const std::ptrdiff_t count = std::min(width_, length_ - first);
    if (first >= half_ && first + width_ + half_ <= length_) {
      if (run_inside(first, scratch)) return;
    } else {
      const auto square = [this](std::ptrdiff_t i) { return x_[i] * x_[i]; };
      sum_windows(first, count, square, scratch, y_ + first);
      for (std::ptrdiff_t i = first; i < first + count; ++i) {
        y_[i] = std::sqrt(y_[i] / static_cast<double>(existing(i)));
      }
    }
    // What is missing leaves a NaN, rarely: only then samples are looked at one by one.
    if (std::any_of(y_ + first, y_ + first + count, [](double rms) { return std::isnan(rms); })) {
      run_with_gaps(first, count, scratch);
    }
  }

 private:
  /// Samples of the window around sample i.
  [[nodiscard]] std::ptrdiff_t existing(std::ptrdiff_t i) const {
    return std::min(i + half_, length_ - 1) - std::max<std::ptrdiff_t>(i - half_, 0) + 1;
  }

  /// A whole block whose windows are all there; false when something is missing. Sums as in
  /// sum_windows(), the two that grow side by side so that neither waits for the other.
  [[nodiscard]] bool run_inside(std::ptrdiff_t first, std::vector<double>& scratch) const {
    scratch.resize(static_cast<std::size_t>(2 * width_));
    double* const ends = scratch.data();
    double* const begins = ends + width_;
    const double* const x = x_ + first - half_;
    double end = x[width_ - 1] * x[width_ - 1];
    double begin = 0;
    ends[width_ - 1] = end;
    begins[0] = begin;
    for (std::ptrdiff_t k = 1; k < width_; ++k) {
      const std::ptrdiff_t back = width_ - 1 - k;
      end += x[back] * x[back];
      ends[back] = end;
      const double next = x[width_ + k - 1];
      begin += next * next;
      begins[k] = begin;
    }
    return kernels().rows.roots(ends, begins, static_cast<std::size_t>(width_),
                                static_cast<double>(width_), y_ + first);
  }

  /// Sums of `value(i)` over the windows around samples [first, first + count), count <= width.
  template <class Value>
  void sum_windows(std::ptrdiff_t first, std::ptrdiff_t count, const Value& value,
                   std::vector<double>& ends, double* sums) const {
    ends.resize(static_cast<std::size_t>(width_));
    // The first window and all of its ends, the last end first.
    const std::ptrdiff_t origin = first - half_;
    double sum = 0;
    for (std::ptrdiff_t k = width_ - 1; k >= 0; --k) {
      const std::ptrdiff_t i = origin + k;
      if (i >= 0 && i < length_) sum += value(i);
      ends[static_cast<std::size_t>(k)] = sum;
    }
    double begin = 0;
    for (std::ptrdiff_t k = 0; k < count; ++k) {
      sums[k] = ends[static_cast<std::size_t>(k)] + begin;
      const std::ptrdiff_t next = origin + width_ + k;
      if (next < length_) begin += value(next);
    }
  }

  void run_with_gaps(std::ptrdiff_t first, std::ptrdiff_t count,
                     std::vector<double>& scratch) const {
    std::vector<double> counts(static_cast<std::size_t>(count));
    sum_windows(
        first, count, [this](std::ptrdiff_t i) { return std::isnan(x_[i]) ? 0.0 : 1.0; }, scratch,
        counts.data());
    sum_windows(
        first, count, [this](std::ptrdiff_t i) { return std::isnan(x_[i]) ? 0.0 : x_[i] * x_[i]; },
        scratch, y_ + first);
    for (std::ptrdiff_t k = 0; k < count; ++k) {
      const double value = x_[first + k];
      double& out = y_[first + k];
      out = std::isnan(value) ? value : std::sqrt(out / counts[static_cast<std::size_t>(k)]);
    }
  }

  const double* x_;
  double* y_;
  std::ptrdiff_t length_;
  std::ptrdiff_t half_;
  std::ptrdiff_t width_;
};

}  // namespace

void rms_envelope_rows(std::span<const double> x, std::span<double> y, std::size_t length,
                       std::size_t half) {
  const RowLayout layout(x, y, length, Order::rows);
  // No window is longer than both sides of the signal.
  const auto reach = static_cast<std::ptrdiff_t>(std::min(half, length));
  tbb::parallel_for(std::size_t{0}, layout.rows, [&](std::size_t row) {
    const Windows windows(layout.at(x.data(), row), layout.at(y.data(), row),
                          static_cast<std::ptrdiff_t>(length), reach);
    tbb::parallel_for(tbb::blocked_range(std::ptrdiff_t{0}, windows.blocks()),
                      [&](const tbb::blocked_range<std::ptrdiff_t>& some) {
                        std::vector<double> scratch;
                        for (auto block = some.begin(); block < some.end(); ++block) {
                          windows.run(block, scratch);
                        }
                      });
  });
}

}  // namespace noctemg::signal
