#include <fmt/core.h>

#include "io/number_text.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

/// "n_cramp", "n_leg_movement", ... in the order of Label.
std::string label_columns() {
  std::string out;
  for (std::size_t i = 0; i < label_count; ++i) {
    out += fmt::format("\tn_{}", to_text(static_cast<Label>(i)));
  }
  return out;
}

std::string cramp_fields(const CrampTotals& cramps) {
  return fmt::format("\t{}\t{}\t{}\t{}\t{}\t{}\t{}", cramps.probable, cramps.possible,
                     io::fixed_text(cramps.total_s / 60, 2), io::fixed_text(cramps.longest_s, 2),
                     io::fixed_text(cramps.per_hour, 3), cramps.clusters, cramps.over_10_min);
}

std::string movement_fields(const MovementIndices& movements) {
  return fmt::format(
      "\t{}\t{}\t{}\t{}\t{}\t{}\t{}", io::fixed_text(movements.lm_per_hour, 2), movements.clm,
      movements.plm, movements.series, io::fixed_text(movements.plm_per_hour, 2),
      io::fixed_text(movements.plms_per_hour, 2), io::fixed_text(movements.periodicity_index, 3));
}

}  // namespace

std::string nights_tsv_header() {
  return "id\tstart\tduration_h\tanalysable_h\tcramps_probable\tcramps_possible\tcramps_min\t"
         "cramp_longest_s\tcramps_per_hour\tcramp_clusters\tcramps_over_10_min\tlm_per_hour\tclm\t"
         "plm\tplm_series\tplm_per_hour\tplms_per_hour\tperiodicity_index\tsleep_h" +
         label_columns() + "\twarnings\n";
}

std::string nights_tsv_row(const Night& night, const std::string& id) {
  const double sleep_h = night.sleep.known ? night.sleep.sleep_s / 3600 : not_a_number;
  auto out =
      fmt::format("{}\t{}\t{}\t{}", io::cell_text(id), io::clock_text(night.recording.start, 0),
                  io::fixed_text(seconds(night.recording.duration) / 3600, 3),
                  io::fixed_text(night.analysable_hours, 3));
  out += cramp_fields(night.cramps) + movement_fields(night.movements);
  out += "\t" + io::fixed_text(sleep_h, 3);
  for (const auto count : night.counts) out += fmt::format("\t{}", count);
  return out + fmt::format("\t{}\n", night.warnings.size());
}

}  // namespace noctemg
