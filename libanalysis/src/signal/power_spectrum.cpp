#include "signal/power_spectrum.hpp"

#include <fftw3.h>

#include <array>
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

/// Complex, for two stretches at once: one in the real parts, one in the imaginary ones.
struct PowerSpectrum::Plan {
  fftwf_complex* in = nullptr;
  fftwf_complex* out = nullptr;
  fftwf_plan plan = nullptr;

  explicit Plan(std::size_t length) {
    const std::lock_guard guard(planner_lock());
    in = fftwf_alloc_complex(length);
    out = fftwf_alloc_complex(length);
    plan = fftwf_plan_dft_1d(static_cast<int>(length), in, out, FFTW_FORWARD, FFTW_ESTIMATE);
  }
  ~Plan() {
    const std::lock_guard guard(planner_lock());
    fftwf_destroy_plan(plan);
    fftwf_free(in);
    fftwf_free(out);
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
    const double weight = 0.5 - 0.5 * std::cos(phase);
    window_[i] = static_cast<float>(weight);
    energy += weight * weight;
  }
  scale_ = static_cast<float>(1 / energy);
}

PowerSpectrum::~PowerSpectrum() = default;
PowerSpectrum::PowerSpectrum(PowerSpectrum&&) noexcept = default;
PowerSpectrum& PowerSpectrum::operator=(PowerSpectrum&&) noexcept = default;

float PowerSpectrum::mean_of(std::span<const float> values) const {
  // Side by side, so that the compiler may: the order of additions is fixed here.
  std::array<float, 16> parts = {};
  std::size_t done = 0;
  for (; done + parts.size() <= length_; done += parts.size()) {
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] += values[done + i];
  }
  double total = 0;
  for (const float part : parts) total += static_cast<double>(part);
  for (; done < length_; ++done) total += static_cast<double>(values[done]);
  return static_cast<float>(total / static_cast<double>(length_));
}

void PowerSpectrum::add(std::span<const float> values, std::span<float> sum) {
  const float mean = mean_of(values);
  float* const in = &plan_->in[0][0];
  for (std::size_t i = 0; i < length_; ++i) {
    in[2 * i] = (values[i] - mean) * window_[i];
    in[2 * i + 1] = 0;
  }
  transform(sum);
}

void PowerSpectrum::add(std::span<const float> first, std::span<const float> second,
                        std::span<float> sum) {
  const float first_mean = mean_of(first);
  const float second_mean = mean_of(second);
  float* const in = &plan_->in[0][0];
  for (std::size_t i = 0; i < length_; ++i) {
    in[2 * i] = (first[i] - first_mean) * window_[i];
    in[2 * i + 1] = (second[i] - second_mean) * window_[i];
  }
  transform(sum);
}

/// For z = x + i y of real x and y with transforms X, Y, Z and length n,
/// |Z[k]|^2 + |Z[n - k]|^2 = 2 |X[k]|^2 + 2 |Y[k]|^2.
void PowerSpectrum::transform(std::span<float> sum) {
  fftwf_execute(plan_->plan);
  const float* const out = &plan_->out[0][0];
  const auto power = [&](std::size_t k) {
    return out[2 * k] * out[2 * k] + out[2 * k + 1] * out[2 * k + 1];
  };
  // Frequency 0 and half the rate stand for themselves, all others for both sides.
  const std::size_t bins = bin_count();
  sum[0] += scale_ * power(0);
  const std::size_t paired = length_ % 2 == 0 ? bins - 1 : bins;
  for (std::size_t k = 1; k < paired; ++k) sum[k] += scale_ * (power(k) + power(length_ - k));
  if (paired < bins) sum[paired] += scale_ * power(paired);
}

}  // namespace noctemg::signal
