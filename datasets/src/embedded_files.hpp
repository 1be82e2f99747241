#pragma once

/// \file
/// The files of datasets/scenarios and datasets/montages, made part of the library by its build so
/// that it needs no folder at run time.

#include <span>
#include <string_view>

namespace noctemg::synth {

struct EmbeddedFile {
  std::string_view name;  ///< "frequent.toml"
  std::string_view text;
};

/// Sorted by name.
[[nodiscard]] std::span<const EmbeddedFile> embedded_scenarios() noexcept;
[[nodiscard]] std::span<const EmbeddedFile> embedded_montages() noexcept;

}  // namespace noctemg::synth
