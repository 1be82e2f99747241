#pragma once

/// \file
/// Random numbers by counter: the n-th number of a stream is a pure function of the stream's key
/// and n, so that nothing depends on the order of drawing, on threads or on a standard library.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <utility>

#include "exact_math.hpp"

namespace noctemg::synth {

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): a bijection that spreads every bit.
[[nodiscard]] constexpr std::uint64_t scramble(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// A key out of parts, e.g. seed, night, purpose and channel.
[[nodiscard]] constexpr std::uint64_t make_key(std::initializer_list<std::uint64_t> parts) {
  std::uint64_t key = 0x6E6F6374656D67ULL;
  for (const std::uint64_t part : parts) {
    key = scramble(key + 0x9E3779B97F4A7C15ULL * (part + 1));
  }
  return key;
}

[[nodiscard]] constexpr std::uint64_t random_bits(std::uint64_t key, std::uint64_t n) {
  return scramble(key + 0x9E3779B97F4A7C15ULL * (n + 1));
}

/// In (0, 1), never an end.
[[nodiscard]] constexpr double random_unit(std::uint64_t key, std::uint64_t n) {
  return (static_cast<double>(random_bits(key, n) >> 12) + 0.5) * 0x1p-52;
}

/// Two independent standard normal numbers (Box and Muller 1958).
[[nodiscard]] inline std::pair<double, double> random_normals(std::uint64_t key, std::uint64_t n) {
  const std::uint64_t bits = random_bits(key, n);
  const double u = (static_cast<double>(bits >> 32) + 0.5) * 0x1p-32;
  const auto [s, c] = sin_cos_turns(static_cast<double>(bits & 0xFFFFFFFFULL) * 0x1p-32);
  const double radius = std::sqrt(-2 * exact_log(u));
  return {radius * c, radius * s};
}

/// Nearly normal with unit variance, fast: the sum of four uniform numbers (excess kurtosis -0.3).
/// For amplifier noise, which lies near the digital step anyway.
[[nodiscard]] inline double random_rough_normal(std::uint64_t key, std::uint64_t n) {
  const std::uint64_t bits = random_bits(key, n);
  const auto sum = static_cast<double>((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) +
                                       ((bits >> 32) & 0xFFFF) + (bits >> 48));
  return (sum * 0x1p-16 - 2 + 0x1p-15) * 1.7320508075688772;
}

/// A smooth random curve: normal at whole numbers of `x`, cosine-free cubic steps between them.
[[nodiscard]] inline double random_curve(std::uint64_t key, double x) {
  const double knot = std::floor(x);
  const auto n = static_cast<std::uint64_t>(static_cast<std::int64_t>(knot) + (1LL << 40));
  const double f = x - knot;
  const double w = f * f * (3 - 2 * f);
  return random_normals(key, n).first * (1 - w) + random_normals(key, n + 1).first * w;
}

/// Draws one after the other from one key.
class Draw {
 public:
  explicit Draw(std::uint64_t key) : key_(key) {}

  [[nodiscard]] std::uint64_t key() { return random_bits(key_, next_++); }
  [[nodiscard]] double unit() { return random_unit(key_, next_++); }
  [[nodiscard]] double uniform(double low, double high) { return low + (high - low) * unit(); }
  [[nodiscard]] bool chance(double share) { return unit() < share; }
  [[nodiscard]] int whole(int low, int high) {  // both ends included
    return low + std::min(high - low, static_cast<int>(unit() * (high - low + 1)));
  }
  [[nodiscard]] double normal(double mean, double sd) {
    return mean + sd * random_normals(key_, next_++).first;
  }
  [[nodiscard]] double clipped_normal(double mean, double sd, double low, double high) {
    return std::clamp(normal(mean, sd), low, high);
  }
  /// Redrawn until it lies within the ends, so that none piles up on them.
  [[nodiscard]] double lognormal(double median, double sigma, double low, double high) {
    for (int attempt = 0; attempt < 64; ++attempt) {
      const double x = median * exact_exp(normal(0, sigma));
      if (x >= low && x <= high) return x;
    }
    return std::clamp(median, low, high);
  }
  [[nodiscard]] double exponential(double mean) { return -mean * exact_log(unit()); }
  [[nodiscard]] int poisson(double mean) {
    int n = 0;
    for (double t = exponential(1); t < mean; t += exponential(1)) ++n;
    return n;
  }

 private:
  std::uint64_t key_;
  std::uint64_t next_ = 0;
};

}  // namespace noctemg::synth
