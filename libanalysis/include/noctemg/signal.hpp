#pragma once

/// \file
/// Filter design and filtering with SciPy's names, argument order and results. Double precision
/// throughout.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace noctemg::signal {

/// One second-order section: b0 b1 b2 a0 a1 a2 with a0 = 1, SciPy's order.
using Section = std::array<double, 6>;

enum class BandType { lowpass, highpass, bandpass, bandstop };

/// Butterworth filter as second-order sections, equal to scipy.signal.butter(order, edges, btype,
/// output='sos', fs). \param order  1 to 16 \param edges_hz  one edge (lowpass, highpass) or two
/// rising ones, each > 0 and < rate_hz / 2 \throws ArgumentError
[[nodiscard]] std::vector<Section> butter(int order, std::span<const double> edges_hz,
                                          BandType type, double rate_hz);

/// Second-order notch, equal to scipy.signal.iirnotch(w0, q, fs). \throws ArgumentError
[[nodiscard]] Section iirnotch(double frequency_hz, double q, double rate_hz);

/// Filters forward, state zero at the start: scipy.signal.sosfilt(sos, x). Returns x.size() values.
[[nodiscard]] std::vector<double> sosfilt(std::span<const Section> sections,
                                          std::span<const double> x);

/// Filters forward and backward with odd extension: scipy.signal.sosfiltfilt(sos, x) with its
/// default padding. \throws ArgumentError when x is not longer than the padding, as SciPy does
[[nodiscard]] std::vector<double> sosfiltfilt(std::span<const Section> sections,
                                              std::span<const double> x);

/// How signals lie in memory: sample after sample of one signal, or frame after frame of all.
enum class Order { rows, frames };

/// sosfilt() of many signals at once, for long and for many ones: several threads, and stretches
/// side by side in vector registers. Within 1e-10 of the largest value of signal and result what
/// sosfilt() gives, and the same bits for any number of threads.
/// \param x       signals of `length` samples each
/// \param y       as long and in the same order as x, and not overlapping it
/// \param length  samples of a signal; 0 only when there are none
/// \param memory  states before the first samples and then after the last ones: two per section,
///                sections of a row one after another; empty = zero, and not told
/// \throws ArgumentError when the lengths do not fit
void sosfilt_rows(std::span<const Section> sections, std::span<const double> x, std::span<double> y,
                  std::size_t length, std::span<double> memory = {}, Order order = Order::rows);

/// What a signal is thought to be beyond its ends.
struct Extension {
  enum class Kind { odd, even, constant };
  Kind kind = Kind::odd;
  std::optional<std::size_t> samples;  ///< at each end; none = SciPy's default
};

/// sosfiltfilt() likewise. \throws ArgumentError also when rows are not longer than the extension
void sosfiltfilt_rows(std::span<const Section> sections, std::span<const double> x,
                      std::span<double> y, std::size_t length, Extension extension = {},
                      Order order = Order::rows);

/// Root of the mean square of the samples at most `half` away. Samples beyond the ends do not
/// exist; NaN stays NaN and counts for none of its neighbours. Rows of `length` samples.
/// \throws ArgumentError when the lengths do not fit
void rms_envelope_rows(std::span<const double> x, std::span<double> y, std::size_t length,
                       std::size_t half);

/// Steady state of each section for a step input: scipy.signal.sosfilt_zi. Two values per section.
[[nodiscard]] std::vector<std::array<double, 2>> sosfilt_zi(std::span<const Section> sections);

/// Complex frequency response magnitude at `frequency_hz`.
[[nodiscard]] double magnitude(std::span<const Section> sections, double frequency_hz,
                               double rate_hz);

/// Frames until the impulse response of the slowest pole has decayed to `level` (0 < level < 1) of
/// its start.
[[nodiscard]] int decay_frames(std::span<const Section> sections, double level);

}  // namespace noctemg::signal
