#include <fmt/format.h>

#include <algorithm>

#include "evaluate_report.hpp"
#include "layout.hpp"

namespace noctemg::cli {
namespace {

using Cells = std::vector<std::string>;

std::string channels_of(const ScoredEvent& event) {
  return event.channels.empty() ? "n/a" : fmt::format("{}", fmt::join(event.channels, "|"));
}

void append_event(Cells& row, const std::optional<ScoredEvent>& event) {
  if (!event) {
    row.insert(row.end(), {"-", "", ""});
    return;
  }
  row.insert(row.end(), {hours_minutes_seconds(seconds(event->onset)),
                         decimals(seconds(event->duration), 1), channels_of(*event)});
}

Cells row_of(const CrampPair& pair) {
  Cells row = {pair.is_matched() ? "match" : pair.truth ? "MISSED" : "FALSE"};
  append_event(row, pair.truth);
  append_event(row, pair.found);
  row.emplace_back(pair.found ? to_text(pair.found->certainty) : "");
  return row;
}

}  // namespace

CrampList cramp_list(const std::vector<NightEvents>& nights) {
  CrampList list;
  const bool several = nights.size() > 1;
  Cells header = {"",           "true onset", "duration_s", "site", "found onset",
                  "duration_s", "site",       "certainty"};
  if (several) header.insert(header.begin(), "night");
  const std::size_t first = several ? 1 : 0;
  Table table(header, {first + 1, first + 2, first + 4, first + 5});
  for (const NightEvents& night : nights) {
    for (const CrampPair& pair : pair_cramps(night)) {
      Cells row = row_of(pair);
      if (several) row.insert(row.begin(), night.id);
      table.add(std::move(row));
      list.truths += pair.truth ? 1 : 0;
      list.found += pair.found ? 1 : 0;
      list.matched += pair.is_matched() ? 1 : 0;
    }
  }
  list.text = table.empty() ? "" : table.text() + "\n";
  list.text += fmt::format("{} true, {} found, {} match (IoU 0.2 or more)\n", list.truths,
                           list.found, list.matched);
  return list;
}

}  // namespace noctemg::cli
