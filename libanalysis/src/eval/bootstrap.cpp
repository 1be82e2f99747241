#include "eval/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "eval/spread.hpp"

namespace noctemg::eval {
namespace {

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
std::uint64_t scramble(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

/// 0 to limit - 1; the bias is below limit / 2^32.
std::size_t below(std::size_t limit, std::uint64_t bits) {
  return static_cast<std::size_t>(((bits >> 32) * static_cast<std::uint64_t>(limit)) >> 32);
}

Estimate estimate_of(const NamedValue& whole, std::vector<double> values, int resamples) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  Estimate out{whole.name, whole.value, not_a_number, not_a_number,
               static_cast<std::int64_t>(values.size())};
  if (2 * out.resamples < resamples) return out;
  out.low = quantile(values, 0.025);
  out.high = quantile(values, 0.975);
  return out;
}

}  // namespace

std::vector<std::size_t> resampled(std::size_t nights, std::uint64_t seed, std::uint64_t resample) {
  const std::uint64_t key = scramble(scramble(seed + golden) + golden * (resample + 1));
  std::vector<std::size_t> out(nights);
  for (std::size_t i = 0; i < nights; ++i) out[i] = below(nights, scramble(key + golden * (i + 1)));
  return out;
}

std::vector<Estimate> bootstrap(std::size_t nights, const EvaluateOptions& options,
                                const ScoresOfNights& scores) {
  if (nights < 2 || options.resamples < 1) return {};
  std::vector<std::size_t> all(nights);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const std::vector<NamedValue> whole = scores(all);
  std::vector<std::vector<double>> values(whole.size());
  for (int r = 0; r < options.resamples; ++r) {
    const std::vector<NamedValue> one =
        scores(resampled(nights, options.seed, static_cast<std::uint64_t>(r)));
    for (std::size_t i = 0; i < values.size(); ++i) values[i].push_back(one[i].value);
  }
  std::vector<Estimate> out;
  for (std::size_t i = 0; i < whole.size(); ++i)
    out.push_back(estimate_of(whole[i], std::move(values[i]), options.resamples));
  return out;
}

}  // namespace noctemg::eval
