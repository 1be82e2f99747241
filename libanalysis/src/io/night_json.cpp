#include "io/json_parts.hpp"
#include "io/number_text.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

using io::Json;
using io::number;
using io::text;

Json recording_of(const Recording& recording, bool keep_identity) {
  Json out = {{"id", recording.id},
              {"file", text(io::file_name(recording.file))},
              {"format", recording.format},
              {"start", io::start_of(recording)},
              {"duration_s", seconds(recording.duration)},
              {"span_s", seconds(recording.span())},
              {"segments", io::segments_of(recording)},
              {"channels", io::channels_of(recording, true)}};
  if (keep_identity) out["identity"] = io::identity_of(recording.identity);
  return out;
}

Json coverage_of(const Night& night) {
  auto out = Json::array();
  for (const auto& one : night.coverage) {
    const auto& channel = night.recording.channels.at(one.channel);
    out.push_back({{"channel", channel.label},
                   {"index", one.channel},
                   {"recorded_s", number(one.recorded_s)},
                   {"analysable_s", number(one.analysable_s)},
                   {"gap_s", number(one.gap_s)},
                   {"leadoff_s", number(one.leadoff_s)},
                   {"flat_s", number(one.flat_s)},
                   {"clipped_s", number(one.clipped_s)},
                   {"mains_s", number(one.mains_s)},
                   {"mains_uv", number(one.mains_uv)},
                   {"resting_level_uv", number(one.resting_level_uv)},
                   {"note", text(one.note)}});
  }
  return out;
}

Json counts_of(const Night& night) {
  Json out;
  for (std::size_t i = 0; i < label_count; ++i) {
    out[std::string(to_text(static_cast<Label>(i)))] = night.counts[i];
  }
  return out;
}

Json rates_of(const Night& night) {
  Json out;
  for (std::size_t i = 0; i < label_count; ++i) {
    const auto count = static_cast<double>(night.counts[i]);
    out[std::string(to_text(static_cast<Label>(i)))] =
        night.analysable_hours > 0 ? number(count / night.analysable_hours) : Json(nullptr);
  }
  return out;
}

Json cramps_of(const CrampTotals& cramps) {
  auto sites = Json::array();
  for (const auto& site : cramps.by_site) {
    sites.push_back({{"muscle", text(site.muscle)},
                     {"side", text(to_text(site.side))},
                     {"probable", site.probable},
                     {"possible", site.possible},
                     {"total_s", number(site.total_s)}});
  }
  return {{"probable", cramps.probable},         {"possible", cramps.possible},
          {"total_s", number(cramps.total_s)},   {"longest_s", number(cramps.longest_s)},
          {"per_hour", number(cramps.per_hour)}, {"clusters", cramps.clusters},
          {"over_10_min", cramps.over_10_min},   {"by_site", std::move(sites)}};
}

Json movements_of(const MovementIndices& movements) {
  return {{"leg_movements", movements.leg_movements},
          {"clm", movements.clm},
          {"plm", movements.plm},
          {"plm_sleep", movements.plm_sleep},
          {"plm_wake", movements.plm_wake},
          {"series", movements.series},
          {"isolated", movements.isolated},
          {"short_interval", movements.short_interval},
          {"lm_per_hour", number(movements.lm_per_hour)},
          {"plm_per_hour", number(movements.plm_per_hour)},
          {"plms_per_hour", number(movements.plms_per_hour)},
          {"periodicity_index", number(movements.periodicity_index)},
          {"intervals_s", movements.intervals_s}};
}

/// Without a hypnogram nothing is known, not even zero seconds.
Json sleep_of(const SleepContext& sleep) {
  const auto known = [&](Json value) { return sleep.known ? std::move(value) : Json(nullptr); };
  return {{"known", sleep.known},
          {"source", text(io::file_name(sleep.source))},
          {"wake_s", known(sleep.wake_s)},
          {"n1_s", known(sleep.n1_s)},
          {"n2_s", known(sleep.n2_s)},
          {"n3_s", known(sleep.n3_s)},
          {"rem_s", known(sleep.rem_s)},
          {"unknown_s", known(sleep.unknown_s)},
          {"sleep_s", known(sleep.sleep_s)},
          {"cramps_in_sleep", known(sleep.cramps_in_sleep)},
          {"cramps_in_wake", known(sleep.cramps_in_wake)}};
}

Json montage_of(const std::vector<MontageRow>& montage) {
  auto out = Json::array();
  for (const auto& row : montage) {
    out.push_back({{"channel", row.channel},
                   {"muscle", text(row.muscle)},
                   {"side", text(to_text(row.side))},
                   {"role", to_text(row.role)},
                   {"site", text(row.site)},
                   {"source", to_text(row.source)}});
  }
  return out;
}

Json provenance_of(const Night& night) {
  const auto& from = night.provenance;
  return {{"version", from.version},
          {"classifier", text(from.classifier)},
          {"options", from.options},
          {"options_hash", from.options_hash},
          {"input", {{"bytes", from.input_bytes}, {"xxh3", text(from.input_xxh3)}}},
          {"montage", montage_of(night.montage)}};
}

}  // namespace

std::string night_json(const Night& night, bool keep_identity) {
  Json out;
  out["recording"] = recording_of(night.recording, keep_identity);
  out["coverage"] = coverage_of(night);
  out["analysable_hours"] = number(night.analysable_hours);
  out["counts"] = counts_of(night);
  out["per_hour"] = rates_of(night);
  out["cramps"] = cramps_of(night.cramps);
  out["movements"] = movements_of(night.movements);
  out["sleep"] = sleep_of(night.sleep);
  out["warnings"] = io::warnings_of(night.warnings);
  out["provenance"] = provenance_of(night);
  return io::dumped(out, 2) + "\n";
}

}  // namespace noctemg
