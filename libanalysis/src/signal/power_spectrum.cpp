#include "signal/power_spectrum.hpp"

#include <fftw3.h>

#include <cmath>
#include <mutex>
#include <numbers>

namespace noctemg::signal {
namespace {

std::mutex& planner_lock() {
  static std::mutex lock;
  return lock;
}

}  // namespace

struct PowerSpectrum::Plan {
  double* in = nullptr;
  fftw_complex* out = nullptr;
  fftw_plan plan = nullptr;

  explicit Plan(std::size_t length) {
    const std::lock_guard guard(planner_lock());
    in = fftw_alloc_real(length);
    out = fftw_alloc_complex(length / 2 + 1);
    plan = fftw_plan_dft_r2c_1d(static_cast<int>(length), in, out, FFTW_ESTIMATE);
  }
  ~Plan() {
    const std::lock_guard guard(planner_lock());
    fftw_destroy_plan(plan);
    fftw_free(in);
    fftw_free(out);
  }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
};

PowerSpectrum::PowerSpectrum(std::size_t length)
    : length_(length), window_(length), plan_(std::make_unique<Plan>(length)) {
  double energy = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const double phase =
        2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(length);
    window_[i] = 0.5 - 0.5 * std::cos(phase);
    energy += window_[i] * window_[i];
  }
  scale_ = 1 / energy;
}

PowerSpectrum::~PowerSpectrum() = default;
PowerSpectrum::PowerSpectrum(PowerSpectrum&&) noexcept = default;
PowerSpectrum& PowerSpectrum::operator=(PowerSpectrum&&) noexcept = default;

void PowerSpectrum::add(std::span<const double> values, std::span<double> sum) {
  double mean = 0;
  for (const double value : values) mean += value;
  mean /= static_cast<double>(length_);
  for (std::size_t i = 0; i < length_; ++i) plan_->in[i] = (values[i] - mean) * window_[i];
  fftw_execute(plan_->plan);
  for (std::size_t k = 0; k < bin_count(); ++k) {
    const double re = plan_->out[k][0];
    const double im = plan_->out[k][1];
    const double both_sides = k == 0 || 2 * k == length_ ? 1 : 2;
    sum[k] += both_sides * scale_ * (re * re + im * im);
  }
}

}  // namespace noctemg::signal
