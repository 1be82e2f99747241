#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <system_error>

#include "io/night_hours.hpp"
#include "noctemg/error.hpp"
#include "noctemg/evaluate.hpp"
#include "run/event_files.hpp"

namespace noctemg {
namespace {

namespace fs = std::filesystem;
using Tables = std::map<std::string, std::string>;

/// The tables of one night; no path for a side that has none.
struct NightFiles {
  std::string id;
  std::string truth;
  std::string found;
};

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

void warn(EventPairing& out, const std::string& place, std::string message) {
  out.warnings.push_back({place, std::move(message)});
}

std::vector<ScoredEvent> read_events(const std::string& path, const PairingOptions& options,
                                     EventPairing& out) {
  EventTable table = read_event_table(path, options.unknown);
  for (const UnknownLabel& stranger : table.unknown)
    warn(out, path,
         fmt::format("{} events of unknown label '{}' left out", stranger.count, stranger.label));
  const auto without_length =
      std::count_if(table.events.begin(), table.events.end(),
                    [](const ScoredEvent& event) { return event.duration == 0; });
  if (without_length > 0)
    warn(out, path, fmt::format("{} events last 0 s: they overlap nothing", without_length));
  return std::move(table.events);
}

/// Only a file called events.tsv has a night.json of its own beside it.
std::optional<std::string> night_json_beside(const std::string& table) {
  const fs::path path(table);
  if (path.filename() != "events.tsv") return std::nullopt;
  const fs::path json = path.parent_path() / "night.json";
  std::error_code error;
  return fs::exists(json, error) ? std::optional(json.string()) : std::nullopt;
}

void check_ends(const NightEvents& night, double span_s, EventPairing& out) {
  const auto late =
      std::count_if(night.truth.begin(), night.truth.end(),
                    [&](const ScoredEvent& event) { return seconds(event.onset) >= span_s; });
  if (late > 0)
    warn(out, night.id,
         fmt::format("{} true events begin after the end of the recording ({:.3f} s): is this the "
                     "truth of this night?",
                     late, span_s));
}

void find_length(NightEvents& night, const NightFiles& files, const PairingOptions& options,
                 EventPairing& out) {
  auto json = night_json_beside(files.found);
  if (!json) json = night_json_beside(files.truth);
  if (json) {
    const io::NightLength length = io::read_night_length(*json);
    night.hours = length.hours;
    night.hours_source = length.source;
    check_ends(night, length.span_s, out);
  } else if (options.hours > 0) {
    night.hours = options.hours;
    night.hours_source = HoursSource::given;
  }
}

void add_night(const NightFiles& files, const PairingOptions& options, EventPairing& out) {
  NightEvents night;
  night.id = files.id;
  night.truth = read_events(files.truth, options, out);
  if (!files.found.empty()) night.found = read_events(files.found, options, out);
  find_length(night, files, options, out);
  out.nights.push_back(std::move(night));
}

/// \return false when this night has no found events and must not do without
bool has_both_sides(const NightFiles& files, const PairingOptions& options, EventPairing& out) {
  if (!files.found.empty()) return true;
  if (!options.missing_as_empty) {
    out.missing.push_back(
        {files.id, "no table of found events: not analysed is not the same as nothing found"});
    return false;
  }
  warn(out, files.id, "no table of found events: taken as a night in which nothing was found");
  return true;
}

std::vector<NightFiles> nights_of(const Tables& truth, const Tables& found, bool both_are_files) {
  if (both_are_files) return {{truth.begin()->first, truth.begin()->second, found.begin()->second}};
  std::vector<NightFiles> nights;
  for (const auto& [id, path] : truth) {
    const auto other = found.find(id);
    nights.push_back({id, path, other == found.end() ? "" : other->second});
  }
  return nights;
}

}  // namespace

EventPairing pair_event_tables(const std::string& truth, const std::string& found,
                               const PairingOptions& options) {
  const Tables true_tables = detail::find_event_tables(truth);
  const Tables found_tables = detail::find_event_tables(found);
  const bool both_are_files = !is_folder(truth) && !is_folder(found);
  EventPairing out;
  for (const NightFiles& files : nights_of(true_tables, found_tables, both_are_files)) {
    try {
      if (has_both_sides(files, options, out)) add_night(files, options, out);
    } catch (const InputError& error) {
      out.failed.push_back({files.id, error.what()});
    }
  }
  for (const auto& [id, path] : found_tables)
    if (!both_are_files && !true_tables.contains(id)) out.without_truth.push_back(id);
  return out;
}

}  // namespace noctemg
