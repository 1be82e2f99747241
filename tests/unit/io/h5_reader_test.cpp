#include "io/h5_reader.hpp"

#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "io/h5.hpp"
#include "noctemg/error.hpp"
#include "recording_files.hpp"

namespace noctemg {
namespace {

using namespace testing_files;
using io::h5::File;
using io::h5::Group;
using io::h5::Number;
using Texts = std::vector<std::string>;
using Numbers = std::vector<double>;
using Integers = std::vector<std::int64_t>;

/// What a test leaves out or makes wrong in an otherwise good file.
struct Layout {
  std::string without = "";  // an attribute
  std::int64_t version = 1;
  Number type = Number::i16;
  std::int64_t chunk_rows = 100;
  Texts labels{"A", "B"};
};

constexpr std::int64_t row_count = 1'000;

double digital_of(std::int64_t row, std::int64_t column) {
  return static_cast<double>((row * 7 + column * 131) % 2'000 - 1'000);
}

/// 1000 rows of two channels at 1000 / 3 Hz.
void write_layout(const std::string& path, const Layout& layout = {}) {
  File file = File::create(path, path);
  {
    Group root = file.root();
    root.set_integer("noctemg_recording", layout.version);
    Group group = root.create_group("signals").create_group("0");
    const auto wanted = [&](const char* name) { return layout.without != name; };
    if (wanted("rate_frames")) group.set_integer("rate_frames", 1'000);
    group.set_integer("rate_seconds", 3);
    if (wanted("label")) group.set_texts("label", layout.labels);
    group.set_texts("unit", Texts{"mV", "uV"});
    if (wanted("physical_min")) group.set_numbers("physical_min", Numbers{-1, -500});
    if (wanted("physical_max")) group.set_numbers("physical_max", Numbers{1, 500});
    if (wanted("digital_min")) group.set_numbers("digital_min", Numbers{-1'000, -1'000});
    if (wanted("digital_max")) group.set_numbers("digital_max", Numbers{1'000, 1'000});
    Numbers values;
    for (std::int64_t r = 0; r < row_count; ++r) {
      for (std::int64_t c = 0; c < 2; ++c) values.push_back(digital_of(r, c));
    }
    group.create_dataset("samples", layout.type, 2, layout.chunk_rows)
        .append(row_count, Number::f64, values.data());
  }
  file.close();
}

std::string place_of_failure(const std::string& path) {
  try {
    (void)open_recording(path);
  } catch (const InputError& error) {
    return error.place() + ": " + error.rule();
  }
  return "no failure";
}

TEST(H5Reader, TakesAMinimalFileWithoutOptionalAttributes) {
  const TempFolder folder;
  write_layout(folder.file("a"));
  const auto reader = open_recording(folder.file("a"));
  const Recording& recording = reader->recording();
  EXPECT_EQ(recording.format, "HDF5");
  EXPECT_EQ(recording.id, "a");
  EXPECT_FALSE(recording.start.known());
  ASSERT_EQ(recording.channels.size(), 2U);
  EXPECT_EQ(recording.channels[0].rate, (Rate{1'000, 3}));
  EXPECT_EQ(recording.channels[0].uv_per_unit, 1'000);
  EXPECT_EQ(recording.channels[0].step, 0.001);
  EXPECT_EQ(recording.duration, 3 * ticks_per_second);
  const auto first = samples(*reader, 0), second = samples(*reader, 1);
  for (std::int64_t r = 0; r < row_count; ++r) {
    const auto i = static_cast<std::size_t>(r);
    EXPECT_EQ(first[i], (-1 + (digital_of(r, 0) + 1'000) * (2.0 / 2'000)) * 1'000);
    EXPECT_EQ(second[i], -500 + (digital_of(r, 1) + 1'000) * (1'000.0 / 2'000));
  }
}

TEST(H5Reader, GivesTheSameSamplesForEveryTypeOfNumberAndChunk) {
  const TempFolder folder;
  write_layout(folder.file("a"));
  const auto expected = samples(*open_recording(folder.file("a")), 1);
  for (const Number type : {Number::i16, Number::i32, Number::i64, Number::f32, Number::f64}) {
    for (const std::int64_t chunk : {1, 77, 1'000, 5'000}) {
      write_layout(folder.file("b"), {.type = type, .chunk_rows = chunk});
      EXPECT_EQ(samples(*open_recording(folder.file("b")), 1), expected);
    }
  }
}

TEST(H5Reader, GivesTheSameSamplesHoweverReadsAreSplit) {
  const TempFolder folder;
  write_layout(folder.file("a"), {.chunk_rows = 64});
  const auto reader = open_recording(folder.file("a"));
  const std::vector<std::size_t> both{0, 1}, turned{1, 0};
  std::vector<float> whole(2 * row_count);
  reader->read(0, both, 0, row_count, whole.data());
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    std::vector<float> pieces(2 * row_count);
    for (std::int64_t at = 0; at < row_count;) {
      const auto count = std::min<std::int64_t>(random() % 150, row_count - at);
      reader->read(0, both, at, count, pieces.data() + 2 * at);
      at += count;
    }
    ASSERT_EQ(pieces, whole);
  }
  std::vector<float> swapped(2 * row_count);
  reader->read(0, turned, 0, row_count, swapped.data());
  for (std::size_t i = 0; i < row_count; ++i) {
    ASSERT_EQ(swapped[2 * i], whole[2 * i + 1]);
    ASSERT_EQ(swapped[2 * i + 1], whole[2 * i]);
  }
}

TEST(H5Reader, MayBeReadFromSeveralThreads) {
  const TempFolder folder;
  write_layout(folder.file("a"), {.chunk_rows = 10});
  const auto reader = open_recording(folder.file("a"));
  const auto expected = samples(*reader, 1);
  std::vector<int> wrong(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      std::mt19937 random(static_cast<unsigned>(t));
      for (int i = 0; i < 300; ++i) {
        const auto first = static_cast<std::int64_t>(random() % 900);
        const std::size_t channel = 1;
        std::vector<double> some(100);
        reader->read(0, std::span(&channel, 1), first, 100, some.data());
        if (!std::equal(some.begin(), some.end(), expected.begin() + first)) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(H5Reader, RefusesRequestsOutOfRange) {
  const TempFolder folder;
  write_three_channels(folder.file("a"), RecordingFormat::hdf5, 2);
  const auto reader = open_recording(folder.file("a"));
  std::vector<double> out(1'000);
  const std::vector<std::size_t> one{0}, mixed{0, 2}, absent{3};
  EXPECT_THROW(reader->read(0, one, 0, 401, out.data()), ArgumentError);
  EXPECT_THROW(reader->read(0, one, -1, 1, out.data()), ArgumentError);
  EXPECT_THROW(reader->read(1, one, 0, 1, out.data()), ArgumentError);
  EXPECT_THROW(reader->read(0, mixed, 0, 1, out.data()), ArgumentError);
  EXPECT_THROW(reader->read(0, absent, 0, 1, out.data()), ArgumentError);
  EXPECT_NO_THROW(reader->read(0, one, 400, 0, out.data()));
}

TEST(H5Reader, NamesRequiredAttributesThatAreAbsent) {
  const TempFolder folder;
  for (const char* name : {"rate_frames", "label", "physical_max", "digital_min"}) {
    write_layout(folder.file("a"), {.without = name});
    EXPECT_NE(place_of_failure(folder.file("a")).find(name), std::string::npos) << name;
    EXPECT_NE(place_of_failure(folder.file("a")).find("/signals/0"), std::string::npos);
  }
}

TEST(H5Reader, RefusesWrongVersionsAndCounts) {
  const TempFolder folder;
  write_layout(folder.file("a"), {.version = 2});
  EXPECT_NE(place_of_failure(folder.file("a")).find("must be 1"), std::string::npos);
  write_layout(folder.file("a"), {.labels = {"A", "B", "C"}});
  EXPECT_NE(place_of_failure(folder.file("a")).find("one per column"), std::string::npos);
}

TEST(H5Reader, TakesFloatingPointSamplesWithoutAScale) {
  const TempFolder folder;
  File file = File::create(folder.file("a"), "a");
  {
    Group root = file.root();
    root.set_integer("noctemg_recording", 1);
    Group group = root.create_group("signals").create_group("emg");
    group.set_integer("rate_frames", 4);
    group.set_text("label", "EMG");
    const std::vector<float> values{1.5F, std::numeric_limits<float>::quiet_NaN(), -2.25F};
    group.create_dataset("samples", Number::f32, 0, 2).append(3, Number::f32, values.data());
  }
  file.close();
  const auto reader = open_recording(folder.file("a"));
  EXPECT_EQ(reader->recording().channels[0].unit, "");
  EXPECT_FALSE(reader->recording().channels[0].calibrated());
  EXPECT_TRUE(std::isnan(reader->recording().channels[0].step));
  const auto values = samples<float>(*reader, 0);
  EXPECT_EQ(values[0], 1.5F);
  EXPECT_TRUE(std::isnan(values[1]));
  EXPECT_EQ(values[2], -2.25F);
  const auto assumed = open_recording(folder.file("a"), ReadOptions{"mV"});
  EXPECT_EQ(samples<float>(*assumed, 0)[0], 1'500.0F);
}

TEST(H5Reader, RefusesOtherHdf5Files) {
  const TempFolder folder;
  File file = File::create(folder.file("a"), "a");
  file.root().create_group("acquisition").set_text("nwb_version", "2.6");
  file.close();
  EXPECT_NE(place_of_failure(folder.file("a")).find("OpenSignals"), std::string::npos);
}

TEST(H5Reader, RefusesCutFilesWithoutPrinting) {
  const TempFolder folder;
  write_layout(folder.file("a"));
  const std::string bytes = bytes_of(folder.file("a"));
  ::testing::internal::CaptureStderr();
  std::size_t refused = 0;
  for (std::size_t size = 8; size < bytes.size(); size += 97) {
    std::ofstream(folder.file("b"), std::ios::binary) << bytes.substr(0, size);
    try {
      (void)samples(*open_recording(folder.file("b")), 0);
    } catch (const InputError&) {
      ++refused;
    }
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(refused, (bytes.size() - 8 + 96) / 97);
}

TEST(H5Reader, ReportsADamagedChunkWithItsPlace) {
  const TempFolder folder;
  write_three_channels(folder.file("a"), RecordingFormat::hdf5, 30);
  std::string bytes = bytes_of(folder.file("a"));
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 64; ++i) bytes[i] = '\x55';
  std::ofstream(folder.file("a"), std::ios::binary) << bytes;
  const auto reader = open_recording(folder.file("a"));
  try {
    for (std::size_t c = 0; c < 3; ++c) (void)samples(*reader, c);
    FAIL() << "read a damaged file";
  } catch (const InputError& error) {
    EXPECT_NE(error.place().find("/signals/0"), std::string::npos) << error.what();
  }
}

TEST(H5Reader, ReadsSegmentsAndMissingCodes) {
  const TempFolder folder;
  File file = File::create(folder.file("a"), "a");
  {
    Group root = file.root();
    root.set_integer("noctemg_recording", 1);
    Group group = root.create_group("signals").create_group("0");
    group.set_integer("rate_frames", 2);
    group.set_texts("label", Texts{"A"});
    group.set_integer("missing", -9);
    for (const char* name : {"physical_min", "digital_min"}) group.set_numbers(name, Numbers{0});
    for (const char* name : {"physical_max", "digital_max"}) group.set_numbers(name, Numbers{10});
    const Integers values{1, 2, -9, 4, 5, 6};
    group.create_dataset("samples", Number::i32, 1, 4).append(6, Number::i64, values.data());
    Group segments = root.create_group("segments");
    segments.write_column("start_ns", Integers{0, 5 * ticks_per_second});
    segments.write_column("duration_ns", Integers{ticks_per_second, 2 * ticks_per_second});
    segments.create_dataset("first_frame", Number::i64, 1, 4)
        .append(2, Number::i64, Integers{0, 2}.data());
    segments.create_dataset("frame_count", Number::i64, 1, 4)
        .append(2, Number::i64, Integers{2, 4}.data());
  }
  file.close();
  const auto reader = open_recording(folder.file("a"));
  EXPECT_EQ(reader->recording().duration, 3 * ticks_per_second);
  EXPECT_EQ(reader->recording().span(), 7 * ticks_per_second);
  EXPECT_EQ(samples(*reader, 0, 0), (Numbers{1, 2}));
  const auto values = samples(*reader, 0, 1);
  EXPECT_TRUE(std::isnan(values[0]));
  EXPECT_EQ((Numbers{values[1], values[2], values[3]}), (Numbers{4, 5, 6}));
}

TEST(H5Reader, RefusesSegmentsBeyondTheSamples) {
  const TempFolder folder;
  write_layout(folder.file("good"));
  for (const Integers& frames : {Integers{0, 1'001}, Integers{-1, 5}, Integers{999, 2}}) {
    File file = File::create(folder.file("a"), "a");
    {
      Group root = file.root();
      root.set_integer("noctemg_recording", 1);
      Group group = root.create_group("signals").create_group("0");
      group.set_integer("rate_frames", 2);
      group.set_texts("label", Texts{"A"});
      const Numbers values(1'000, 0.5);
      group.create_dataset("samples", Number::f64, 1, 400)
          .append(1'000, Number::f64, values.data());
      Group segments = root.create_group("segments");
      segments.write_column("start_ns", Integers{0});
      segments.write_column("duration_ns", Integers{1});
      segments.create_dataset("first_frame", Number::i64, 1, 4).append(1, Number::i64, &frames[0]);
      segments.create_dataset("frame_count", Number::i64, 1, 4).append(1, Number::i64, &frames[1]);
    }
    file.close();
    EXPECT_NE(place_of_failure(folder.file("a")).find("segment 0"), std::string::npos);
  }
}

}  // namespace
}  // namespace noctemg
