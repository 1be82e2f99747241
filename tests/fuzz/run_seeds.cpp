/// \file
/// Runs a fuzz target without a fuzzer: every seed of a folder, then the same mutations of each
/// seed every time. Usage: <program> SEED_FOLDER [MUTATIONS]

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;
using Bytes = std::vector<std::uint8_t>;

/// xorshift64*: the same numbers everywhere, which <random>'s distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed | 1) {}
  /// From 0 to limit - 1.
  std::size_t below(std::size_t limit) {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<std::size_t>((state_ * 0x2545f4914f6cdd1dULL) >> 33) % limit;
  }

 private:
  std::uint64_t state_;
};

// Characters that parsers of numbers, fields and lists care about.
constexpr std::string_view telling = "0123456789 +-.,eE\n\t=[]\"\x14\x15\x00\x7f\x80\xff"sv;

void mutate_once(Bytes& bytes, Random& random) {
  if (bytes.empty()) return bytes.push_back(static_cast<std::uint8_t>(random.below(256)));
  const std::size_t at = random.below(bytes.size());
  const auto position = bytes.begin() + static_cast<std::ptrdiff_t>(at);
  const auto reach =
      static_cast<std::ptrdiff_t>(1 + random.below(std::min<std::size_t>(bytes.size() - at, 32)));
  switch (random.below(8)) {
    case 0:
      *position = static_cast<std::uint8_t>(random.below(256));
      break;
    case 1:
      *position ^= static_cast<std::uint8_t>(1u << random.below(8));
      break;
    case 2:
      bytes.erase(position, position + reach);
      break;
    case 3: {
      const Bytes piece(position, position + reach);
      bytes.insert(position, piece.begin(), piece.end());
      break;
    }
    case 4:
      bytes.resize(at);
      break;
    default:
      *position = static_cast<std::uint8_t>(telling[random.below(telling.size())]);
  }
}

Bytes mutated(Bytes bytes, Random& random) {
  for (std::size_t changes = 1 + random.below(6); changes > 0; --changes)
    mutate_once(bytes, random);
  return bytes;
}

std::vector<fs::path> seeds_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Bytes content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s SEED_FOLDER [MUTATIONS]\n", argv[0]);
    return 2;
  }
  const int mutations = argc > 2 ? std::atoi(argv[2]) : 300;
  const std::vector<fs::path> seeds = seeds_in(argv[1]);
  Random random(20260301);
  for (const fs::path& path : seeds) {
    const Bytes seed = content(path);
    LLVMFuzzerTestOneInput(seed.data(), seed.size());
    for (int i = 0; i < mutations; ++i) {
      const Bytes bytes = mutated(seed, random);
      LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    }
  }
  std::printf("%zu seeds, %d mutations of each\n", seeds.size(), mutations);
  return seeds.empty() ? 1 : 0;  // a folder without seeds tests nothing
}
