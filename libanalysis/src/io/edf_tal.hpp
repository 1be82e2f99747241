#pragma once

/// \file
/// Time-stamped annotation lists of EDF+ and BDF+: "+onset[\x15duration]\x14text\x14text\x14".

#include <optional>
#include <string_view>
#include <vector>

#include "noctemg/time.hpp"

namespace noctemg::io {

inline constexpr char duration_mark = '\x15';
inline constexpr char text_mark = '\x14';

/// One list: texts that share a time. Borrows from the bytes it was parsed from.
struct Tal {
  Ticks onset = 0;      ///< from the start that the header states
  Ticks duration = -1;  ///< -1 when none is given
  std::vector<std::string_view> texts;
  bool odd = false;  ///< breaks the standard in a way that leaves no doubt about its meaning
};

/// \param bytes one list without the NUL that ends it; nullopt when it is damaged
[[nodiscard]] std::optional<Tal> parse_tal(std::string_view bytes);

}  // namespace noctemg::io
