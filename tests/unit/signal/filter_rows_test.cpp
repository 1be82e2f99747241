// Long and many signals: the slow twin is sosfilt() and sosfiltfilt() of one signal, sample by
// sample.

#include <gtest/gtest.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::signal {
namespace {

std::vector<double> drifting(std::size_t count) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal(0, 1);
  std::vector<double> x;
  double level = 5000;
  for (std::size_t i = 0; i < count; ++i) x.push_back(level += normal(random));
  return x;
}

std::vector<Section> band(double low_hz, double high_hz) {
  const std::array<double, 2> edges = {low_hz, high_hz};
  return butter(4, edges, BandType::bandpass, 2000);
}

void expect_near(std::span<const double> a, std::span<const double> b, double tolerance) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], tolerance) << i;
}

TEST(FilterRows, EqualTheirSlowTwinWhateverTheLengthAndNumber) {
  for (const auto& sections : {band(20, 450), band(1, 900), std::vector{iirnotch(50, 30, 2000)}}) {
    for (const std::size_t length : {std::size_t{1}, std::size_t{50}, std::size_t{100'001}}) {
      for (const std::size_t count : {std::size_t{1}, std::size_t{3}, std::size_t{9}}) {
        const std::vector<double> x = drifting(count * length);
        std::vector<double> y(x.size());
        sosfilt_rows(sections, x, y, length);
        std::vector<double> both(x.size());
        const bool long_enough = length > 40;
        if (long_enough) sosfiltfilt_rows(sections, x, both, length);
        for (std::size_t r = 0; r < count; ++r) {
          const auto row = std::span(x).subspan(r * length, length);
          expect_near(std::span(y).subspan(r * length, length), sosfilt(sections, row), 1e-7);
          if (!long_enough) continue;
          expect_near(std::span(both).subspan(r * length, length), sosfiltfilt(sections, row),
                      1e-7);
        }
      }
    }
  }
}

TEST(FilterRows, GiveTheSameBitsForAnyNumberOfThreadsAndNeighbours) {
  const auto sections = band(20, 450);
  constexpr std::size_t length = 70'000;
  const std::vector<double> x = drifting(5 * length);
  std::vector<double> all(x.size());
  sosfiltfilt_rows(sections, x, all, length);
  {
    const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
    std::vector<double> again(x.size());
    sosfiltfilt_rows(sections, x, again, length);
    EXPECT_EQ(all, again);
  }
  std::vector<double> alone(length);
  sosfiltfilt_rows(sections, std::span(x).subspan(2 * length, length), alone, length);
  EXPECT_TRUE(std::equal(alone.begin(), alone.end(), all.begin() + 2 * length));
}

TEST(FilterRows, LetWhatIsNotFiniteSpreadToTheEndOfItsRowOnly) {
  const auto sections = band(20, 450);
  constexpr std::size_t length = 90'000;
  std::vector<double> x = drifting(2 * length);
  x[40'000] = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> y(x.size());
  sosfilt_rows(sections, x, y, length);
  const auto row = std::span(x).first(length);
  const std::vector<double> expected = sosfilt(sections, row);
  for (std::size_t i = 0; i < length; ++i) ASSERT_EQ(std::isnan(y[i]), i >= 40'000) << i;
  expect_near(std::span(y).first(40'000), std::span(expected).first(40'000), 1e-7);
  EXPECT_TRUE(std::none_of(y.begin() + length, y.end(), [](double v) { return std::isnan(v); }));
}

TEST(FilterRows, GoOnFromTheStatesThatTheyLeave) {
  const auto sections = band(20, 450);
  const std::vector<double> x = drifting(60'000);
  std::vector<double> whole(x.size());
  sosfilt_rows(sections, x, whole, x.size());
  std::vector<double> parts(x.size());
  std::vector<double> memory(2 * sections.size(), 0.0);
  const std::size_t cut = 25'000;
  sosfilt_rows(sections, std::span(x).first(cut), std::span(parts).first(cut), cut, memory);
  sosfilt_rows(sections, std::span(x).subspan(cut), std::span(parts).subspan(cut), x.size() - cut,
               memory);
  expect_near(parts, whole, 1e-7);
}

TEST(FilterRows, RefuseLengthsThatDoNotFit) {
  const auto sections = band(20, 450);
  const std::vector<double> x(100, 1.0);
  std::vector<double> y(100);
  std::vector<double> short_memory(3);
  EXPECT_THROW(sosfilt_rows(sections, x, y, 30), ArgumentError);
  EXPECT_THROW(sosfilt_rows(sections, x, std::span(y).first(99), 100), ArgumentError);
  EXPECT_THROW(sosfilt_rows(sections, x, y, 0), ArgumentError);
  EXPECT_THROW(sosfilt_rows(sections, x, y, 100, short_memory), ArgumentError);
  EXPECT_THROW(sosfiltfilt_rows(sections, x, y, 10), ArgumentError);
  EXPECT_THROW(rms_envelope_rows(x, y, 30, 1), ArgumentError);
  EXPECT_NO_THROW(sosfilt_rows(sections, {}, {}, 0));
}

TEST(RmsEnvelope, IsTheRootOfTheMeanSquareOfWhatIsThere) {
  std::vector<double> x = drifting(1000);
  x[300] = std::numeric_limits<double>::quiet_NaN();
  for (const std::size_t half :
       {std::size_t{0}, std::size_t{3}, std::size_t{7}, std::size_t{600}, std::size_t{5000}}) {
    std::vector<double> y(x.size());
    rms_envelope_rows(x, y, 500, half);
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (i == 300) {
        EXPECT_TRUE(std::isnan(y[i]));
        continue;
      }
      const std::size_t row = i / 500 * 500;
      const std::size_t first = i - row < half ? row : i - half;
      const std::size_t last = std::min(row + 500, i + half + 1);
      double sum = 0;
      double count = 0;
      for (std::size_t k = first; k < last; ++k) {
        if (std::isnan(x[k])) continue;
        sum += x[k] * x[k];
        ++count;
      }
      ASSERT_NEAR(y[i], std::sqrt(sum / count), 1e-9 * y[i]) << half << ' ' << i;
    }
  }
}

}  // namespace
}  // namespace noctemg::signal
