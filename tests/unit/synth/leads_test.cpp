#include "leads.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "embedded_files.hpp"
#include "legs.hpp"
#include "noctemg/error.hpp"

namespace noctemg::synth {
namespace {

std::string montage_violations(const std::string& text) {
  try {
    (void)parse_montage(text, "m.tsv");
  } catch (const OptionError& error) {
    return error.what();
  }
  return "";
}

constexpr const char* header = "channel\tmuscle\tside\trole\trate_hz\tunit\tpolarity\talong_mm\n";

std::string with(const std::string& line) { return header + line + "\n"; }

TEST(Leads, ReadEveryColumn) {
  const auto leads = parse_montage(
      with("EMG LGastroc\tgastrocnemius\tleft\temg\t500\tmV\treversed\t-20"), "m.tsv");
  ASSERT_EQ(leads.size(), 1);
  EXPECT_EQ(leads[0].label, "EMG LGastroc");
  EXPECT_EQ(leads[0].muscle, "gastrocnemius");
  EXPECT_EQ(leads[0].side, Side::left);
  EXPECT_EQ(leads[0].rate_hz, 500);
  EXPECT_EQ(leads[0].unit, "mV");
  EXPECT_EQ(leads[0].along_mm, -20);
  EXPECT_TRUE(leads[0].reversed);
}

TEST(Leads, MissingFieldsAreTheNights) {
  const auto leads = parse_montage("side\tchannel\trole\tmuscle\r\nL\tx\tn/a\tTA\r\n\r\n", "m.tsv");
  ASSERT_EQ(leads.size(), 1);
  EXPECT_EQ(leads[0].rate_hz, 0);
  EXPECT_EQ(leads[0].unit, "uV");
  EXPECT_EQ(leads[0].role, Role::emg);
  EXPECT_EQ(leads[0].muscle, "tibialis_anterior");
}

TEST(Leads, LabelsMayRepeat) {
  EXPECT_EQ(parse_montage(with("a\tTA\tleft\temg\na\tTA\tleft\temg"), "m.tsv").size(), 2);
}

TEST(Leads, MistakesNameLineColumnAndRule) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"channel\tmuscle\tsid\trole\n", "did you mean side?"},
      {"channel\tmuscle\trole\n", "column side: is missing"},
      {"", "column channel: is missing"},
      {header, "must describe at least one channel"},
      {with("\tTA\tleft\temg"), "m.tsv:2: channel: must be the label"},
      {with("a\tdeltoid\tleft\temg"), "m.tsv:2: muscle deltoid: must be one of tibialis_anterior"},
      {with("a\tTA\tn/a\temg"), "m.tsv:2: side n/a: must be left or right"},
      {with("a\tTA\tup\temg"), "m.tsv:2: side up: must be left or right"},
      {with("a\tTA\tleft\tspo2"), "m.tsv:2: role spo2: must be emg, ecg"},
      {with("a\tTA\tleft\temg\t32"), "m.tsv:2: rate_hz 32: must be a number from 64 to 10000"},
      {with("a\tTA\tleft\temg\t128.5"), "m.tsv:2: rate_hz 128.5: must be a whole number"},
      {with("a\tTA\tleft\temg\tfast"), "m.tsv:2: rate_hz fast"},
      {with("a\tTA\tleft\temg\t256\tkV"), "m.tsv:2: unit kV: must be uV, mV or nV"},
      {with("a\tTA\tleft\temg\t256\tuV\tup"), "m.tsv:2: polarity up: must be normal or reversed"},
      {with("a\tTA\tleft\temg\t256\tuV\tn/a\t900"), "m.tsv:2: along_mm 900"},
  };
  for (const auto& [text, rule] : cases) {
    EXPECT_NE(montage_violations(text).find(rule), std::string::npos)
        << rule << " not in: " << montage_violations(text);
  }
}

TEST(Leads, AllMistakesOfATableAreReportedTogether) {
  const std::string text = montage_violations(with("a\tTA\tup\temg\nb\tnosuch\tleft\temg"));
  EXPECT_NE(text.find("m.tsv:2"), std::string::npos);
  EXPECT_NE(text.find("m.tsv:3"), std::string::npos);
}

TEST(Leads, MontagesOfTheLibraryCanBeRead) {
  for (const EmbeddedFile& file : embedded_montages()) {
    EXPECT_FALSE(parse_montage(file.text, std::string(file.name)).empty()) << file.name;
  }
}

TEST(Leads, UsualOnesGoOnBeyondTheLastMuscle) {
  const auto leads = usual_leads(18);
  EXPECT_EQ(leads.front().label, "L TA");
  EXPECT_EQ(std::ranges::count_if(leads, [](const Lead& l) { return l.label == "R TA 2"; }), 1);
  EXPECT_TRUE(std::ranges::is_sorted(leads, {}, &Lead::side));
}

TEST(MakeLegs, SimulatesShinAndCalfAndWhatTheLeadsAskFor) {
  const auto leads = parse_montage(
      "channel\tmuscle\tside\trole\nx\thamstrings\tright\temg\nECG\tn/a\tn/a\tecg\n", "m.tsv");
  const Legs legs = make_legs(leads, {}, 1);
  EXPECT_EQ(legs.muscles(), 6);
  ASSERT_EQ(legs.electrodes.size(), 1);
  const Electrode& e = legs.electrodes.front();
  EXPECT_TRUE(e.lies_over(legs.site(LegMuscle::bf, Side::right)));
  EXPECT_TRUE(e.lies_over(legs.site(LegMuscle::st, Side::right)));
  EXPECT_FALSE(e.lies_over(legs.site(LegMuscle::bf, Side::left)));
}

}  // namespace
}  // namespace noctemg::synth
