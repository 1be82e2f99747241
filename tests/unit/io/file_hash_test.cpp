#include "io/file_hash.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

std::string hash_of_file_with(const std::string& content, std::int64_t& bytes) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("noctemg_file_hash_test_" + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary) << content;
  const std::string hash = xxh3_of_file(path.string(), bytes);
  std::filesystem::remove(path);
  return hash;
}

TEST(FileHash, EqualsThePublishedValueOfNothing) {
  std::int64_t bytes = -1;
  EXPECT_EQ(hash_of_file_with("", bytes), "2d06800538d394c2");  // XXH3-64, seed 0, no bytes
  EXPECT_EQ(bytes, 0);
}

TEST(FileHash, StreamingEqualsOneGo) {
  constexpr std::size_t block = std::size_t{1} << 20;
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{1000}, block - 1, block, block + 1, 3 * block + 7}) {
    std::string content(size, '\0');
    for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31 + i / 251);
    std::int64_t bytes = 0;
    EXPECT_EQ(hash_of_file_with(content, bytes), xxh3_of_text(content)) << size;
    EXPECT_EQ(bytes, static_cast<std::int64_t>(size));
  }
}

TEST(FileHash, FileThatIsNotThereIsNotFound) {
  std::int64_t bytes = 0;
  EXPECT_THROW((void)xxh3_of_file("/nonexistent/night.edf", bytes), FileNotFoundError);
  EXPECT_THROW((void)xxh3_of_file(std::filesystem::temp_directory_path().string(), bytes),
               InputError);
}

}  // namespace
}  // namespace noctemg::io
