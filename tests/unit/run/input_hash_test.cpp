// What an analysis says of the file that it read.

#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <string>
#include <vector>

#include "io/edf_opened.hpp"
#include "io/file_hash.hpp"
#include "noctemg/analyzer.hpp"
#include "noctemg/error.hpp"
#include "noctemg/writers.hpp"
#include "run/small_recordings.hpp"

namespace noctemg {
namespace {

using test::EdfBuilder;
using test::Folder;
using test::Opened;
using test::SignalFields;

/// Noise of some microvolts; each signal has so many samples per record of a second. With pauses,
/// three minutes are missing after each.
EdfBuilder noise(const std::vector<SignalFields>& signals, int records, bool with_pauses = false) {
  EdfBuilder builder;
  builder.signals = signals;
  if (with_pauses) builder.annotated(40, "EDF+D");
  unsigned state = 1;
  for (int r = 0; r < records; ++r) {
    std::string bytes;
    for (const SignalFields& signal : signals) {
      std::vector<int> values(std::stoul(signal.samples_per_record));
      for (int& value : values) {
        state = state * 1664525u + 1013904223u;
        value = static_cast<int>(state >> 26) - 32;
      }
      bytes += builder.samples(values);
    }
    const int onset_s = with_pauses ? r + 180 * (r / 180) : r;
    if (with_pauses) bytes += EdfBuilder::texts("+" + std::to_string(onset_s) + "||;", 40);
    builder.record(bytes);
  }
  return builder;
}

std::vector<SignalFields> channels(const std::string& label, int count, int rate_hz) {
  std::vector<SignalFields> result;
  for (int c = 0; c < count; ++c)
    result.push_back({.label = label, .samples_per_record = std::to_string(rate_hz)});
  return result;
}

std::vector<SignalFields> operator+(std::vector<SignalFields> a, std::vector<SignalFields> b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

void expect_hash_of(const Reader& reader, const Options& options = {}) {
  std::int64_t bytes = 0;
  const std::string hash = io::xxh3_of_file(reader.recording().file, bytes);
  for (const int threads : {1, 2, 4}) {
    const Night night = analyze(reader, options, {}, {}, {.progress = {}, .threads = threads});
    EXPECT_EQ(night.provenance.input_xxh3, hash) << threads;
    EXPECT_EQ(night.provenance.input_bytes, bytes) << threads;
  }
}

/// Whether reading these channels is worth watching.
bool shows(const Reader& reader, const std::vector<std::size_t>& some) {
  return reader.showing_bytes(some, [](std::int64_t, std::span<const std::byte>) {}) != nullptr;
}

TEST(InputHash, IsThatOfTheWholeFileForAnyBlock) {
  const Opened night(noise(channels("EMG LAT", 1, 250) + channels("EMG RAT", 1, 250), 400));
  ASSERT_TRUE(shows(*night.reader, {0, 1}));
  for (const double block_s : {1.0, 64.0, 3600.0}) {
    Options options;
    options.run.block_s = block_s;
    expect_hash_of(*night.reader, options);
  }
}

TEST(InputHash, IsThatOfTheWholeFileWhenFewOfItIsRead) {
  const Opened night(noise(channels("EMG LAT", 1, 250) + channels("C3-A2", 30, 250), 100));
  ASSERT_FALSE(shows(*night.reader, {0}));
  expect_hash_of(*night.reader);
}

TEST(InputHash, IsThatOfTheWholeFileWithManyChannelsAndRates) {
  const Opened night(noise(
      channels("EMG LAT", 20, 250) + channels("EMG RAT", 3, 200) + channels("ECG", 1, 250), 100));
  ASSERT_TRUE(shows(*night.reader, {0, 1, 2, 3, 4, 5, 6, 7}));
  expect_hash_of(*night.reader);
}

TEST(InputHash, IsThatOfTheWholeFileWithAnEcgThatIsReadFirst) {
  const Opened night(noise(channels("EMG LAT", 2, 250) + channels("ECG", 1, 250), 400));
  ASSERT_TRUE(shows(*night.reader, {2}));
  expect_hash_of(*night.reader);
}

TEST(InputHash, IsThatOfTheWholeFileWithPauses) {
  const Opened night(noise(channels("EMG LAT", 2, 250), 600, true));
  ASSERT_EQ(night.recording.segments.size(), 4u);
  ASSERT_TRUE(shows(*night.reader, {0, 1}));
  expect_hash_of(*night.reader);
}

TEST(InputHash, BelongsToTheAnalysisAndNotToTheReader) {
  const Opened night(noise(channels("EMG LAT", 2, 250), 300));
  std::int64_t bytes = 0;
  const std::string hash = io::xxh3_of_file(night.file.path(), bytes);
  std::vector<std::future<Night>> nights;
  for (int i = 0; i < 6; ++i) {
    nights.push_back(std::async(std::launch::async, [&, i] {
      return analyze(*night.reader, {}, {}, {}, {.progress = {}, .threads = 1 + i % 2});
    }));
  }
  for (std::future<Night>& one : nights) EXPECT_EQ(one.get().provenance.input_xxh3, hash);
  // Goes on as before.
  EXPECT_EQ(night.all(0).size(), 75'000u);
}

TEST(InputHash, IsThatOfWhatThePathLeadsTo) {
  const Folder folder;
  const std::string path = folder / "night.edf";
  test::write_recording(path, 1);
  const auto reader = open_recording(path);
  ASSERT_TRUE(shows(*reader, {0, 1}));
  const std::string other = folder / "other.edf";
  test::write_recording(other, 2);
  test::fs::rename(other, path);
  EXPECT_FALSE(shows(*reader, {0, 1}));
  expect_hash_of(*reader);
  test::fs::remove(path);
  for (const int threads : {1, 4})
    EXPECT_THROW((void)analyze(*reader, {}, {}, {}, {.progress = {}, .threads = threads}),
                 FileNotFoundError);
}

TEST(InputHash, HoldsNoStopUp) {
  const Opened night(noise(channels("EMG LAT", 2, 250), 400));
  for (const int threads : {1, 2, 4}) {
    int told = 0;
    const auto stop = [&](double) { return ++told < 1; };
    EXPECT_THROW((void)analyze(*night.reader, {}, {}, {}, {.progress = stop, .threads = threads}),
                 Interrupted);
    EXPECT_EQ(told, 1);
  }
}

TEST(InputHash, ShowsWhatIsRead) {
  const Opened night(noise(channels("EMG LAT", 2, 250), 5));
  std::string shown;
  const std::vector<std::size_t> both = {0, 1};
  const auto showing =
      night.reader->showing_bytes(both, [&](std::int64_t offset, std::span<const std::byte> bytes) {
        EXPECT_EQ(offset, 768 + 1000);
        shown.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      });
  ASSERT_NE(showing, nullptr);
  std::vector<float> out(2 * 300), plain(2 * 300);
  showing->read(0, both, 250, 300, out.data());
  night.reader->read(0, both, 250, 300, plain.data());
  EXPECT_EQ(out, plain);
  EXPECT_EQ(shown, test::read_text(night.file.path()).substr(768 + 1000, 2000));
}

// Each record is read once, and shown when all before it have been.
TEST(InputHash, HoldsWhatIsReadSeveralTimes) {
  const Opened night(noise(channels("EMG LAT", 8, 2000), 40));
  const std::vector<std::size_t> all = {0, 1, 2, 3, 4, 5, 6, 7};
  const auto at_record = [](std::int64_t record) { return 2304 + record * 32'000; };
  std::int64_t next = at_record(3);
  const auto showing =
      night.reader->showing_bytes(all, [&](std::int64_t offset, std::span<const std::byte> bytes) {
        EXPECT_EQ(offset, next);
        next = offset + static_cast<std::int64_t>(bytes.size());
      });
  std::vector<std::byte> memory(7);
  const auto held = showing->holding(0, all, 3 * 2000 + 500, 20 * 2000, memory);
  ASSERT_NE(held, nullptr);
  struct Step {
    std::int64_t first;
    std::int64_t shown;  ///< records afterwards
  };
  for (const auto& [first, shown] : {Step{30'000, 3},
                                     {6000, 5},
                                     {8500, 6},
                                     {47'000, 6},  // a part lies behind what is held
                                     {12'000, 8},
                                     {0, 8},
                                     {16'000, 10},
                                     {20'000, 12},
                                     {24'000, 14},
                                     {27'000, 17},
                                     {33'000, 18},
                                     {70'000, 18}}) {
    std::vector<float> out(8 * 3000), plain(8 * 3000);
    held->read(0, all, first, 3000, out.data());
    night.reader->read(0, all, first, 3000, plain.data());
    EXPECT_EQ(out, plain) << first;
    EXPECT_EQ(next, at_record(shown)) << first;
    std::vector<double> exact(8 * 3000), plain_exact(8 * 3000);
    held->read(0, all, first, 3000, exact.data());
    night.reader->read(0, all, first, 3000, plain_exact.data());
    EXPECT_EQ(exact, plain_exact) << first;
    EXPECT_EQ(next, at_record(shown)) << first;
  }
  EXPECT_EQ(night.reader->holding(0, all, 0, 1, memory), nullptr) << "nobody watches";
  EXPECT_THROW((void)showing->holding(0, all, 0, 80'001, memory), ArgumentError);
}

TEST(InputHash, HoldsNoMoreThanIsWorthIt) {
  const Opened night(noise(channels("EMG LAT", 8, 4000), 280));
  const std::vector<std::size_t> all = {0, 1, 2, 3, 4, 5, 6, 7};
  const auto showing =
      night.reader->showing_bytes(all, [](std::int64_t, std::span<const std::byte>) {});
  std::vector<std::byte> memory;
  EXPECT_EQ(showing->holding(0, all, 0, 280 * 4000, memory), nullptr);
  EXPECT_TRUE(memory.empty());
  EXPECT_NE(showing->holding(0, all, 0, 200 * 4000, memory), nullptr);
  EXPECT_GE(memory.size(), 200U * 64'000U);
}

}  // namespace
}  // namespace noctemg
