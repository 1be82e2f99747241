#pragma once

/// \file
/// XXH3-64 fingerprints: provenance, and how a resumed batch knows an input again.

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace noctemg::io {

/// XXH3-64 of a file's bytes as 16 hex digits, seed 0, as `xxhsum -H3` prints it.
/// \param bytes  set to the length of the file
/// \param stop   once true, nobody wants the hash any more: what is returned is of no use
/// \throws FileNotFoundError when it cannot be opened, InputError when it cannot be read to its end
[[nodiscard]] std::string xxh3_of_file(const std::string& path, std::int64_t& bytes,
                                       const std::atomic<bool>& stop = false);

/// XXH3-64 of a text, in the same form.
[[nodiscard]] std::string xxh3_of_text(std::string_view text);

}  // namespace noctemg::io
