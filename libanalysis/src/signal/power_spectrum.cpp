#include "signal/power_spectrum.hpp"

#include <fftw3.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>

#include "signal/kernels.hpp"

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

PowerSpectrum::PowerSpectrum(std::size_t length, std::size_t transform)
    : length_(length),
      transform_(transform),
      window_(length),
      silence_(length),
      plan_(std::make_unique<Plan>(transform)) {
  std::fill_n(&plan_->in[0][0], 2 * transform, 0.0F);
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
  add(values, silence_, sum);
}

/// One to the real parts and one to the imaginary ones.
void PowerSpectrum::transform(std::span<const float> first, std::span<const float> second) {
  const SpectrumKernels& kernel = kernels().spectrum;
  const auto mean_of = [&](std::span<const float> values) {
    return kernel.sum(values.data(), length_) / static_cast<float>(length_);
  };
  kernel.weigh(first.data(), mean_of(first), second.data(), mean_of(second), window_.data(),
               length_, &plan_->in[0][0]);
  fftwf_execute(plan_->plan);
}

void PowerSpectrum::add(std::span<const float> first, std::span<const float> second,
                        std::span<float> sum) {
  transform(first, second);
  kernels().spectrum.add_powers(&plan_->out[0][0], transform_, scale_, sum.data());
}

void PowerSpectrum::add_apart(std::span<const float> first, std::span<float> first_sum,
                              std::span<const float> second, std::span<float> second_sum) {
  transform(first, second);
  kernels().spectrum.add_powers_apart(&plan_->out[0][0], transform_, scale_, first_sum.data(),
                                      second_sum.data());
}

}  // namespace noctemg::signal
