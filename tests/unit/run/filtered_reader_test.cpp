// Samples that are filtered while they are read.

#include "run/filtered_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/signal.hpp"

namespace noctemg::run {
namespace {

constexpr double rate_hz = 500;

/// Two legs' muscles and something else, [channel][frame].
struct Night {
  std::vector<double> samples;
  std::int64_t frames;
  std::unique_ptr<Reader> reader;
  Recording recording;

  explicit Night(std::int64_t frame_count) : frames(frame_count) {
    std::mt19937 random(1);
    std::normal_distribution<double> normal(0, 5);
    samples.resize(static_cast<std::size_t>(3 * frames));
    for (double& value : samples) value = 100 + normal(random);
  }
  void open() {
    ArraySource source;
    source.samples = samples.data();
    source.frame_count = frames;
    source.channel_stride = frames;
    source.rate_hz = rate_hz;
    source.labels = {"L GM", "R TA", "Light"};
    reader = open_array(source);
    recording = reader->recording();
    apply_montage(recording, {});
  }
  [[nodiscard]] std::vector<double> channel(std::size_t c) const {
    const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(c) * frames;
    return {begin, begin + frames};
  }
};

std::vector<double> read(const Reader& reader, std::size_t channel, std::int64_t first,
                         std::int64_t count) {
  std::vector<double> values(static_cast<std::size_t>(count));
  reader.read(0, std::span(&channel, 1), first, count, values.data());
  return values;
}

std::vector<signal::Section> band() {
  const Options options;
  return emg::design_band(options.filter, rate_hz).sections;
}

TEST(FilteredReader, AnyPartEqualsThatPartOfTheWholeFiltered) {
  Night night(static_cast<std::int64_t>(100 * rate_hz));
  night.open();
  const FilteredReader filtered(*night.reader, night.recording, {});
  for (const std::size_t c : {0U, 1U}) {
    const auto expected = signal::sosfiltfilt(band(), night.channel(c));
    for (const std::int64_t first : {0, 15'900, 40'000, 49'000}) {
      const auto found = read(filtered, c, first, 1'000);
      for (std::size_t f = 0; f < found.size(); ++f) {
        ASSERT_NEAR(found[f], expected[static_cast<std::size_t>(first) + f], 1e-9)
            << "channel " << c << ", frame " << first << " + " << f;
      }
    }
  }
}

TEST(FilteredReader, LeavesOtherChannelsAlone) {
  Night night(5'000);
  night.open();
  const FilteredReader filtered(*night.reader, night.recording, {});
  EXPECT_EQ(read(filtered, 2, 0, 5'000), night.channel(2));
  EXPECT_EQ(filtered.recording().channels[2].prefilter, "");
  EXPECT_EQ(filtered.recording().channels[0].prefilter, "HP:20Hz LP:225Hz");
  EXPECT_EQ(filtered.recording().channels[0].unit, "uV");
}

TEST(FilteredReader, MixesChannelsAsAsked) {
  Night night(5'000);
  night.open();
  const FilteredReader filtered(*night.reader, night.recording, {});
  const std::vector<std::size_t> asked = {2, 1, 0};
  std::vector<float> values(3 * 700);
  filtered.read(0, asked, 123, 700, values.data());
  for (std::size_t k = 0; k < 3; ++k) {
    const auto alone = read(filtered, asked[k], 123, 700);
    for (std::size_t f = 0; f < 700; ++f) {
      ASSERT_EQ(values[3 * f + k], static_cast<float>(alone[f]));
    }
  }
}

TEST(FilteredReader, MissingSamplesStayMissingAndDisturbNoOthers) {
  Night night(20'000);
  for (std::size_t f = 9'000; f < 9'100; ++f) night.samples[f] = not_a_number;
  night.samples[0] = night.samples[19'999] = not_a_number;
  night.open();
  const FilteredReader filtered(*night.reader, night.recording, {});
  const auto found = read(filtered, 0, 0, 20'000);
  for (std::size_t f = 0; f < found.size(); ++f) {
    const bool missing = f == 0 || f == 19'999 || (f >= 9'000 && f < 9'100);
    ASSERT_EQ(std::isnan(found[f]), missing) << f;
  }
  // The other channel does not notice.
  const auto expected = signal::sosfiltfilt(band(), night.channel(1));
  const auto other = read(filtered, 1, 0, 20'000);
  for (std::size_t f = 0; f < other.size(); ++f) ASSERT_NEAR(other[f], expected[f], 1e-9);
}

TEST(FilteredReader, AChannelWithoutASampleStaysSo) {
  Night night(2'000);
  std::fill_n(night.samples.begin(), 2'000, not_a_number);
  night.open();
  const FilteredReader filtered(*night.reader, night.recording, {});
  for (const double value : read(filtered, 0, 0, 2'000)) EXPECT_TRUE(std::isnan(value));
}

}  // namespace
}  // namespace noctemg::run
