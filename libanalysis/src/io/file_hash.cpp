#include "io/file_hash.hpp"

#include <fmt/format.h>
#if defined(NOCTEMG_XXHASH_DISPATCH)
#include <xxh_x86dispatch.h>
#else
#include <xxhash.h>
#endif

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

// Stays in the second cache between being read and being hashed.
constexpr std::size_t block_bytes = std::size_t{256} << 10;

std::string hex(XXH64_hash_t hash) { return fmt::format("{:016x}", hash); }

struct CloseFile {
  void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }
};
struct FreeState {
  void operator()(XXH3_state_t* state) const noexcept { (void)XXH3_freeState(state); }
};

}  // namespace

std::string xxh3_of_file(const std::string& path, std::int64_t& bytes,
                         const std::atomic<bool>& stop) {
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (file == nullptr)
    throw FileNotFoundError(path, "", "",
                            "cannot be opened: " + std::generic_category().message(errno));
  // Blocks as large as ours need no buffer between.
  (void)std::setvbuf(file.get(), nullptr, _IONBF, 0);
  const std::unique_ptr<XXH3_state_t, FreeState> state(XXH3_createState());
  if (state == nullptr || XXH3_64bits_reset(state.get()) != XXH_OK) throw std::bad_alloc();
  std::vector<unsigned char> block(block_bytes);
  bytes = 0;
  while (const std::size_t count = std::fread(block.data(), 1, block.size(), file.get())) {
    (void)XXH3_64bits_update(state.get(), block.data(), count);
    bytes += static_cast<std::int64_t>(count);
    if (stop) break;
  }
  if (std::ferror(file.get()) != 0)
    throw InputError(path, "", "", fmt::format("cannot be read beyond byte {}", bytes));
  return hex(XXH3_64bits_digest(state.get()));
}

std::string xxh3_of_text(std::string_view text) {
  return hex(XXH3_64bits(text.data(), text.size()));
}

}  // namespace noctemg::io
