#include <gtest/gtest.h>

#include "io/h5.hpp"
#include "io/opensignals_sensor.hpp"
#include "noctemg/error.hpp"
#include "recording_files.hpp"

namespace noctemg {
namespace {

using namespace testing_files;
using io::h5::File;
using io::h5::Group;
using io::h5::Number;
using Integers = std::vector<std::int64_t>;

std::string real_file(const std::string& name) {
  return std::string(NOCTEMG_SHARED_DATA) + "/real/" + name;
}

struct Device {
  std::string address = "00:07:80:4C:01:B1";
  std::string type = "biosignalsplux";
  std::int64_t rate_hz = 1'000;
  std::string time = "17:7:28.685";
  Integers resolution{16};
  std::vector<std::string> sensors{"EMG"};
  std::int64_t rows = 2'000;
};

void add_device(Group& root, const Device& device) {
  Group group = root.create_group(device.address);
  group.set_text("device", device.type);
  group.set_integer("sampling rate", device.rate_hz);
  group.set_text("date", "2019-10-15");
  group.set_text("time", device.time);
  if (!device.resolution.empty()) group.set_integers("resolution", device.resolution);
  Group raw = group.create_group("raw");
  for (std::size_t c = 0; c < device.sensors.size(); ++c) {
    const std::string name = "channel_" + std::to_string(c + 1);
    auto dataset = raw.create_dataset(name, Number::u16, 1, 1'024);
    dataset.set_text("label", "CH" + std::to_string(c + 1));
    dataset.set_text("sensor", device.sensors[c]);
    Integers codes;
    for (std::int64_t r = 0; r < device.rows; ++r) {
      codes.push_back((r + static_cast<std::int64_t>(c)) % 64);
    }
    dataset.append(device.rows, Number::i64, codes.data());
  }
  raw.create_dataset("nSeq", Number::u16, 1, 1'024);
}

std::unique_ptr<Reader> reader_of(const TempFolder& folder, const std::vector<Device>& devices,
                                  const ReadOptions& options = {}) {
  // HDF5 refuses to empty a file that is open, so each gets a name of its own.
  const std::string path = folder.file(std::to_string(folder.file_count()) + ".h5");
  File file = File::create(path, path);
  {
    Group root = file.root();
    for (const Device& device : devices) add_device(root, device);
  }
  file.close();
  return open_recording(path, options);
}

TEST(OpenSignals, ScalesAsTheDataSheetSays) {
  const TempFolder folder;
  const auto reader = reader_of(folder, {{.resolution = {12}}});
  const Channel& channel = reader->recording().channels[0];
  EXPECT_EQ(reader->recording().format, "OpenSignals");
  EXPECT_EQ(reader->recording().start, (ClockTime{2019, 10, 15, 17, 7, 28, 685'000'000}));
  EXPECT_EQ(channel.label, "CH1");
  EXPECT_EQ(channel.unit, "mV");
  EXPECT_EQ(channel.rail_low, -1.5);
  EXPECT_EQ(channel.rail_high, 1.5 - 3.0 / 4'096);
  EXPECT_EQ(channel.step, 3.0 / 4'096);
  const auto values = samples(*reader, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    ASSERT_EQ(values[i], (static_cast<double>(i % 64) / 4'096 - 0.5) * 3.0 * 1'000);
  }
}

TEST(OpenSignals, KnowsBitalinoWithOneResolutionPerColumn) {
  const TempFolder folder;
  const auto reader = reader_of(folder, {{.type = "bitalino_rev",
                                          .resolution = {4, 1, 1, 1, 1, 10, 6},
                                          .sensors = {"EMGBITREV", "EMGBITREV"}}});
  const auto& channels = reader->recording().channels;
  EXPECT_DOUBLE_EQ(channels[0].step, 3.3 / 1.009 / 1'024);
  EXPECT_DOUBLE_EQ(channels[1].step, 3.3 / 1.009 / 64);
  EXPECT_DOUBLE_EQ(channels[1].rail_high, 3.3 / 1.009 * (63.0 / 64 - 0.5));
  EXPECT_EQ(samples(*reader, 1)[62], channels[1].rail_high * 1'000);  // code 63
}

TEST(OpenSignals, LeavesUnknownSensorsAsCodesAndWarns) {
  const TempFolder folder;
  const Device device{.sensors = {"EMG", "XYZ", "ECG"}};
  const auto reader = reader_of(folder, {device});
  const Recording& recording = reader->recording();
  EXPECT_EQ(recording.channels[1].label, "XYZ CH2");
  EXPECT_EQ(recording.channels[1].unit, "");
  EXPECT_FALSE(recording.channels[1].calibrated());
  EXPECT_EQ(samples(*reader, 1)[5], 6);
  EXPECT_EQ(recording.channels[2].label, "ECG CH3");
  EXPECT_TRUE(recording.channels[2].calibrated());
  ASSERT_EQ(recording.warnings.size(), 1U);
  EXPECT_NE(recording.warnings[0].message.find("XYZ"), std::string::npos);
  EXPECT_EQ(reader_of(folder, {device}, {"uV"})->recording().channels[1].unit, "uV");
}

TEST(OpenSignals, BringsSeveralDevicesOntoOneClock) {
  const TempFolder folder;
  const auto reader = reader_of(
      folder,
      {{.address = "00:07:80:00:00:01", .rate_hz = 1'000, .rows = 3'000},
       {.address = "00:07:80:00:00:02", .rate_hz = 100, .time = "17:7:29.685", .rows = 150}});
  const Recording& recording = reader->recording();
  EXPECT_EQ(recording.channels[0].label, "0001/CH1");
  EXPECT_EQ(recording.channels[1].label, "0002/CH1");
  EXPECT_EQ(recording.duration, 3 * ticks_per_second);
  EXPECT_EQ(recording.channels[0].frame_count, 3'000);
  EXPECT_EQ(recording.channels[1].frame_count, 300);
  const auto late = samples(*reader, 1);
  for (std::size_t i = 0; i < 300; ++i) {
    const bool present = i >= 100 && i < 250;
    ASSERT_EQ(std::isnan(late[i]), !present) << i;
    if (present) {
      ASSERT_EQ(late[i], (static_cast<double>((i - 100) % 64) / 65'536 - 0.5) * 3'000);
    }
  }
  ASSERT_EQ(recording.warnings.size(), 1U);
  EXPECT_NE(recording.warnings[0].message.find("100"), std::string::npos);
}

TEST(OpenSignals, NamesAttributesThatAreWrong) {
  const TempFolder folder;
  try {
    (void)reader_of(folder, {{.resolution = {}}});
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(error.place().find("resolution"), std::string::npos);
  }
  EXPECT_THROW((void)reader_of(folder, {{.resolution = {33}}}), InputError);
  EXPECT_THROW((void)reader_of(folder, {{.rate_hz = 0}}), InputError);
  EXPECT_THROW((void)reader_of(folder, {{.sensors = {}}}), InputError);
}

TEST(OpenSignals, KnowsNoSensorOfAnUnknownDevice) {
  EXPECT_FALSE(io::transfer_function("toaster", "EMG").has_value());
  EXPECT_FALSE(io::transfer_function("", "EMG").has_value());
  EXPECT_FALSE(io::transfer_function("biosignalsplux", "ACC").has_value());
  EXPECT_EQ(io::transfer_function("channeller", "EMG")->full_scale, 3.0);
}

// Codes of the real files below were read with h5py; each expected value is
// (code / 2^n - 1/2) * 3 V / 1000 in microvolt.

TEST(OpenSignalsRealFile, BurstsOfOneDevice) {
  if (!std::filesystem::exists(real_file("emg_bursts.h5"))) GTEST_SKIP();
  const auto reader = open_recording(real_file("emg_bursts.h5"));
  const Recording& recording = reader->recording();
  ASSERT_EQ(recording.channels.size(), 2U);
  EXPECT_EQ(recording.channels[0].label, "PORT3_CHN1");
  EXPECT_EQ(recording.channels[0].rate, (Rate{1'000, 1}));
  EXPECT_EQ(recording.channels[0].frame_count, 28'519);
  EXPECT_EQ(recording.channels[1].role, Role::marker);
  EXPECT_TRUE(recording.warnings.empty());
  const auto values = samples(*reader, 0);
  EXPECT_EQ(values[0], (32'718 / 65'536.0 - 0.5) * 3'000);
  EXPECT_EQ(values[5], (32'792 / 65'536.0 - 0.5) * 3'000);
  EXPECT_EQ(*std::min_element(values.begin(), values.end()), (12'880 / 65'536.0 - 0.5) * 3'000);
  EXPECT_EQ(*std::max_element(values.begin(), values.end()), (43'226 / 65'536.0 - 0.5) * 3'000);
  double sum = 0;
  for (const double value : values) sum += value / 3'000 * 65'536 + 32'768;
  EXPECT_NEAR(sum, 935'553'184.0, 0.01);
}

TEST(OpenSignalsRealFile, FatigueTouchesBothRailsOfTwelveBits) {
  if (!std::filesystem::exists(real_file("emg_fatigue.h5"))) GTEST_SKIP();
  const auto reader = open_recording(real_file("emg_fatigue.h5"));
  const Channel& channel = reader->recording().channels[0];
  EXPECT_EQ(channel.frame_count, 126'900);
  const auto values = samples(*reader, 0);
  EXPECT_EQ(values[0], (2'068 / 4'096.0 - 0.5) * 3'000);
  EXPECT_EQ(*std::min_element(values.begin(), values.end()), channel.rail_low * 1'000);
  EXPECT_EQ(*std::max_element(values.begin(), values.end()), channel.rail_high * 1'000);
  EXPECT_EQ(channel.rail_low, -1.5);
}

TEST(OpenSignalsRealFile, TwoDevicesOfDifferentRateAndLength) {
  if (!std::filesystem::exists(real_file("emg_1000_hz_16_bits.h5"))) GTEST_SKIP();
  const auto reader = open_recording(real_file("emg_1000_hz_16_bits.h5"));
  const Recording& recording = reader->recording();
  EXPECT_EQ(recording.start, (ClockTime{2019, 10, 15, 17, 7, 28, 685'000'000}));
  EXPECT_EQ(recording.duration, 54 * ticks_per_second);
  ASSERT_EQ(recording.channels.size(), 4U);
  EXPECT_EQ(recording.channels[0].label, "A7F9/PORT6_CHN1");
  EXPECT_EQ(recording.channels[2].label, "A882/PORT5_CHN1");
  EXPECT_EQ(recording.channels[2].rate, (Rate{10, 1}));
  const auto fast = samples(*reader, 0), slow = samples(*reader, 2);
  ASSERT_EQ(fast.size(), 54'000U);
  EXPECT_EQ(fast[0], (32'788 / 65'536.0 - 0.5) * 3'000);
  EXPECT_FALSE(std::isnan(fast[40'499]));
  EXPECT_TRUE(std::isnan(fast[40'500]));
  ASSERT_EQ(slow.size(), 540U);
  EXPECT_EQ(slow[5], (32'775 / 65'536.0 - 0.5) * 3'000);
  double sum = 0;
  for (std::size_t i = 0; i < 40'500; ++i) sum += fast[i] / 3'000 * 65'536 + 32'768;
  EXPECT_NEAR(sum, 1'328'748'626.0, 0.01);
}

TEST(OpenSignalsRealFile, ConvertsWithoutLoss) {
  if (!std::filesystem::exists(real_file("emg_1000_hz_16_bits.h5"))) GTEST_SKIP();
  const TempFolder folder;
  convert_recording(real_file("emg_1000_hz_16_bits.h5"), folder.file("a.h5"),
                    RecordingFormat::hdf5);
  const auto from = open_recording(real_file("emg_1000_hz_16_bits.h5"));
  const auto to = open_recording(folder.file("a.h5"));
  for (std::size_t c = 0; c < 4; ++c) {
    const auto a = samples(*from, c), b = samples(*to, c);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      ASSERT_TRUE(a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))) << c << " " << i;
    }
    EXPECT_EQ(from->recording().channels[c].label, to->recording().channels[c].label);
  }
}

}  // namespace
}  // namespace noctemg
