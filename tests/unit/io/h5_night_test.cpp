#include <gtest/gtest.h>

#include <algorithm>

#include "io/h5.hpp"
#include "io/small_night.hpp"
#include "noctemg/error.hpp"
#include "recording_files.hpp"

namespace noctemg {
namespace {

using namespace testing_files;
using io::h5::File;
using io::h5::Group;
using io::h5::Number;

Night night_with_overview() {
  Night night = testing_night::night();
  night.overview.channels = {0, 1};
  night.overview.onset_s = {0, 1, 2};
  night.overview.min_uv = {-1, -2, -3, -4, -5, -6};
  night.overview.max_uv = {1, 2, 3, 4, 5, 6};
  night.overview.rms_uv = {0.5F, 1, 1.5F, 2, 2.5F, 3};
  night.overview.rest_uv = {0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.6F};
  return night;
}

template <class T>
std::vector<T> values_of(const Group& group, const char* name, Number type) {
  const auto dataset = group.dataset(name);
  std::vector<T> out(static_cast<std::size_t>(dataset.rows() * dataset.columns()));
  dataset.read(0, dataset.rows(), type, out.data());
  return out;
}

TEST(NightH5, GivesBackEpisodesWithAllTheyHave) {
  const TempFolder folder;
  const Night night = night_with_overview();
  write_night_h5(night, folder.file("night.h5"));
  const File file = File::open(folder.file("night.h5"));
  const Group episodes = file.root().group("episodes");
  EXPECT_EQ(episodes.text_column("label"), (std::vector<std::string>{"cramp", "leg_movement"}));
  EXPECT_EQ(episodes.text_column("certainty"), (std::vector<std::string>{"probable", "n/a"}));
  EXPECT_EQ(episodes.text_column("plm"), (std::vector<std::string>{"n/a", "isolated"}));
  EXPECT_EQ(values_of<std::int64_t>(episodes, "onset_ns", Number::i64),
            (std::vector<std::int64_t>{83'010'000'000, 3'700'020'250'000}));
  EXPECT_EQ(values_of<std::int64_t>(episodes, "channel", Number::i64),
            (std::vector<std::int64_t>{0, 1, 1}));
  EXPECT_EQ(values_of<std::int64_t>(episodes, "channel_offset", Number::i64),
            (std::vector<std::int64_t>{0, 2, 3}));
  EXPECT_EQ(episodes.text_column("reason"), night.episodes[0].reasons);
  EXPECT_EQ(values_of<double>(episodes, "peak_uv", Number::f64)[0], 62.3456);
  EXPECT_TRUE(std::isnan(values_of<double>(episodes, "antagonist_ratio", Number::f64)[0]));
}

TEST(NightH5, GivesBackOverviewCoverageMontageAndProvenance) {
  const TempFolder folder;
  const Night night = night_with_overview();
  write_night_h5(night, folder.file("night.h5"));
  const File file = File::open(folder.file("night.h5"));
  const Group root = file.root();
  EXPECT_EQ(root.text("options"), night.provenance.options);
  EXPECT_EQ(root.text("input_xxh3"), night.provenance.input_xxh3);
  EXPECT_EQ(root.text("start"), "2026-03-01T22:58:03.394531");
  EXPECT_EQ(root.integer("input_bytes"), 14'400'512);
  EXPECT_TRUE(std::ranges::equal(values_of<float>(root.group("overview"), "rms_uv", Number::f32),
                                 night.overview.rms_uv.values()));
  EXPECT_TRUE(std::ranges::equal(values_of<float>(root.group("overview"), "min_uv", Number::f32),
                                 night.overview.min_uv.values()));
  EXPECT_EQ(values_of<double>(root.group("coverage"), "analysable_s", Number::f64)[0], 7100.5);
  EXPECT_EQ(root.group("montage").text_column("source"),
            (std::vector<std::string>{"guessed", "unknown"}));
  EXPECT_EQ(root.group("warnings").text_column("place"), std::vector<std::string>{"record 7"});
}

TEST(NightH5, HasTheSameBytesForTheSameNightAndNoIdentity) {
  const TempFolder folder;
  write_night_h5(night_with_overview(), folder.file("a.h5"));
  write_night_h5(night_with_overview(), folder.file("b.h5"));
  const std::string bytes = bytes_of(folder.file("a.h5"));
  EXPECT_EQ(bytes, bytes_of(folder.file("b.h5")));
  EXPECT_EQ(bytes.find("Jane"), std::string::npos);
  EXPECT_EQ(bytes.find("/data/project"), std::string::npos);
  EXPECT_EQ(folder.file_count(), 2U);
}

TEST(NightH5, HoldsANightInWhichNothingHappened) {
  const TempFolder folder;
  write_night_h5(Night{}, folder.file("a.h5"));
  const File file = File::open(folder.file("a.h5"));
  EXPECT_TRUE(file.root().group("episodes").text_column("label").empty());
  EXPECT_FALSE(file.root().group("overview").has_dataset("rms_uv"));
}

TEST(NightH5, SaysWhenItCannotBeWritten) {
  const TempFolder folder;
  EXPECT_THROW(write_night_h5(Night{}, folder.file("no/folder/a.h5")), OutputError);
}

}  // namespace
}  // namespace noctemg
