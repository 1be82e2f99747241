#include <gtest/gtest.h>

#include <set>

#include "noctemg/error.hpp"
#include "run/option_values.hpp"

namespace noctemg {
namespace {

Options with_preset(std::string_view name) {
  Options options;
  OptionSetter setter(options);
  setter.preset(name);
  setter.finish();
  return options;
}

TEST(OptionsPresets, EachIsValidNamedOnceAndCited) {
  std::set<std::string_view> names;
  for (const Preset& preset : presets()) {
    EXPECT_TRUE(names.insert(preset.name).second) << preset.name;
    EXPECT_FALSE(preset.citation.empty()) << preset.name;
    EXPECT_NO_THROW((void)with_preset(preset.name)) << preset.name;
  }
}

TEST(OptionsPresets, Wasm2016IsTheDefaultForLegMovements) {
  // The defaults are WASM 2016: a change of one of them must not pass unseen.
  EXPECT_EQ(test::all_values(with_preset("wasm-2016")), test::all_values({}));
}

TEST(OptionsPresets, AasmDiffersWhereTheStandardsDiffer) {
  const Options aasm = with_preset("aasm-v3");
  EXPECT_EQ(aasm.plm.interval_min_s, 5);
  EXPECT_EQ(aasm.plm.interval_max_s, 90);
  EXPECT_EQ(aasm.plm.bilateral_gap_s, 5);
  EXPECT_TRUE(aasm.plm.onset_pairing);
  EXPECT_FALSE(aasm.plm.short_interval_ends);
  EXPECT_FALSE(aasm.plm.other_movement_ends);
  EXPECT_EQ(aasm.classify.morphology_uv, 0);
  EXPECT_EQ(aasm.activity.movement_on_uv, 8);
  EXPECT_EQ(aasm.activity.movement_off_uv, 2);
}

TEST(OptionsPresets, FerriBeginsAtSevenMicrovolts) {
  const Options ferri = with_preset("ferri-2006");
  EXPECT_EQ(ferri.activity.movement_on_uv, 7);
  EXPECT_EQ(ferri.filter.highpass_hz, 15);
}

TEST(OptionsPresets, UnknownOneListsTheKnown) {
  try {
    (void)with_preset("wasm-2015");
    FAIL() << "must throw";
  } catch (const OptionError& error) {
    ASSERT_EQ(error.violations().size(), 1u);
    EXPECT_NE(error.violations()[0].find("did you mean wasm-2016?"), std::string::npos);
    EXPECT_NE(error.violations()[0].find("aasm-v3"), std::string::npos);
  }
}

}  // namespace
}  // namespace noctemg
