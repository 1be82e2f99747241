#include "noctemg/options.hpp"

namespace noctemg {

const std::vector<Preset>& presets() {  // NOLINT(readability-function-size): a table
  static const std::vector<Preset> all = {
      {"wasm-2016",
       "leg movements and periodic leg movements by the WASM rules: intervals of 10-90 s, a short "
       "interval or another movement ends a series",
       "Ferri R et al. World Association of Sleep Medicine (WASM) 2016 standards for recording and "
       "scoring leg movements in polysomnograms. Sleep Medicine 2016;26:86-95",
       "activity.movement_on_uv=8\n"
       "activity.movement_off_uv=2\n"
       "activity.movement_end_s=0.5\n"
       "classify.twitch_max_s=0.5\n"
       "classify.movement_max_s=10\n"
       "classify.bilateral_max_s=15\n"
       "classify.bilateral_gap_s=0.5\n"
       "classify.morphology_uv=2\n"
       "plm.min_s=0.5\n"
       "plm.max_s=10\n"
       "plm.bilateral_max_s=15\n"
       "plm.bilateral_max_parts=4\n"
       "plm.bilateral_gap_s=0.5\n"
       "plm.onset_pairing=false\n"
       "plm.interval_min_s=10\n"
       "plm.interval_max_s=90\n"
       "plm.series_min=4\n"
       "plm.short_interval_ends=true\n"
       "plm.other_movement_ends=true\n"},
      {"aasm-v3",
       "leg movements and periodic leg movements by the AASM rules: intervals of 5-90 s, onsets of "
       "two legs within 5 s count as one movement, no morphology rule",
       "AASM manual, leg movement rules (values unchanged since v2)",
       // Two movements of at most 10 s whose onsets lie within 5 s last at most 15 s together: the
       // bilateral limits below never bind, since the AASM has none.
       "activity.movement_on_uv=8\n"
       "activity.movement_off_uv=2\n"
       "activity.movement_end_s=0.5\n"
       "classify.twitch_max_s=0.5\n"
       "classify.movement_max_s=10\n"
       "classify.bilateral_max_s=15\n"
       "classify.morphology_uv=0\n"
       "plm.min_s=0.5\n"
       "plm.max_s=10\n"
       "plm.bilateral_max_s=15\n"
       "plm.bilateral_max_parts=100\n"
       "plm.bilateral_gap_s=5\n"
       "plm.onset_pairing=true\n"
       "plm.interval_min_s=5\n"
       "plm.interval_max_s=90\n"
       "plm.series_min=4\n"
       "plm.short_interval_ends=false\n"
       "plm.other_movement_ends=false\n"},
      {"ferri-2006",
       "thresholds of Ferri's detector: movements begin 7 uV above rest and end at 2 uV, high-pass "
       "at 15 Hz, intervals of 10-90 s; all else as the default",
       "Ferri R et al. New approaches to the study of periodic leg movements during sleep in "
       "restless legs syndrome. Sleep 2006;29:759-769; thresholds from Ferri R et al. Sleep "
       "2005;28:998-1004",
       "filter.highpass_hz=15\n"
       "activity.movement_on_uv=7\n"
       "activity.movement_off_uv=2\n"
       "activity.movement_end_s=0.5\n"
       "plm.interval_min_s=10\n"
       "plm.interval_max_s=90\n"},
      {"irlssg-2021", "large muscle group movements of adults: 3-45 s",
       "Ferri R et al. (IRLSSG task force) 2021, large muscle group movements during sleep, "
       "PMC8436137",
       "classify.large_min_s=3\n"
       "classify.large_max_s=45\n"},
      {"irlssg-2021-children", "large muscle group movements of children: 3-30 s",
       "Ferri R et al. (IRLSSG task force) 2021, large muscle group movements during sleep, "
       "PMC8436137",
       "classify.large_min_s=3\n"
       "classify.large_max_s=30\n"},
  };
  return all;
}

}  // namespace noctemg
