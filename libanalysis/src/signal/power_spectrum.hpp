#pragma once

/// \file
/// One-sided power spectra of Hann-windowed stretches. The only door to FFTW.

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace noctemg::signal {

/// A plan and its buffers for one length. Not to be shared between threads; plans are made under
/// one lock, since FFTW's planner is not thread safe, and without measuring, so that the same bits
/// come out every time.
class PowerSpectrum {
 public:
  /// \param length     samples per stretch, >= 4
  /// \param transform  samples that are transformed, those beyond `length` being 0: bins lie closer
  ///                   then, and say no more; powers of two are fastest. At least `length`
  PowerSpectrum(std::size_t length, std::size_t transform);
  explicit PowerSpectrum(std::size_t length) : PowerSpectrum(length, length) {}
  ~PowerSpectrum();
  PowerSpectrum(PowerSpectrum&&) noexcept;
  PowerSpectrum& operator=(PowerSpectrum&&) noexcept;
  PowerSpectrum(const PowerSpectrum&) = delete;
  PowerSpectrum& operator=(const PowerSpectrum&) = delete;

  [[nodiscard]] std::size_t length() const noexcept { return length_; }
  [[nodiscard]] std::size_t bin_count() const noexcept { return transform_ / 2 + 1; }

  /// Adds |X|^2 of the windowed, mean-free stretch to `sum`, scaled so that the sum over bins
  /// divided by the length of the transform estimates the mean square of the stretch.
  /// \param values  length() samples; \param sum bin_count() values
  void add(std::span<const float> values, std::span<float> sum);
  /// Adds the powers of two stretches to one sum, in little more than the time of one.
  void add(std::span<const float> first, std::span<const float> second, std::span<float> sum);
  /// Adds each stretch's to its own sum, in the same time.
  void add_apart(std::span<const float> first, std::span<float> first_sum,
                 std::span<const float> second, std::span<float> second_sum);

 private:
  struct Plan;
  void transform(std::span<const float> first, std::span<const float> second);

  std::size_t length_;
  std::size_t transform_;
  std::vector<float> window_;
  std::vector<float> silence_;  ///< beside a stretch that is alone
  float scale_ = 0;
  std::unique_ptr<Plan> plan_;
};

}  // namespace noctemg::signal
