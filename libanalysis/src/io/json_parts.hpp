#pragma once

/// \file
/// Pieces that several JSON files share. Missing values are null, keys stand in a fixed order.

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg::io {

using Json = nlohmann::ordered_json;

/// null for NaN and infinities.
[[nodiscard]] Json number(double value);
/// null for "" and "n/a".
[[nodiscard]] Json text(std::string_view value);
[[nodiscard]] Json start_of(const Recording& recording);
[[nodiscard]] Json segments_of(const Recording& recording);
/// `label unit rate_hz muscle side role` each; `with_site` adds the montage's site.
[[nodiscard]] Json channels_of(const Recording& recording, bool with_site);
[[nodiscard]] Json warnings_of(const std::vector<Warning>& warnings);
[[nodiscard]] Json identity_of(const Identity& identity);
/// Bytes that are no UTF-8 become the replacement character. \param indent -1: one line
[[nodiscard]] std::string dumped(const Json& json, int indent);

}  // namespace noctemg::io
