#pragma once

/// \file
/// Elementary functions from IEEE basic operations alone, so that a simulated night is the same
/// bytes with every C library. Relative error below 1e-14; slow twins are the tests' std:: ones.

#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace noctemg::synth {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr double ln_2 = 0.69314718055994530942;

/// Natural logarithm of a normal number > 0, by the series of artanh.
[[nodiscard]] inline double exact_log(double x) {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  auto exponent = static_cast<int>(bits >> 52) - 1023;
  auto m = std::bit_cast<double>((bits & 0x000F'FFFF'FFFF'FFFFULL) | 0x3FF0'0000'0000'0000ULL);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    ++exponent;
  }
  const double s = (m - 1) / (m + 1);
  const double q = s * s;
  double sum = 1.0 / 21;
  for (const double n : {19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0, 1.0}) {
    sum = sum * q + 1.0 / n;
  }
  return exponent * ln_2 + 2 * s * sum;
}

/// e to the power of x, |x| < 700.
[[nodiscard]] inline double exact_exp(double x) {
  const double n = std::floor(x / ln_2 + 0.5);
  const double r = x - n * ln_2;
  double sum = 1;
  for (int k = 16; k >= 1; --k) sum = 1 + sum * r / k;
  return std::ldexp(sum, static_cast<int>(n));
}

/// Sine and cosine of `turns` times two pi.
[[nodiscard]] inline std::pair<double, double> sin_cos_turns(double turns) {
  const double quarters = std::floor(turns * 4 + 0.5);
  const double x = (turns - quarters * 0.25) * (2 * pi);  // |x| <= pi / 4
  const double q = x * x;
  double s = 1.0 / 1307674368000.0;
  double c = 1.0 / 20922789888000.0;
  s = 1 - q * (1.0 / 6 -
               q * (1.0 / 120 -
                    q * (1.0 / 5040 - q * (1.0 / 362880 - q * (1.0 / 39916800 -
                                                               q * (1.0 / 6227020800 - q * s))))));
  c = 1 - q * (0.5 - q * (1.0 / 24 -
                          q * (1.0 / 720 -
                               q * (1.0 / 40320 - q * (1.0 / 3628800 -
                                                       q * (1.0 / 479001600 -
                                                            q * (1.0 / 87178291200.0 - q * c)))))));
  s *= x;
  switch (static_cast<std::int64_t>(quarters) & 3) {
    case 0:
      return {s, c};
    case 1:
      return {c, -s};
    case 2:
      return {-s, -c};
    default:
      return {-c, s};
  }
}

}  // namespace noctemg::synth
