/// Butterworth design: analogue prototype poles, band transformation, bilinear transform, pairing
/// into sections.

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"
#include "signal/zpk.hpp"

namespace noctemg::signal {
namespace {

using detail::Complex;
using detail::Zpk;

Zpk prototype(int order) {
  Zpk filter;
  for (int m = 1 - order; m < order; m += 2) {
    filter.poles.push_back(-std::exp(Complex(0, std::numbers::pi * m / (2.0 * order))));
  }
  return filter;
}

Complex product(const std::vector<Complex>& roots, Complex at) {
  Complex result = 1;
  for (const Complex& root : roots) result *= at - root;
  return result;
}

Zpk to_lowpass(Zpk filter, double edge) {
  const auto degree = static_cast<double>(filter.poles.size() - filter.zeros.size());
  for (Complex& pole : filter.poles) pole *= edge;
  filter.gain *= std::pow(edge, degree);
  return filter;
}

Zpk to_highpass(Zpk filter, double edge) {
  filter.gain *= std::real(1.0 / product(filter.poles, 0));
  for (Complex& pole : filter.poles) pole = edge / pole;
  filter.zeros.assign(filter.poles.size(), 0);
  return filter;
}

/// Each pole becomes the two solutions of s^2 - scaled * 2 s + centre^2 = 0.
std::vector<Complex> split(const std::vector<Complex>& scaled, double centre) {
  std::vector<Complex> result;
  for (const int sign : {1, -1}) {
    for (const Complex& p : scaled) {
      result.push_back(p + static_cast<double>(sign) * std::sqrt(p * p - centre * centre));
    }
  }
  return result;
}

Zpk to_bandpass(Zpk filter, double centre, double width) {
  const std::size_t degree = filter.poles.size();
  for (Complex& pole : filter.poles) pole *= width / 2;
  filter.poles = split(filter.poles, centre);
  filter.zeros.assign(degree, 0);
  filter.gain *= std::pow(width, static_cast<double>(degree));
  return filter;
}

Zpk to_bandstop(Zpk filter, double centre, double width) {
  const std::size_t degree = filter.poles.size();
  filter.gain *= std::real(1.0 / product(filter.poles, 0));
  for (Complex& pole : filter.poles) pole = (width / 2) / pole;
  filter.poles = split(filter.poles, centre);
  filter.zeros.assign(degree, Complex(0, centre));
  filter.zeros.insert(filter.zeros.end(), degree, Complex(0, -centre));
  return filter;
}

/// Bilinear transform for a rate of 2, the normalisation in which edges are fractions of the
/// Nyquist frequency.
Zpk bilinear(Zpk filter) {
  constexpr double two_rate = 4.0;
  filter.gain *= std::real(product(filter.zeros, two_rate) / product(filter.poles, two_rate));
  for (Complex& zero : filter.zeros) zero = (two_rate + zero) / (two_rate - zero);
  for (Complex& pole : filter.poles) pole = (two_rate + pole) / (two_rate - pole);
  filter.zeros.resize(filter.poles.size(), -1.0);
  return filter;
}

void check(int order, std::span<const double> edges_hz, BandType type, double rate_hz) {
  const bool two = type == BandType::bandpass || type == BandType::bandstop;
  if (order < 1 || order > 16) {
    throw ArgumentError("butter: order " + std::to_string(order) + " must be from 1 to 16");
  }
  if (!std::isfinite(rate_hz) || rate_hz <= 0) {
    throw ArgumentError("butter: rate must be a positive number of Hz");
  }
  if (edges_hz.size() != (two ? 2U : 1U)) {
    throw ArgumentError(two ? "butter: this band needs two edges"
                            : "butter: this band needs one edge");
  }
  for (const double edge : edges_hz) {
    if (!(edge > 0 && edge < rate_hz / 2)) {
      throw ArgumentError("butter: edge " + std::to_string(edge) +
                          " Hz must lie between 0 and half the rate (" +
                          std::to_string(rate_hz / 2) + " Hz)");
    }
  }
  if (two && edges_hz[0] >= edges_hz[1]) throw ArgumentError("butter: edges must rise");
}

double warp(double edge_hz, double rate_hz) {
  return 4.0 * std::tan(std::numbers::pi * (edge_hz / (rate_hz / 2)) / 2.0);
}

}  // namespace

std::vector<Section> butter(int order, std::span<const double> edges_hz, BandType type,
                            double rate_hz) {
  check(order, edges_hz, type, rate_hz);
  const double low = warp(edges_hz.front(), rate_hz);
  const double high = warp(edges_hz.back(), rate_hz);
  const double centre = std::sqrt(low * high);
  Zpk filter = prototype(order);
  switch (type) {
    case BandType::lowpass:
      filter = to_lowpass(filter, low);
      break;
    case BandType::highpass:
      filter = to_highpass(filter, low);
      break;
    case BandType::bandpass:
      filter = to_bandpass(filter, centre, high - low);
      break;
    case BandType::bandstop:
      filter = to_bandstop(filter, centre, high - low);
      break;
  }
  return detail::to_sections(bilinear(filter));
}

}  // namespace noctemg::signal
