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

struct PowerSpectrum::Plan {
  float* in = nullptr;
  fftwf_complex* out = nullptr;
  fftwf_plan plan = nullptr;

  explicit Plan(std::size_t length) {
    const std::lock_guard guard(planner_lock());
    in = fftwf_alloc_real(length);
    out = fftwf_alloc_complex(length / 2 + 1);
    plan = fftwf_plan_dft_r2c_1d(static_cast<int>(length), in, out, FFTW_ESTIMATE);
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

void PowerSpectrum::add(std::span<const float> values, std::span<float> sum) {
  // Side by side, so that the compiler may: the order of additions is fixed here.
  std::array<float, 16> parts = {};
  std::size_t done = 0;
  for (; done + parts.size() <= length_; done += parts.size()) {
    for (std::size_t i = 0; i < parts.size(); ++i) parts[i] += values[done + i];
  }
  double total = 0;
  for (const float part : parts) total += static_cast<double>(part);
  for (; done < length_; ++done) total += static_cast<double>(values[done]);
  const auto mean = static_cast<float>(total / static_cast<double>(length_));
  float* const in = plan_->in;
  for (std::size_t i = 0; i < length_; ++i) in[i] = (values[i] - mean) * window_[i];
  fftwf_execute(plan_->plan);
  const float* const out = &plan_->out[0][0];
  const std::size_t bins = bin_count();
  const auto power = [&](std::size_t k) {
    return out[2 * k] * out[2 * k] + out[2 * k + 1] * out[2 * k + 1];
  };
  // Frequency 0 and half the rate stand for themselves, all others for both sides.
  sum[0] += scale_ * power(0);
  const std::size_t paired = length_ % 2 == 0 ? bins - 1 : bins;
  for (std::size_t k = 1; k < paired; ++k) sum[k] += 2 * scale_ * power(k);
  if (paired < bins) sum[paired] += scale_ * power(paired);
}

}  // namespace noctemg::signal
