#include "io/edf_warnings.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace noctemg::io {
namespace {

constexpr std::size_t channels_named = 3;

std::string channel_text(const std::vector<std::string>& names, std::int64_t count) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  const auto more = count - static_cast<std::int64_t>(names.size());
  return more > 0 ? fmt::format("{} and {} more", text, more) : text;
}

}  // namespace

void WarningList::add(std::string_view place, std::string_view message) {
  entries_.push_back({{std::string(place), std::string(message)}, {}, 0});
}

void WarningList::add_for_channel(std::string_view place, std::string_view message,
                                  std::string_view channel_name) {
  auto entry = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) {
    return e.channel_count > 0 && e.warning.place == place && e.warning.message == message;
  });
  if (entry == entries_.end()) {
    add(place, message);
    entry = entries_.end() - 1;
  }
  ++entry->channel_count;
  if (entry->channels.size() < channels_named) entry->channels.emplace_back(channel_name);
}

std::vector<Warning> WarningList::finish() const {
  std::vector<Warning> warnings;
  for (const Entry& entry : entries_) {
    Warning warning = entry.warning;
    if (entry.channel_count > 0)
      warning.message += " (" + channel_text(entry.channels, entry.channel_count) + ")";
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

std::string channel_name(std::size_t index, std::string_view label) {
  return fmt::format("channel {} '{}'", index + 1, label);
}

}  // namespace noctemg::io
