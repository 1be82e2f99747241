#pragma once

/// \file
/// A night of four episodes made by hand, for the tests of the result writers.

#include <string>

#include "noctemg/night.hpp"

namespace noctemg::testing_night {

inline Channel channel(const char* label, const char* muscle, Side side) {
  Channel out;
  out.label = label;
  out.unit = "uV";
  out.uv_per_unit = 1;
  out.rate = {1000, 1};
  out.muscle = muscle;
  out.side = side;
  out.role = Role::emg;
  return out;
}

inline Recording recording() {
  Recording out;
  out.file = "/data/project/night 1.edf";
  out.id = "night 1";
  out.format = "EDF+D";
  out.start = {2026, 3, 1, 22, 58, 3, 394'531'000};
  out.duration = 7'200 * ticks_per_second;
  out.record_count = 7200;
  out.record_duration = ticks_per_second;
  out.channels = {channel("EMG L GM", "gastrocnemius_medialis", Side::left),
                  channel("A|B\tC", "", Side::unknown)};
  out.segments = {{0, 3'600 * ticks_per_second, {0, 0}, {3'600'000, 3'600'000}},
                  {3'700'000'250'000, 3'600 * ticks_per_second, {}, {}}};
  out.annotations = {{0, -1, "Jane Doe coughs"}};
  out.identity = {"12345 F 02-MAY-1951 Jane_Doe", "Startdate 01-MAR-2026 X Dr_Smith X"};
  return out;
}

inline Episode cramp() {
  Episode out;
  out.onset = 83'010'000'000;
  out.duration = 41'250'000'000;
  out.channels = {0, 1};
  out.side = Side::left;
  out.muscle = "gastrocnemius_medialis";
  out.label = Label::cramp;
  out.certainty = Certainty::probable;
  out.features.peak_uv = 62.3456;
  out.features.rms_uv = 30.005;
  out.features.baseline_uv = 2.1;
  out.features.median_hz = 88.88;
  out.features.rise_s = 3.5;
  out.features.fall_s = 1.25;
  out.features.duty = 0.9876;
  out.features.coactivation = -0.0;
  out.stage = Stage::n2;
  out.reasons = {"duration 41.3 s >= 10 s", "duty\t0.99 >= 0.9"};
  return out;
}

inline Episode movement() {
  Episode out;
  out.segment = 1;
  out.onset = 3'700'020'250'000;
  out.duration = 2 * ticks_per_second;
  out.channels = {1};
  out.bilateral = true;
  out.label = Label::leg_movement;
  out.plm = "isolated";
  return out;
}

inline Night night() {
  Night out;
  out.recording = recording();
  out.montage = {
      {"EMG L GM", "gastrocnemius_medialis", Side::left, Role::emg, "", MontageSource::guessed},
      {"A|B\tC", "", Side::unknown, Role::emg, "", MontageSource::unknown}};
  out.coverage = {{0, 7200, 7100.5, 100, 90, 9.5, 0, 12, 0.5, 1.75, ""}};
  out.episodes = {cramp(), movement()};
  out.cramps.probable = 1;
  out.cramps.total_s = 41.25;
  out.cramps.longest_s = 41.25;
  out.cramps.per_hour = 0.5;
  out.cramps.by_site = {{"gastrocnemius_medialis", Side::left, 1, 0, 41.25}};
  out.movements.leg_movements = 1;
  out.movements.clm = 1;
  out.movements.isolated = 1;
  out.movements.lm_per_hour = 0.5;
  out.movements.plm_per_hour = 0;
  out.movements.periodicity_index = 0;
  out.counts[0] = 1;
  out.counts[1] = 1;
  out.analysable_hours = 2;
  out.warnings = {{"record 7", "time stamp missing, taken from its neighbours"}};
  out.provenance = {
      "0.1.0", "[filter]\nhighpass_hz = 20\n", "00112233aabbccdd", 14'400'512, "ffeeddcc00112233",
      "rules"};
  return out;
}

}  // namespace noctemg::testing_night
