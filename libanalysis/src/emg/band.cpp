#include "emg/band.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace noctemg::emg {
namespace {

/// Below it lie electrode drift and breathing, which say nothing about a limb that moves.
constexpr double low_band_from_hz = 2.0;
/// Rate of the means in which movement below the band is looked for: at 200 Hz and above, what
/// folds back onto 2 to 20 Hz was damped by 20 dB or more, and was far above the EMG's bulk.
constexpr double least_low_rate_hz = 200.0;
/// ... and this many times the edge up to which it is looked for.
constexpr double least_low_rate_in_edges = 10.0;
/// A band narrower than this holds too little EMG to speak of.
constexpr double narrowest_band_hz = 10.0;
/// No amplifier for EMG samples faster (needles: up to 50 kHz): a header that says so is wrong, and
/// memory would grow with it.
constexpr double fastest_rate_hz = 100'000.0;
/// Notches are kept clear of the Nyquist frequency, where their bandwidth would fold.
constexpr double highest_notch = 0.95;

}  // namespace

Band design_band(const FilterOptions& options, double rate_hz) {
  Band band;
  const double limit = highest_edge * rate_hz / 2;
  band.rate_hz = rate_hz;
  band.notch_q = options.notch_q;
  band.low_hz = options.highpass_hz;
  band.high_hz = std::min(options.lowpass_hz, limit);
  if (band.high_hz < band.low_hz + narrowest_band_hz) {
    band.adapted = fmt::format("a rate of {:g} Hz leaves no EMG band above {:g} Hz: not analysable",
                               rate_hz, band.low_hz);
    return band;
  }
  if (rate_hz > fastest_rate_hz) {
    band.adapted =
        fmt::format("a rate of {:g} Hz is beyond any EMG amplifier ({:g} Hz): not analysable",
                    rate_hz, fastest_rate_hz);
    return band;
  }
  if (band.high_hz < options.lowpass_hz) {
    band.adapted =
        fmt::format("band-pass {:g}-{:g} Hz instead of {:g}-{:g} Hz: the rate is {:g} Hz",
                    band.low_hz, band.high_hz, options.highpass_hz, options.lowpass_hz, rate_hz);
  }
  const std::array<double, 2> edges = {band.low_hz, band.high_hz};
  band.sections = signal::butter(options.order, edges, signal::BandType::bandpass, rate_hz);
  const std::array<double, 2> low_edges = {low_band_from_hz, band.low_hz};
  const double low_rate_hz = std::max(least_low_rate_hz, least_low_rate_in_edges * band.low_hz);
  band.low_block = std::max(1, static_cast<int>(rate_hz / low_rate_hz));
  band.low_sections =
      signal::butter(2, low_edges, signal::BandType::bandpass, rate_hz / band.low_block);
  return band;
}

std::vector<signal::Section> Band::notches(const std::vector<double>& frequencies_hz) const {
  std::vector<signal::Section> result;
  for (const double frequency : frequencies_hz) {
    if (frequency < highest_notch * rate_hz / 2) {
      result.push_back(signal::iirnotch(frequency, notch_q, rate_hz));
    }
  }
  return result;
}

}  // namespace noctemg::emg
