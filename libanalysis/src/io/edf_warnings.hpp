#pragma once

/// \file
/// Warnings of one recording, gathered so that the same remark about many channels is one warning.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/recording.hpp"

namespace noctemg::io {

class WarningList {
 public:
  void add(std::string_view place, std::string_view message);
  /// The same place and message for another channel joins the warning made before.
  void add_for_channel(std::string_view place, std::string_view message,
                       std::string_view channel_name);
  /// All warnings in order of their first appearance; channels are named, the first three of many.
  [[nodiscard]] std::vector<Warning> finish() const;

 private:
  struct Entry {
    Warning warning;
    std::vector<std::string> channels;  ///< the first three
    std::int64_t channel_count = 0;
  };
  std::vector<Entry> entries_;
};

/// "channel 3 'LAT'"
[[nodiscard]] std::string channel_name(std::size_t index, std::string_view label);

}  // namespace noctemg::io
