// Every text that a night becomes, compared with what it must be, character by character.

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "io/number_text.hpp"
#include "io/small_night.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

using testing_night::night;
using Json = nlohmann::json;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out = {""};
  for (const char c : text) {
    if (c == '\n') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

TEST(NumberText, RoundsTimesInIntegers) {
  EXPECT_EQ(io::milliseconds_text(0), "0.000");
  EXPECT_EQ(io::milliseconds_text(499'999), "0.000");
  EXPECT_EQ(io::milliseconds_text(500'000), "0.001");
  EXPECT_EQ(io::milliseconds_text(-500'000), "0.000");
  EXPECT_EQ(io::milliseconds_text(-500'001), "-0.001");
  EXPECT_EQ(io::milliseconds_text(-1'500'000'000), "-1.500");
  EXPECT_EQ(io::milliseconds_text(604'800'000'000'000), "604800.000");
}

TEST(NumberText, WritesExactSecondsShortest) {
  EXPECT_EQ(io::exact_seconds_text(8'192'202'312'000), "8192.202312");
  EXPECT_EQ(io::exact_seconds_text(3'000'000'000), "3");
  EXPECT_EQ(io::exact_seconds_text(-250'000'000), "-0.25");
  EXPECT_EQ(io::exact_seconds_text(100'000'000'001), "100.000000001");
}

TEST(NumberText, SaysMissingAndNeverMinusZero) {
  EXPECT_EQ(io::fixed_text(not_a_number, 2), "n/a");
  EXPECT_EQ(io::fixed_text(std::numeric_limits<double>::infinity(), 2), "n/a");
  EXPECT_EQ(io::fixed_text(-0.001, 2), "0.00");
  EXPECT_EQ(io::fixed_text(-0.006, 2), "-0.01");
  EXPECT_EQ(io::cell_text("\t\n"), "n/a");
  EXPECT_EQ(io::label_text("a|b\r\nc"), "a/b  c");
  EXPECT_EQ(io::cell_text("\"L\" leg"), "'L' leg");
}

TEST(NumberText, CarriesClockTimesOverMidnight) {
  EXPECT_EQ(io::clock_text({2026, 2, 28, 23, 59, 59, 999'000'000}, 499'999),
            "2026-02-28T23:59:59.999");
  EXPECT_EQ(io::clock_text({2026, 2, 28, 23, 59, 59, 999'000'000}, 1'000'000),
            "2026-03-01T00:00:00.000");
  EXPECT_EQ(io::clock_text({}, 0), "n/a");
}

TEST(EventsTsv, IsThisTable) {
  const auto table = lines(events_tsv(night()));
  ASSERT_EQ(table.size(), 4u);
  EXPECT_EQ(table[0],
            "onset\tduration\ttrial_type\tchannel\tside\tmuscle\tcertainty\tprobability\tpeak_uV\t"
            "rms_uV\tbaseline_uV\tmedian_hz\trise_s\tfall_s\tduty\tcoactivation\tplm\tstage\t"
            "clock_time\treason");
  EXPECT_EQ(table[1],
            "83.010\t41.250\tcramp\tEMG L GM|A/B C\tleft\tgastrocnemius_medialis\tprobable\tn/a\t"
            "62.35\t30.00\t2.10\t88.9\t3.50\t1.25\t0.988\t0.000\tn/a\tN2\t2026-03-01T22:59:26.405\t"
            "duration 41.3 s >= 10 s; duty 0.99 >= 0.9");
  EXPECT_EQ(table[2],
            "3700.020\t2.000\tleg_movement\tA/B C\tboth\tn/a\tn/a\tn/a\tn/a\tn/a\tn/a\tn/a\tn/a\t"
            "n/a\tn/a\tn/a\tisolated\tn/a\t2026-03-01T23:59:43.415\tn/a");
  EXPECT_EQ(table[3], "");
}

TEST(EventsTsv, WithoutEpisodesHasItsHeaderOnly) {
  EXPECT_EQ(lines(events_tsv(Night{})).size(), 2u);
}

TEST(EventsJson, DescribesEveryColumnInOrder) {
  const auto sidecar = nlohmann::ordered_json::parse(events_json());
  const auto header = lines(events_tsv(Night{}))[0] + "\t";
  std::string names;
  for (const auto& [name, description] : sidecar.items()) {
    names += name + "\t";
    EXPECT_TRUE(description.contains("LongName")) << name;
    EXPECT_TRUE(description.contains("Description")) << name;
  }
  EXPECT_EQ(names, header);
  EXPECT_EQ(sidecar["channel"]["Delimiter"], "|");
  EXPECT_EQ(sidecar["trial_type"]["Levels"].size(), label_count);
  for (std::size_t i = 0; i < label_count; ++i) {
    EXPECT_TRUE(
        sidecar["trial_type"]["Levels"].contains(std::string(to_text(static_cast<Label>(i)))));
  }
}

TEST(NightJson, HasTheAgreedKeys) {
  const auto json = Json::parse(night_json(night()));
  EXPECT_EQ(json["recording"]["id"], "night 1");
  EXPECT_EQ(json["recording"]["start"], "2026-03-01T22:58:03.394531");
  EXPECT_EQ(json["recording"]["duration_s"], 7200.0);
  EXPECT_EQ(json["recording"]["channels"][0]["muscle"], "gastrocnemius_medialis");
  EXPECT_TRUE(json["recording"]["channels"][1]["side"].is_null());
  const auto& coverage = json["coverage"][0];
  EXPECT_EQ(coverage["channel"], "EMG L GM");
  EXPECT_EQ(coverage["analysable_s"], 7100.5);
  for (const char* key :
       {"recorded_s", "gap_s", "leadoff_s", "flat_s", "clipped_s", "mains_s", "mains_uv"}) {
    EXPECT_TRUE(coverage.contains(key)) << key;
  }
  EXPECT_EQ(json["cramps"]["probable"], 1);
  EXPECT_EQ(json["cramps"]["by_site"][0]["total_s"], 41.25);
  for (const char* key : {"possible", "total_s", "longest_s", "per_hour"}) {
    EXPECT_TRUE(json["cramps"].contains(key)) << key;
  }
  EXPECT_EQ(json["counts"]["leg_movement"], 1);
  EXPECT_EQ(json["per_hour"]["cramp"], 0.5);
  EXPECT_TRUE(json["movements"]["plms_per_hour"].is_null());
  EXPECT_EQ(json["sleep"]["known"], false);
  EXPECT_TRUE(json["sleep"]["sleep_s"].is_null());
  EXPECT_EQ(json["warnings"][0]["place"], "record 7");
  EXPECT_EQ(json["provenance"]["input"]["xxh3"], "ffeeddcc00112233");
  EXPECT_EQ(json["provenance"]["options_hash"], "00112233aabbccdd");
  EXPECT_EQ(json["provenance"]["montage"][1]["source"], "unknown");
}

TEST(NightJson, KeepsIdentityAndFoldersToItself) {
  for (const auto& text : {night_json(night()), info_json(testing_night::recording()),
                           info_text(testing_night::recording()), events_tsv(night()),
                           luna_annot(night()), nights_tsv_row(night(), "night 1")}) {
    for (const char* secret : {"Jane", "1951", "Smith", "coughs"}) {
      EXPECT_EQ(text.find(secret), std::string::npos) << secret << " in " << text;
    }
  }
  EXPECT_EQ(night_json(night()).find("/data/project"), std::string::npos);
  EXPECT_EQ(Json::parse(night_json(night(), true))["recording"]["identity"]["patient"],
            "12345 F 02-MAY-1951 Jane_Doe");
}

TEST(NightJson, TakesLabelsThatAreNoUtf8) {
  auto broken = night();
  broken.recording.channels[0].label = "\xFFGM";
  EXPECT_EQ(Json::parse(night_json(broken))["recording"]["channels"][0]["label"], "\xEF\xBF\xBDGM");
}

TEST(NightsTsv, RowFitsItsHeader) {
  const auto header = nights_tsv_header();
  const auto row = nights_tsv_row(night(), "night 1");
  EXPECT_EQ(std::count(header.begin(), header.end(), '\t'),
            std::count(row.begin(), row.end(), '\t'));
  EXPECT_EQ(row,
            "night 1\t2026-03-01T22:58:03.395\t2.000\t2.000\t1\t0\t0.69\t41.25\t0.500\t0\t0\t0.50\t"
            "1\t0\t0\t0.00\tn/a\t0.000\tn/a\t1\t1\t0\t0\t0\t0\t0\t0\t1\n");
}

TEST(InfoJson, IsOneLineWithTheAgreedKeys) {
  const auto text = info_json(testing_night::recording());
  EXPECT_EQ(text.find('\n'), std::string::npos);
  const auto json = Json::parse(text);
  EXPECT_EQ(json["file"], "/data/project/night 1.edf");
  EXPECT_EQ(json["format"], "EDF+D");
  EXPECT_EQ(json["records"], 7200);
  EXPECT_EQ(json["record_duration_s"], 1.0);
  EXPECT_EQ(json["annotations"], 1);
  EXPECT_EQ(json["segments"][1]["start_s"], 3700.00025);
  EXPECT_EQ(json["channels"][0]["rate_hz"], 1000.0);
  EXPECT_EQ(json["channels"][0]["role"], "emg");
  EXPECT_TRUE(json["warnings"].empty());
  EXPECT_FALSE(json.contains("identity"));
}

TEST(InfoText, IsThisPage) {
  EXPECT_EQ(info_text(testing_night::recording()),
            "/data/project/night 1.edf\n"
            "  format       EDF+D\n"
            "  start        2026-03-01T22:58:03.394531\n"
            "  duration     2 h 00 min 0 s\n"
            "  records      7200 of 1 s\n"
            "  segments     2\n"
            "  gap from 3600.000 s, 100.000 s long\n"
            "  annotations  1\n"
            "  channel   unit  rate_hz  muscle                  side  role\n"
            "  EMG L GM  uV    1000     gastrocnemius_medialis  left  emg\n"
            "  A|B C     uV    1000     n/a                     n/a   emg\n");
}

TEST(LunaAnnot, IsThisTable) {
  EXPECT_EQ(luna_annot(night()),
            "class\tinstance\tchannel\tstart\tstop\tmeta\n"
            "cramp\t.\tEMG L GM\t83.010\t124.260\tcertainty=probable;side=left;"
            "muscle=gastrocnemius_medialis;peak_uV=62.35\n"
            "leg_movement\t.\tA/B C\t3700.020\t3702.020\tside=both;plm=isolated\n");
}

}  // namespace
}  // namespace noctemg
