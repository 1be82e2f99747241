#include <gtest/gtest.h>

#include "noctemg/batch.hpp"
#include "noctemg/error.hpp"
#include "run/small_recordings.hpp"

namespace noctemg {
namespace {

using test::Folder;

std::vector<std::string> ids_of(const std::vector<BatchInput>& inputs) {
  std::vector<std::string> ids;
  for (const BatchInput& input : inputs) ids.push_back(input.id);
  return ids;
}

using Ids = std::vector<std::string>;

TEST(FindRecordings, TakesRecordingsOfAFolderByNameOrByContent) {
  const Folder folder;
  test::write_recording(folder / "sub/deep/good.edf", 1);
  test::write_recording(folder / "made.edf", 1);
  test::fs::rename(folder / "made.edf", folder / "no_ending");
  test::write_text(folder / "damaged.EDF", "not a recording");
  test::write_text(folder / "cut.h5", "");
  test::write_text(folder / "notes.txt", "not a recording");
  test::write_text(folder / "._good.edf", "companion of another system");
  test::write_text(folder / ".hidden/x.edf", "hidden");
  EXPECT_EQ(ids_of(find_recordings({folder.string()})),
            (Ids{"cut", "damaged", "good", "no_ending"}));
}

TEST(FindRecordings, LeavesResultsOut) {
  const Folder folder;
  for (const char* const name :
       {"out/n1/night.json", "out/n1/night.h5", "out/n1/annotations.edf", "night.h5"})
    test::write_text(folder / name, "");
  EXPECT_EQ(ids_of(find_recordings({folder.string()})), Ids{"night"});
}

TEST(FindRecordings, TakesNamedFilesWhateverTheyAre) {
  const Folder folder;
  test::write_text(folder / "notes.dat", "x");
  EXPECT_EQ(ids_of(find_recordings({folder / "notes.dat"})), Ids{"notes"});
}

TEST(FindRecordings, MissingInputIsAnError) {
  const Folder folder;
  EXPECT_THROW((void)find_recordings({folder / "none.edf"}), FileNotFoundError);
  EXPECT_TRUE(find_recordings({folder.string()}).empty());
}

TEST(FindRecordings, OrderAndRepetitionOfInputsDoNotMatter) {
  const Folder folder;
  for (const char* const name : {"a/n.edf", "b/n.edf", "b/m.edf", "c.edf"})
    test::write_text(folder / name, "x");
  const auto once = find_recordings({folder.string()});
  const auto again = find_recordings(
      {folder / "c.edf", folder / "b", folder / "b/../b/m.edf", folder / "a", folder / "b/n.edf"});
  EXPECT_EQ(ids_of(once), (Ids{"a_n", "b_n", "c", "m"}));
  EXPECT_EQ(ids_of(again), ids_of(once));
}

TEST(FindRecordings, NumbersNamesThatFoldersDoNotTellApart) {
  const Folder folder;
  for (const char* const name : {"x/n.edf", "x/n.bdf", "y/x/N.edf", "tables/nights.tsv.edf"})
    test::write_text(folder / name, "x");
  EXPECT_EQ(ids_of(find_recordings({folder.string()})), (Ids{"N_3", "n", "n_2", "nights.tsv_2"}));
}

TEST(FindRecordings, NamesThatDoNotClashStayWhateverOthersBecome) {
  const Folder folder;
  for (const char* const name : {"a/n.edf", "b/n.edf", "a_n.edf"})
    test::write_text(folder / name, "");
  EXPECT_EQ(ids_of(find_recordings({folder.string()})), (Ids{"a_n", "a_n_2", "b_n"}));
}

TEST(FindRecordings, ReadsListsWithoutHeader) {
  const Folder folder;
  test::write_text(folder / "rec/a.edf", "x");
  test::write_text(folder / "list.lst", "% comment\r\np01\trec/a.edf\trec/a.xml\r\n\r\np02\t" +
                                            (folder / "b.edf") + "\t.\r\n");
  test::write_text(folder / "rec/a.xml", "x");
  const auto inputs = find_recordings({folder / "list.lst"});
  ASSERT_EQ(ids_of(inputs), (Ids{"p01", "p02"}));
  EXPECT_EQ(inputs[0].file, folder / "rec/a.edf");
  EXPECT_EQ(inputs[0].hypnogram, folder / "rec/a.xml");
  EXPECT_EQ(inputs[1].file, folder / "b.edf");  // missing: fails later, by name, alone
  EXPECT_EQ(inputs[1].hypnogram, "");
}

TEST(FindRecordings, ReadsListsWithHeaderInAnyColumnOrder) {
  const Folder folder;
  test::write_text(folder / "list.tsv",
                   "file\tMontage\tid\n/d/a.edf\t/d/m.tsv\tone\n/d/b.edf\tn/a\t\n");
  const auto inputs = find_recordings({folder / "list.tsv"});
  ASSERT_EQ(ids_of(inputs), (Ids{"b", "one"}));
  EXPECT_EQ(inputs[1].montage, "/d/m.tsv");
  EXPECT_EQ(inputs[0].montage, "");
}

TEST(FindRecordings, ListEntriesKnowMoreThanTheFolder) {
  const Folder folder;
  test::write_text(folder / "rec/a.edf", "x");
  test::write_text(folder / "list.tsv", "p01\t" + (folder / "rec/a.edf") + "\n");
  EXPECT_EQ(ids_of(find_recordings({folder / "rec", folder / "list.tsv"})), Ids{"p01"});
}

TEST(FindRecordings, BrokenListsNameTheLine) {
  const Folder folder;
  for (const char* const list :
       {"a\t/d/a.edf\na\t/d/b.edf\n", "ok\t/d/a.edf\n../up\t/d/b.edf\n", "ok\t/d/a.edf\nalone\n",
        "ok\t/d/a.edf\na\tb\tc\td\n", "# id\nfile\tcolour\n"}) {
    test::write_text(folder / "list.tsv", list);
    try {
      (void)find_recordings({folder / "list.tsv"});
      FAIL() << list;
    } catch (const InputError& error) {
      EXPECT_EQ(error.place(), "line 2") << list;
    }
  }
}

TEST(FindRecordings, TwoListsMustNotShareAnId) {
  const Folder folder;
  test::write_text(folder / "1.tsv", "a\t/d/a.edf\n");
  test::write_text(folder / "2.tsv", "A\t/d/b.edf\n");
  EXPECT_THROW((void)find_recordings({folder / "1.tsv", folder / "2.tsv"}), InputError);
}

}  // namespace
}  // namespace noctemg
