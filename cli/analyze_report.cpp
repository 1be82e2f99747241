#include "analyze_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "layout.hpp"

namespace noctemg::cli {
namespace {

std::string or_none(std::string_view text) { return text.empty() ? "n/a" : std::string(text); }

/// "gastrocnemius_medialis left", or the channel's label where the muscle is unknown.
std::string site_of(const Night& night, const Episode& episode) {
  std::string site = episode.muscle;
  if (site.empty() && !episode.channels.empty())
    site = night.recording.channels[episode.channels.front()].label;
  if (episode.bilateral) return site + " both";
  return episode.side == Side::unknown ? site : fmt::format("{} {}", site, to_text(episode.side));
}

std::string clock_of(const Night& night, Ticks onset) {
  if (!night.recording.start.known()) return "n/a";
  const ClockTime at = night.recording.start.plus(onset);
  return fmt::format("{:02}:{:02}:{:02}", at.hour, at.minute, at.second);
}

bool is_cramp(const Episode& episode) { return episode.label == Label::cramp; }

const MontageRow* montage_row(const Night& night, std::size_t channel) {
  // One row per channel in channel order (apply_montage).
  return channel < night.montage.size() ? &night.montage[channel] : nullptr;
}

std::string channel_table(const Night& night) {
  Table table(
      {"channel", "muscle", "side", "from", "recorded", "analysable", "rest_uV", "hum_uV", "note"},
      {4, 5, 6, 7});
  for (const Coverage& coverage : night.coverage) {
    const Channel& channel = night.recording.channels[coverage.channel];
    const MontageRow* const row = montage_row(night, coverage.channel);
    table.add({channel.label, or_none(channel.muscle), std::string(to_text(channel.side)),
               row == nullptr ? "n/a" : std::string(to_text(row->source)),
               hours_minutes_seconds(coverage.recorded_s),
               hours_minutes_seconds(coverage.analysable_s), decimals(coverage.resting_level_uv, 1),
               decimals(coverage.mains_uv, 1), coverage.note});
  }
  return table.text(2);
}

std::string guess_note(const Night& night) {
  const bool guessed =
      std::any_of(night.montage.begin(), night.montage.end(), [](const MontageRow& row) {
        return row.source == MontageSource::guessed && row.role == Role::emg;
      });
  return guessed ? "  muscle and side are guessed from labels; --montage FILE sets them\n" : "";
}

std::string cramp_line(const Night& night) {
  const CrampTotals& cramps = night.cramps;
  if (cramps.probable + cramps.possible == 0) return "cramps: none\n";
  return fmt::format(
      "cramps: {} probable, {} possible, {} s in all, longest {} s, {} per analysable hour\n",
      cramps.probable, cramps.possible, decimals(cramps.total_s, 1), decimals(cramps.longest_s, 1),
      decimals(cramps.per_hour, 2));
}

std::string cramp_table(const Night& night) {
  Table table({"clock", "onset", "duration_s", "site", "certainty", "reason"}, {1, 2});
  for (const Episode& episode : night.episodes) {
    if (!is_cramp(episode)) continue;
    table.add({clock_of(night, episode.onset), hours_minutes_seconds(seconds(episode.onset)),
               decimals(seconds(episode.duration), 1), site_of(night, episode),
               std::string(to_text(episode.certainty)),
               episode.reasons.empty() ? "n/a" : episode.reasons.front()});
  }
  return table.empty() ? "" : table.text(2);
}

std::string movement_lines(const Night& night) {
  const MovementIndices& m = night.movements;
  std::string text = fmt::format(
      "leg movements: {} ({} per hour), {} periodic ({} per hour) in {} series\n", m.leg_movements,
      decimals(m.lm_per_hour, 1), m.plm, decimals(m.plm_per_hour, 1), m.series);
  if (night.sleep.known)
    text += fmt::format("asleep: {}, {} periodic leg movements per hour of sleep, {} cramps\n",
                        hours_minutes_seconds(night.sleep.sleep_s), decimals(m.plms_per_hour, 1),
                        night.sleep.cramps_in_sleep);
  return text;
}

std::string other_labels(const Night& night) {
  std::string text;
  for (std::size_t i = 0; i < label_count; ++i) {
    const auto label = static_cast<Label>(i);
    if (label == Label::cramp || label == Label::leg_movement || night.counts[i] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", night.counts[i], to_text(label));
  }
  return text.empty() ? "" : "other episodes: " + text + "\n";
}

}  // namespace

std::string night_report(const Night& night) {
  const Recording& recording = night.recording;
  const std::size_t channels = recording.channels.size();
  const std::string text = fmt::format(
      "{}: {} with {} channel{}, start {}, {} recorded, {} analysable hours\n", recording.id,
      recording.format, channels, channels == 1 ? "" : "s", recording.start.iso(),
      hours_minutes_seconds(seconds(recording.duration)), decimals(night.analysable_hours, 2));
  return text + channel_table(night) + guess_note(night) + cramp_line(night) + cramp_table(night) +
         movement_lines(night) + other_labels(night);
}

CohortLines::CohortLines(const std::vector<BatchInput>& inputs) {
  for (const BatchInput& input : inputs) id_width_ = std::max(id_width_, width_of(input.id));
  id_width_ = std::min<std::size_t>(id_width_, 40);
}

std::string CohortLines::line(const std::string& id, const Night& night) {
  std::string text;
  if (!header_is_printed_)
    text = fmt::format("{:<{}}  {:>6}  {:>8}  {:>8}  {:>8}  {:>8}  {:>8}\n", "recording", id_width_,
                       "hours", "probable", "possible", "cramp_s", "lm/h", "plm/h");
  header_is_printed_ = true;
  ++nights_;
  probable_ += night.cramps.probable;
  possible_ += night.cramps.possible;
  hours_ += night.analysable_hours;
  cramp_s_ += night.cramps.total_s;
  return text + fmt::format("{:<{}}  {:>6}  {:>8}  {:>8}  {:>8}  {:>8}  {:>8}\n",
                            shortened(id, id_width_), id_width_,
                            decimals(night.analysable_hours, 2), night.cramps.probable,
                            night.cramps.possible, decimals(night.cramps.total_s, 1),
                            decimals(night.movements.lm_per_hour, 1),
                            decimals(night.movements.plm_per_hour, 1));
}

std::string CohortLines::totals(const BatchReport& report) const {
  std::string text = fmt::format("{} analysed", nights_);
  if (nights_ > 0)
    text += fmt::format(" ({} analysable hours, {} probable and {} possible cramps, {} s)",
                        decimals(hours_, 2), probable_, possible_, decimals(cramp_s_, 1));
  if (report.skipped > 0) text += fmt::format(", {} complete already", report.skipped);
  if (!report.failed.empty()) text += fmt::format(", {} failed", report.failed.size());
  return text + "\n";
}

}  // namespace noctemg::cli
