#include <gtest/gtest.h>

#include <array>
#include <random>
#include <thread>

#include "edf_opened.hpp"

namespace noctemg {
namespace {

using test::EdfBuilder;
using test::Opened;
using test::SignalFields;

int pseudo_sample(std::size_t signal, int frame, bool bdf) {
  const unsigned mixed =
      (static_cast<unsigned>(frame) * 2654435761u) ^ (static_cast<unsigned>(signal) * 40503u);
  const int bits = bdf ? 24 : 16;
  return static_cast<int>(mixed >> (32 - bits)) - (1 << (bits - 1));
}

/// Signals of the given samples per record with pseudo-random values, gain 0.1, and records.
EdfBuilder noise(bool bdf, const std::vector<int>& samples_per_record, int records) {
  EdfBuilder builder;
  builder.bdf = bdf;
  builder.signals.clear();
  for (const int count : samples_per_record) {
    SignalFields fields{.label = "EMG" + std::to_string(builder.signals.size()),
                        .samples_per_record = std::to_string(count)};
    if (bdf) {
      fields.physical_min = "-838860", fields.physical_max = "838860";
      fields.digital_min = "-8388600", fields.digital_max = "8388600";
    }
    builder.signals.push_back(fields);
  }
  for (int r = 0; r < records; ++r) {
    std::string bytes;
    for (std::size_t c = 0; c < samples_per_record.size(); ++c) {
      std::vector<int> values;
      for (int i = 0; i < samples_per_record[c]; ++i)
        values.push_back(pseudo_sample(c, r * samples_per_record[c] + i, bdf));
      bytes += builder.samples(values);
    }
    builder.record(bytes);
  }
  return builder;
}

/// The definition, one sample at a time.
double expected(std::size_t signal, std::int64_t frame, bool bdf) {
  const double digital = pseudo_sample(signal, static_cast<int>(frame), bdf);
  if (bdf) return -838860.0 + (digital + 8388600.0) * (1677720.0 / 16777200.0);
  return -3276.8 + (digital + 32768.0) * ((3276.7 + 3276.8) / 65535.0);
}

template <typename Value>
std::vector<Value> read(const Reader& reader, const std::vector<std::size_t>& channels,
                        std::int64_t first, std::int64_t count) {
  std::vector<Value> out(static_cast<std::size_t>(count) * channels.size(), Value(-12345));
  reader.read(0, channels, first, count, out.data());
  return out;
}

TEST(EdfRead, GivesEverySampleOfMixedRates) {
  for (const bool bdf : {false, true}) {
    const std::vector<int> per_record = {7, 1, 128, 7, 3};
    const Opened opened(noise(bdf, per_record, 11));
    for (std::size_t c = 0; c < per_record.size(); ++c) {
      const std::vector<double> values = opened.all(c);
      ASSERT_EQ(values.size(), static_cast<std::size_t>(per_record[c] * 11));
      for (std::size_t i = 0; i < values.size(); ++i)
        ASSERT_EQ(values[i], expected(c, static_cast<std::int64_t>(i), bdf)) << c << ' ' << i;
    }
  }
}

TEST(EdfRead, KeepsTheLastOf24Bits) {
  EdfBuilder builder;
  builder.bdf = true;
  builder.signals[0].physical_min = "-262144";
  builder.signals[0].physical_max = "262144";
  builder.signals[0].digital_min = "-8388608";
  builder.signals[0].digital_max = "8388608";
  builder.record(builder.samples({8388607, -8388608, 1, -1}));
  EXPECT_EQ(Opened(builder).all(0),
            (std::vector<double>{8388607 / 32.0, -262144.0, 1 / 32.0, -1 / 32.0}));
}

struct Shape {
  bool bdf;
  std::vector<int> per_record;
  int records;
  std::vector<std::size_t> channels;
};

// Short records read many at once, records of medium size, records beyond one read, and few
// channels of many (read piece by piece).
const std::vector<Shape> shapes = {
    {false, {5, 5, 5}, 400, {0, 2}},
    {true, {5, 5}, 400, {1, 0}},
    {false, std::vector<int>(11, 2000), 5, {10, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2}},
    {true, std::vector<int>(8, 2000), 4, {0, 1, 2, 3}},
    {false, {300'000, 300'000}, 2, {1, 0}},
    {true, {200'000, 200'000}, 2, {0, 1}},
    {false, std::vector<int>(40, 500), 6, {17}}};

TEST(EdfRead, IsTheSameForAnySplit) {
  std::mt19937 random(7);
  for (const Shape& shape : shapes) {
    const Opened opened(noise(shape.bdf, shape.per_record, shape.records));
    const std::int64_t total = opened.recording.segments[0].frame_count[shape.channels[0]];
    const std::vector<double> whole = read<double>(*opened.reader, shape.channels, 0, total);
    const std::size_t width = shape.channels.size();
    for (std::int64_t probe = 0; probe < total; probe += 1 + total / 97)
      for (std::size_t c = 0; c < width; ++c)
        ASSERT_EQ(whole[static_cast<std::size_t>(probe) * width + c],
                  expected(shape.channels[c], probe, shape.bdf));
    std::vector<double> joined;
    for (std::int64_t first = 0; first < total;) {
      const std::int64_t most = std::min<std::int64_t>(total - first, 1 + total / 5);
      const std::int64_t count = std::uniform_int_distribution<std::int64_t>(1, most)(random);
      const std::vector<double> part = read<double>(*opened.reader, shape.channels, first, count);
      joined.insert(joined.end(), part.begin(), part.end());
      first += count;
    }
    ASSERT_EQ(joined, whole);
  }
}

TEST(EdfRead, FloatIsTheDoubleRoundedOnce) {
  for (const Shape& shape : shapes) {
    const Opened opened(noise(shape.bdf, shape.per_record, shape.records));
    const std::int64_t count = opened.recording.segments[0].frame_count[shape.channels[0]] - 2;
    const std::vector<double> fine = read<double>(*opened.reader, shape.channels, 1, count);
    const std::vector<float> coarse = read<float>(*opened.reader, shape.channels, 1, count);
    for (std::size_t i = 0; i < fine.size(); ++i) ASSERT_EQ(coarse[i], static_cast<float>(fine[i]));
  }
}

TEST(EdfRead, MayHappenInSeveralThreadsAtOnce) {
  const Opened opened(noise(false, std::vector<int>(4, 1000), 40));
  const std::vector<std::size_t> channels = {3, 1};
  const std::vector<float> whole = read<float>(*opened.reader, channels, 0, 40'000);
  std::array<std::vector<float>, 4> parts;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < parts.size(); ++t)
    threads.emplace_back([&, t] {
      parts[t] =
          read<float>(*opened.reader, channels, static_cast<std::int64_t>(t) * 10'000, 10'000);
    });
  for (std::thread& thread : threads) thread.join();
  std::vector<float> joined;
  for (const std::vector<float>& part : parts)
    joined.insert(joined.end(), part.begin(), part.end());
  EXPECT_EQ(joined, whole);
}

TEST(EdfRead, RefusesRequestsOutOfRange) {
  const Opened opened(noise(false, {4, 4, 5}, 3));
  const Reader& reader = *opened.reader;
  EXPECT_THROW((void)read<float>(reader, {3}, 0, 1), ArgumentError);
  EXPECT_THROW((void)read<float>(reader, {0, 2}, 0, 1), ArgumentError);
  EXPECT_THROW((void)read<float>(reader, {0}, -1, 1), ArgumentError);
  EXPECT_THROW((void)read<float>(reader, {0}, 0, 13), ArgumentError);
  EXPECT_THROW((void)read<float>(reader, {0}, 12, 1), ArgumentError);
  EXPECT_THROW((void)read<float>(reader, {0}, 13, 0), ArgumentError);
  double value = 0;
  const std::size_t channel = 0;
  EXPECT_THROW(reader.read(1, {&channel, 1}, 0, 1, &value), ArgumentError);
  EXPECT_THROW(reader.read(0, {&channel, 1}, 0, -1, &value), ArgumentError);
  EXPECT_THROW(reader.read(0, {&channel, 1}, 1, std::numeric_limits<std::int64_t>::max(), &value),
               ArgumentError);
  EXPECT_NO_THROW(reader.read(0, {&channel, 1}, 12, 0, &value));
  EXPECT_NO_THROW(reader.read(0, {}, 0, 5, &value));
}

TEST(EdfRead, SaysWhenTheFileShrinksMeanwhile) {
  const Opened opened(noise(false, {4}, 300));
  std::filesystem::resize_file(opened.file.path(), 600);
  EXPECT_THROW((void)read<float>(*opened.reader, {0}, 0, 1200), InputError);
}

}  // namespace
}  // namespace noctemg
