#include "io/file_hash.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "edf_builder.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

using test::TempFile;

std::string text_of(std::size_t size) {
  std::string content(size, '\0');
  for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31 + i / 251);
  return content;
}

/// Some of the content, as if it had been read from the file.
void show(FileHash& hash, const std::string& content, std::size_t offset, std::size_t count) {
  hash.saw(static_cast<std::int64_t>(offset),
           std::as_bytes(std::span(content).subspan(offset).first(count)));
}

void expect_hash(FileHash& hash, const std::string& content) {
  std::int64_t bytes = -1;
  EXPECT_EQ(hash.finish(bytes), xxh3_of_text(content));
  EXPECT_EQ(bytes, static_cast<std::int64_t>(content.size()));
}

/// Where each of several readings begins, and how many bytes it takes.
using Readings = std::vector<std::pair<std::size_t, std::size_t>>;

void expect_hash_after(const Readings& readings, const std::string& content) {
  const TempFile file(content);
  FileHash hash(file.path());
  for (const auto& [offset, count] : readings) show(hash, content, offset, count);
  expect_hash(hash, content);
}

std::string hash_of_file_with(const std::string& content, std::int64_t& bytes) {
  return xxh3_of_file(TempFile(content).path(), bytes);
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
    const std::string content = text_of(size);
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

TEST(FileHash, WhatIsSeenChangesNothing) {
  const std::string content = text_of(1'000'003);
  const std::size_t size = content.size();
  expect_hash_after({}, content);
  expect_hash_after({{0, size}}, content);
  expect_hash_after({{0, 1000}, {1000, 500'000}, {501'000, size - 501'000}}, content);
  // Not from the beginning, not to the end, with gaps between.
  expect_hash_after({{256, 1000}, {5000, 600'000}, {700'000, 1}}, content);
  // Again, overlapping, and what is known by then.
  expect_hash_after({{0, 4000}, {0, 4000}, {3000, 4000}, {100, 50}, {6999, 2}}, content);
  // Backwards, and nothing at all.
  expect_hash_after({{900'000, 1000}, {500'000, 1000}, {0, 1000}}, content);
  expect_hash_after({{0, 0}, {size, 0}, {500, 0}}, content);
}

TEST(FileHash, WhatIsSeenInOrderIsNotReadAgain) {
  const std::string content = text_of(100'000);
  // Other bytes than those shown: what is shown counts, but for the gap at 100.
  std::string stored(content.size(), 'x');
  stored.replace(100, 400, content, 100, 400);
  const TempFile file(stored);
  FileHash hash(file.path());
  show(hash, content, 0, 100);
  show(hash, content, 500, 60'000);
  show(hash, content, 50'000, 50'000);
  expect_hash(hash, content);
}

TEST(FileHash, AnyOrderGivesTheSame) {
  const std::string content = text_of(300'000);
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    Readings readings;
    for (int r = 0; r < 30; ++r) {
      const std::size_t offset = random() % content.size();
      readings.emplace_back(offset, random() % (content.size() - offset + 1) / 8);
    }
    SCOPED_TRACE(round);
    expect_hash_after(readings, content);
  }
}

TEST(FileHash, ManyThreadsGiveTheSame) {
  const std::string content = text_of(4'000'000);
  const TempFile file(content);
  for (int round = 0; round < 10; ++round) {
    FileHash hash(file.path());
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        constexpr std::size_t step = 10'000;
        for (std::size_t at = next += step; at <= content.size(); at = next += step)
          show(hash, content, at - step, std::min(step + 500, content.size() - at + step));
      });
    }
    threads.clear();
    expect_hash(hash, content);
  }
}

TEST(FileHash, FileMayGrowAndShrink) {
  const std::string content = text_of(50'000);
  const TempFile file(content.substr(0, 20'000));
  FileHash hash(file.path());
  show(hash, content, 0, 10'000);
  // Beyond the end of the file, as it is by now.
  show(hash, content, 30'000, 5000);
  std::ofstream(file.path(), std::ios::binary) << content;
  expect_hash(hash, content);

  FileHash shrunk(file.path());
  show(shrunk, content, 0, 40'000);
  std::filesystem::resize_file(file.path(), 100);
  expect_hash(shrunk, content.substr(0, 40'000));
}

TEST(FileHash, FailureToReadIsToldAtTheEnd) {
  FileHash hash(std::filesystem::temp_directory_path().string());
  const std::string content = text_of(1000);
  show(hash, content, 500, 500);
  show(hash, content, 0, 1000);
  std::int64_t bytes = 0;
  EXPECT_THROW((void)hash.finish(bytes), InputError);
}

TEST(FileHash, StopsWhenNobodyWantsIt) {
  const TempFile file(text_of(2'000'000));
  FileHash hash(file.path());
  hash.stop();
  std::int64_t bytes = -1;
  (void)hash.finish(bytes);
  EXPECT_EQ(bytes, 0);
}

}  // namespace
}  // namespace noctemg::io
