#include <nlohmann/json.hpp>

#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

using Json = nlohmann::ordered_json;

Json column(const char* name, const char* description) {
  return {{"LongName", name}, {"Description", description}};
}

Json column(const char* name, const char* description, const char* units) {
  auto out = column(name, description);
  out["Units"] = units;
  return out;
}

Json column(const char* name, const char* description, Json levels) {
  auto out = column(name, description);
  out["Levels"] = std::move(levels);
  return out;
}

void add_what(Json& out) {
  out["onset"] = column("Onset", "From the first sample of the recording, gaps included", "s");
  out["duration"] = column("Duration", "From onset to end", "s");
  out["trial_type"] = column(
      "Label", "What the episode was judged to be",
      Json{{"cramp", "Sustained, localised, involuntary activity of one muscle"},
           {"leg_movement", "Leg movement by the thresholds of AASM and WASM 2016"},
           {"large_movement", "Movement of many muscles at once, such as a change of position"},
           {"rhythmic", "Four or more bursts at 0.3 to 4 Hz"},
           {"tonic", "Weak, long activity without an edge at its onset"},
           {"cocontraction", "Long activity of several muscles together, as on purpose"},
           {"twitch", "Activity too short for a movement"},
           {"artifact", "Not of muscular origin"}});
  out["channel"] = column("Channels", "Labels of the channels that took part, leading site first");
  out["channel"]["Delimiter"] = "|";
  out["side"] = column("Side", "Leg of the leading site",
                       Json{{"left", "Left leg"}, {"right", "Right leg"}, {"both", "Both legs"}});
  out["muscle"] = column("Muscle", "Muscle of the leading site");
  out["certainty"] =
      column("Certainty", "How sure a cramp is",
             Json{{"probable", "All criteria met on sites that can tell a cramp from a movement"},
                  {"possible", "Some criteria met, or the sites cannot tell"}});
  out["probability"] =
      column("Probability", "Of a cramp, where a calibrated model decided; n/a under rules", "1");
}

void add_measures(Json& out) {
  out["peak_uV"] = column("Peak", "Largest 0.1 s RMS of the leading channel", "uV");
  out["rms_uV"] = column("RMS", "RMS of the leading channel over the episode", "uV");
  out["baseline_uV"] = column("Resting level", "Of the leading channel at onset", "uV");
  out["median_hz"] =
      column("Median frequency", "Of the leading channel; n/a below a rate of 500 Hz", "Hz");
  out["rise_s"] = column("Rise", "From onset to 90 % of the peak one-second level", "s");
  out["fall_s"] =
      column("Fall", "From the last moment at 90 % of the peak one-second level to the end", "s");
  out["duty"] = column("Duty", "Share of the episode in which the leading channel is active", "1");
  out["coactivation"] =
      column("Coactivation",
             "Next-strongest other site relative to the leading one in the first 5 s, 0 to 1", "1");
}

void add_circumstances(Json& out) {
  out["plm"] = column("Periodic leg movement", "Place of a leg movement in a series",
                      Json{{"PLMS", "In a series, asleep"},
                           {"PLMW", "In a series, awake"},
                           {"PLM", "In a series, stage unknown"},
                           {"isolated", "Candidate movement outside a series"},
                           {"short_imi", "Candidate that follows the one before too soon"},
                           {"not_clm", "No candidate movement by its duration or parts"}});
  out["stage"] =
      column("Sleep stage", "Stage with the longest overlap",
             Json{{"W", "Wake"}, {"N1", "N1"}, {"N2", "N2"}, {"N3", "N3"}, {"R", "REM"}});
  out["clock_time"] = column("Clock time", "Of the onset, ISO 8601, local to the recording");
  out["reason"] =
      column("Reasons", "Measured values and the thresholds that they met or missed, by '; '");
}

}  // namespace

std::string events_json() {
  Json out;
  add_what(out);
  add_measures(out);
  add_circumstances(out);
  return out.dump(2) + "\n";
}

}  // namespace noctemg
