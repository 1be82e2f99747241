#pragma once

/// \file
/// Filter design and filtering with SciPy's names, argument order and results. Double precision
/// throughout.

#include <array>
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

/// Steady state of each section for a step input: scipy.signal.sosfilt_zi. Two values per section.
[[nodiscard]] std::vector<std::array<double, 2>> sosfilt_zi(std::span<const Section> sections);

/// Complex frequency response magnitude at `frequency_hz`.
[[nodiscard]] double magnitude(std::span<const Section> sections, double frequency_hz,
                               double rate_hz);

/// Frames until the impulse response of the slowest pole has decayed to `level` (0 < level < 1) of
/// its start.
[[nodiscard]] int decay_frames(std::span<const Section> sections, double level);

}  // namespace noctemg::signal
