#include "io/h5_chunk_code.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace noctemg::io::h5 {
namespace {

std::vector<std::byte> numbers(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::byte> result(bytes);
  for (std::byte& value : result) value = static_cast<std::byte>(random() % 7);
  return result;
}

TEST(ChunkCode, DecodesWhatItEncoded) {
  for (const std::size_t width : {1U, 2U, 4U, 8U}) {
    for (const std::size_t count : {1U, 1000U, 40'000U}) {
      const auto before = numbers(width * count, static_cast<unsigned>(width));
      const auto stored = encode_chunk(before, width);
      std::vector<std::byte> after(before.size());
      ASSERT_TRUE(decode_chunk(stored, {true, true, width}, after));
      EXPECT_EQ(after, before);
    }
  }
}

/// The lowest `random_bytes` of each number are noise.
std::vector<std::byte> noisy_numbers(std::size_t count, std::size_t width,
                                     std::size_t random_bytes) {
  auto result = numbers(count * width, 5);
  std::mt19937 random(6);
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (i % width < random_bytes) result[i] = static_cast<std::byte>(random() % 256);
  }
  return result;
}

// Noise is stored as it is, in pieces: nothing is lost, and nothing gets longer by it.
TEST(ChunkCode, LeavesNoiseAsItIs) {
  for (const std::size_t width : {2U, 4U, 8U}) {
    for (std::size_t random_bytes = 0; random_bytes <= width; ++random_bytes) {
      for (const std::size_t count : {1000U, 65535U, 65536U, 140'000U}) {
        const auto before = noisy_numbers(count, width, random_bytes);
        const auto stored = encode_chunk(before, width);
        std::vector<std::byte> after(before.size());
        ASSERT_TRUE(decode_chunk(stored, {true, true, width}, after)) << count;
        ASSERT_EQ(after, before) << count;
        const std::size_t noise = count * random_bytes;
        EXPECT_LT(stored.size(), noise + (before.size() - noise) / 2 + count / 100 + 64) << count;
      }
    }
  }
}

TEST(ChunkCode, RefusesDamagedBytesAndWrongSizes) {
  const auto before = numbers(8000, 3);
  const auto encoded = encode_chunk(before, 2);
  std::vector<std::byte> stored(encoded.begin(), encoded.end());
  std::vector<std::byte> shorter(before.size() - 2);
  std::vector<std::byte> longer(before.size() + 2);
  EXPECT_FALSE(decode_chunk(stored, {true, true, 2}, shorter));
  EXPECT_FALSE(decode_chunk(stored, {true, true, 2}, longer));
  std::vector<std::byte> after(before.size());
  const std::span<const std::byte> half(stored.data(), stored.size() / 2);
  EXPECT_FALSE(decode_chunk(half, {true, true, 2}, after));
  stored[stored.size() / 2] ^= std::byte{0x55};
  EXPECT_FALSE(decode_chunk(stored, {true, true, 2}, after));
}

}  // namespace
}  // namespace noctemg::io::h5
