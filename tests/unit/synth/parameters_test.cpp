#include "noctemg/synth/parameters.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "noctemg/error.hpp"
#include "noctemg/synth.hpp"
#include "script.hpp"

namespace noctemg::synth {
namespace {

TEST(Parameters, EveryNumberSaysWhatItIsAndLiesInItsRange) {
  for (const ParameterDescription& p : describe_parameters()) {
    EXPECT_FALSE(p.unit.empty()) << p.name;
    EXPECT_FALSE(p.meaning.empty()) << p.name;
    EXPECT_FALSE(p.source.empty()) << p.name;
    EXPECT_NE(p.source, "same") << p.name;
    EXPECT_TRUE(std::isfinite(p.range.low) && std::isfinite(p.range.high)) << p.name;
    EXPECT_GE(p.range.low, 0) << p.name;
    EXPECT_GE(p.value, p.range.low) << p.name;
    EXPECT_LE(p.value, p.range.high) << p.name;
  }
}

TEST(Parameters, DefaultsBreakNoRule) { EXPECT_TRUE(parameter_violations({}).empty()); }

TEST(Parameters, AreSetByName) {
  Parameters p;
  EXPECT_EQ(set_parameter(p, "cramp.most", 3), "");
  EXPECT_EQ(p.cramp.most, 3);
  EXPECT_EQ(assign_parameter(p, " twitch.per_hour = 2.5 "), "");
  EXPECT_EQ(p.twitch.per_hour, 2.5);
}

TEST(Parameters, RefuseWhatIsOutOfRangeOrNoNumber) {
  Parameters p;
  for (const char* wrong : {"cramp.gm_share=1.5", "cramp.gm_share=-0.1", "cramp.gm_share=nan",
                            "cramp.gm_share=inf", "cramp.gm_share=half", "cramp.gm_share="}) {
    const std::string rule = assign_parameter(p, wrong);
    EXPECT_NE(rule.find("must be a number from 0 to 1"), std::string::npos) << rule;
    EXPECT_TRUE(rule.starts_with(wrong)) << rule;
  }
  EXPECT_EQ(p.cramp.gm_share, Parameters().cramp.gm_share);
  EXPECT_NE(assign_parameter(p, "cramp.gm_share").find("group.name=value"), std::string::npos);
}

TEST(Parameters, UnknownNamesPointToTheNearest) {
  Parameters p;
  EXPECT_NE(set_parameter(p, "cramp.fewset", 1).find("did you mean cramp.fewest?"),
            std::string::npos);
  EXPECT_NE(set_parameter(p, "series_per_hour", 1).find("did you mean movement.series_per_hour?"),
            std::string::npos);
  EXPECT_NE(set_parameter(p, "xyz", 1).find("--parameters"), std::string::npos);
}

TEST(Parameters, LowMayNotBeAboveHigh) {
  Parameters p;
  p.artifact.hum_low_uv = 90;  // above hum_high_uv
  p.cramp.fewest = 2;          // above most
  const std::vector<std::string> violations = parameter_violations(p);
  ASSERT_EQ(violations.size(), 2);
  EXPECT_NE(violations[0].find("artifact.hum_low_uv=90: must not be above artifact.hum_high_uv=80"),
            std::string::npos);
  EXPECT_NE(violations[1].find("cramp.fewest"), std::string::npos);
}

TEST(Parameters, PlansReportEverythingThatIsWrongAtOnce) {
  const NightPlan plan{.settings = {"cramp.fewest=9", "nosuch=1", "artifact.mains_hz=0"}};
  try {
    (void)plan_night(plan);
    FAIL();
  } catch (const OptionError& error) {
    EXPECT_EQ(error.violations().size(), 3);
  }
}

TEST(Parameters, TextNamesEveryNumber) {
  const std::string text = parameters_toml({}, true);
  const auto lines = std::count(text.begin(), text.end(), '=');
  EXPECT_GE(lines, std::ssize(describe_parameters()));
  EXPECT_NE(text.find("[cramp]\n"), std::string::npos);
}

/// At either end of its range a number may make a strange night, but a night.
TEST(Parameters, EndsOfEveryRangeCanBePlanned) {
  for (const ParameterDescription& p : describe_parameters()) {
    for (const double end : {p.range.low, p.range.high}) {
      Parameters changed;
      ASSERT_EQ(set_parameter(changed, p.name, end), "") << p.name;
      if (!parameter_violations(changed).empty()) continue;
      NightPlan plan{.hours = 0.3, .channels = 16, .seed = 3};
      plan.scenario = p.name.starts_with("cramp.") ? "healthy" : "demo";
      plan.settings = {p.name + "=" + std::to_string(end)};
      const Script script = write_script(plan);
      const Ticks length = static_cast<Ticks>(script.duration_s) * ticks_per_second;
      for (const Episode& e : script.episodes) {
        ASSERT_GE(e.onset, 0) << p.name << '=' << end;
        ASSERT_GT(e.duration, 0) << p.name << '=' << end << ' ' << e.reasons.front();
        ASSERT_LE(e.onset + e.duration, length) << p.name << '=' << end << ' ' << e.reasons.front();
      }
      for (const Burst& b : script.bursts) {
        ASSERT_TRUE(std::isfinite(b.level_uv) && std::isfinite(b.modulation_hz))
            << p.name << '=' << end;
        ASSERT_TRUE(b.duration_s > 0 && b.rise_s >= 0 && b.fall_s >= 0) << p.name << '=' << end;
      }
    }
  }
}

}  // namespace
}  // namespace noctemg::synth
