#include <gtest/gtest.h>

#include <cmath>

#include "edf_opened.hpp"

namespace noctemg {
namespace {

using test::EdfBuilder;
using test::has_warning;
using test::Opened;
using test::SignalFields;

EdfBuilder one_record(const SignalFields& fields, const std::vector<int>& values = {0, 1, 2, 3}) {
  EdfBuilder builder;
  builder.signals = {fields};
  return builder.record(builder.samples(values));
}

struct UnitCase {
  std::string bytes;
  std::string text;
  double uv;
};

TEST(EdfUnits, KnowsEverySpellingOfVoltages) {
  for (const UnitCase& c :
       {UnitCase{"uV", "uV", 1}, UnitCase{"UV", "uV", 1}, UnitCase{"uv", "uV", 1},
        UnitCase{"\xb5V", "uV", 1}, UnitCase{"\xc2\xb5V", "uV", 1}, UnitCase{"\xce\xbcV", "uV", 1},
        UnitCase{"\x83\xcaV", "uV", 1}, UnitCase{"\xa6\xccV", "uV", 1}, UnitCase{"nV", "nV", 1e-3},
        UnitCase{"mV", "mV", 1e3}, UnitCase{"MV", "mV", 1e3}, UnitCase{"V", "V", 1e6},
        UnitCase{"v", "V", 1e6}, UnitCase{"Volts", "V", 1e6}, UnitCase{" uV", "uV", 1},
        UnitCase{"milliV", "milliV", 0}, UnitCase{".V", ".V", 0}, UnitCase{"", "", 0},
        UnitCase{"mmHg", "mmHg", 0}}) {
    const Opened opened(one_record({.unit = c.bytes}));
    EXPECT_EQ(opened.recording.channels[0].unit, c.text) << c.bytes;
    EXPECT_EQ(opened.recording.channels[0].uv_per_unit, c.uv) << c.bytes;
  }
}

TEST(EdfUnits, MixInOneFile) {
  EdfBuilder builder;
  builder.signals = {{.label = "a", .unit = "nV"},
                     {.label = "b", .unit = "mV"},
                     {.label = "c", .unit = "V"},
                     {.label = "SpO2", .unit = "%"}};
  for (SignalFields& s : builder.signals) s.samples_per_record = "1";
  builder.record(builder.samples({10, 10, 10, 10}));
  const Opened opened(builder);
  EXPECT_DOUBLE_EQ(opened.all(0)[0], 1e-3);
  EXPECT_DOUBLE_EQ(opened.all(1)[0], 1e3);
  EXPECT_DOUBLE_EQ(opened.all(2)[0], 1e6);
  EXPECT_DOUBLE_EQ(opened.all(3)[0], 1.0);
}

TEST(EdfUnits, AreAssumedOnlyOnRequestAndOnlyWhereUnknown) {
  EdfBuilder builder;
  builder.signals = {{.label = "EMG LAT", .unit = ""},
                     {.label = "EMG RAT", .unit = "AU"},
                     {.label = "EMG x", .unit = "mV"},
                     {.label = "SpO2", .unit = "%"},
                     {.label = "Position", .unit = ""}};
  for (SignalFields& s : builder.signals) s.samples_per_record = "1";
  builder.record(builder.samples({1, 1, 1, 1, 1}));
  const auto factors = [](const Opened& opened) {
    std::vector<double> values;
    for (const Channel& c : opened.recording.channels) values.push_back(c.uv_per_unit);
    return values;
  };
  const Opened strict(builder);
  EXPECT_EQ(factors(strict), (std::vector<double>{0, 0, 1000, 0, 0}));
  EXPECT_TRUE(has_warning(strict.recording, "unit", "channel 1 'EMG LAT'"));
  const Opened assuming(builder, {.assume_unit = "uV"});
  EXPECT_EQ(factors(assuming), (std::vector<double>{1, 1, 1000, 0, 0}));
  EXPECT_TRUE(has_warning(assuming.recording, "unit", "taken as uV"));
}

TEST(EdfScale, AllowsANegativeGain) {
  const Opened opened(one_record(
      {.physical_min = "100", .physical_max = "-100", .digital_min = "-100", .digital_max = "100"},
      {-100, 0, 40, 100}));
  EXPECT_EQ(opened.all(0), (std::vector<double>{100, 0, -40, -100}));
  EXPECT_TRUE(opened.recording.warnings.empty()) << test::warning_text(opened.recording);
  EXPECT_EQ(opened.recording.channels[0].rail_low, -100);
  EXPECT_EQ(opened.recording.channels[0].rail_high, 100);
  EXPECT_EQ(opened.recording.channels[0].step, 1);
}

TEST(EdfScale, ReadsAReversedDigitalRangeAsOtherReadersDo) {
  const Opened opened(one_record(
      {.physical_min = "-100", .physical_max = "100", .digital_min = "100", .digital_max = "-100"},
      {-100, 0, 40, 100}));
  EXPECT_EQ(opened.all(0), (std::vector<double>{100, 0, -40, -100}));
  EXPECT_TRUE(has_warning(opened.recording, "digital range", "minimum above maximum"));
}

TEST(EdfScale, DeliversDigitalValuesWhereNoScaleExists) {
  for (const SignalFields& fields : {SignalFields{.physical_min = "5", .physical_max = "5"},
                                     SignalFields{.digital_min = "7", .digital_max = "7"}}) {
    const Opened opened(one_record(fields, {-3, 0, 1, 1000}));
    const Channel& channel = opened.recording.channels[0];
    EXPECT_EQ(opened.all(0), (std::vector<double>{-3, 0, 1, 1000}));
    EXPECT_FALSE(channel.calibrated());
    EXPECT_EQ(channel.unit, "");
    EXPECT_EQ(channel.step, 1);
    EXPECT_TRUE(has_warning(opened.recording, "scale", "are both"));
  }
}

TEST(EdfScale, SaysWhichRangeIsEmpty) {
  EXPECT_TRUE(has_warning(Opened(one_record({.physical_min = "5", .physical_max = "5"})).recording,
                          "scale", "physical minimum and maximum are both 5"));
  EXPECT_TRUE(has_warning(Opened(one_record({.digital_min = "7", .digital_max = "7"})).recording,
                          "scale", "digital minimum and maximum are both 7"));
}

TEST(EdfRails, FollowTheDigitalRangeNotTheDataType) {
  const Opened opened(one_record({.physical_min = "-204.8",
                                  .physical_max = "204.7",
                                  .digital_min = "-2048",
                                  .digital_max = "2047"},
                                 {-2048, 2047, 0, 1}));
  const Channel& channel = opened.recording.channels[0];
  EXPECT_NEAR(channel.rail_low, -204.8, 1e-9);
  EXPECT_NEAR(channel.rail_high, 204.7, 1e-9);
  EXPECT_NEAR(channel.step, 0.1, 1e-12);
  // A clipped sample is its rail, bit by bit.
  EXPECT_EQ(opened.all(0)[0], channel.rail_low);
  EXPECT_EQ(opened.all(0)[1], channel.rail_high);
}

TEST(EdfRails, EndWhereTheSamplesBitsEnd) {
  const Opened opened(one_record(
      {.physical_min = "0", .physical_max = "65535", .digital_min = "0", .digital_max = "65535"}));
  EXPECT_EQ(opened.recording.channels[0].rail_low, 0);
  EXPECT_EQ(opened.recording.channels[0].rail_high, 32767);
  EXPECT_TRUE(has_warning(opened.recording, "digital range", "wider"));
}

TEST(EdfText, IsUtf8WhateverTheFileUses) {
  EXPECT_EQ(Opened(one_record({.label = "C\xe2nula"})).recording.channels[0].label,
            "C\xc3\xa2nula");
  EXPECT_EQ(Opened(one_record({.label = "C\xc3\xa2nula"})).recording.channels[0].label,
            "C\xc3\xa2nula");
  const Opened control(one_record({.label = "EMG\tL\nA\x7f"}));
  EXPECT_EQ(control.recording.channels[0].label, "EMG L A");
  EXPECT_TRUE(
      has_warning(Opened(one_record({.label = "C\xe2nula"})).recording, "label", "Latin-1"));
}

TEST(EdfMontage, IsGuessedFromLabels) {
  EdfBuilder builder;
  builder.bdf = true;
  builder.reserved = "24BIT";
  builder.signals = {{.label = "EMG LAT"}, {.label = "Status", .unit = "Boolean"}};
  builder.record(builder.samples({0, 0, 0, 0, 1, 2, 3, 4}));
  const Opened opened(builder);
  EXPECT_EQ(opened.recording.channels[0].role, Role::emg);
  EXPECT_EQ(opened.recording.channels[0].side, Side::left);
  EXPECT_EQ(opened.recording.channels[0].muscle, "tibialis_anterior");
  EXPECT_EQ(opened.recording.channels[1].role, Role::marker);
}

}  // namespace
}  // namespace noctemg
