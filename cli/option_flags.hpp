#pragma once

/// \file
/// --config, --preset, --set and their order, shared by all commands that take options.

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "noctemg/options.hpp"

namespace noctemg::cli {

struct OptionFlags {
  std::string config;
  std::vector<std::string> presets;
  std::vector<std::string> settings;
  std::string assume_unit;
  bool accept_truncated = false;
  std::string classifier;

  void add_to(CLI::App& command);
  void add_reading_to(CLI::App& command);
  void add_classifier_to(CLI::App& command);
  /// Defaults, then presets, then the file, then --set. \throws OptionError with all violations
  [[nodiscard]] Options resolve() const;
};

}  // namespace noctemg::cli
