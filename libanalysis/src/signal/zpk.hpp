#pragma once

/// \file
/// A filter as zeros, poles and gain, and its pairing into second-order sections.

#include <complex>
#include <vector>

#include "noctemg/signal.hpp"

namespace noctemg::signal::detail {

using Complex = std::complex<double>;

struct Zpk {
  std::vector<Complex> zeros;
  std::vector<Complex> poles;
  double gain = 1;
};

/// Pairs each pole with its nearest zero, poles closest to the unit circle last, gain in the first
/// section: the order that scipy.signal.zpk2sos(pairing='nearest') gives. Zeros and poles must be
/// as many and closed under conjugation.
[[nodiscard]] std::vector<Section> to_sections(Zpk filter);

}  // namespace noctemg::signal::detail
