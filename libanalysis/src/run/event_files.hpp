#pragma once

/// \file
/// Tables of events in a folder, and whose night each is.

#include <map>
#include <string>

namespace noctemg::detail {

/// `<id>/events.tsv`, `<id>.events.tsv`, `<id>_events.tsv`, `<id>.tsv`.
[[nodiscard]] std::string night_of_table(const std::string& path);

/// Id to file. A file as it is; a folder in depth, without hidden files and hypnograms; a plain
/// `<id>.tsv` counts when its header has a column trial_type and no other table has its id.
/// \throws FileNotFoundError without any table, InputError when two tables have one id
[[nodiscard]] std::map<std::string, std::string> find_event_tables(const std::string& path);

}  // namespace noctemg::detail
