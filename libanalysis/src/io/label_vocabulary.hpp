#pragma once

/// \file
/// The words that labels are made of. All texts are lower case.

#include <string_view>

namespace noctemg::io {

/// Common form of an anatomical word: "gastroc" for "gastrocnemius"; "" for others.
[[nodiscard]] std::string_view stem_of(std::string_view text) noexcept;

/// English, German, French, Portuguese, Spanish, Italian.
[[nodiscard]] bool is_left_word(std::string_view text) noexcept;
[[nodiscard]] bool is_right_word(std::string_view text) noexcept;
/// Words for the leg as sleep laboratories name their channels.
[[nodiscard]] bool is_leg_word(std::string_view text) noexcept;
[[nodiscard]] bool is_chin_word(std::string_view text) noexcept;

}  // namespace noctemg::io
