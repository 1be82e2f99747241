#include <fmt/core.h>

#include "io/number_text.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

constexpr const char* events_header =
    "onset\tduration\ttrial_type\tchannel\tside\tmuscle\tcertainty\tprobability\tpeak_uV\trms_uV\t"
    "baseline_uV\tmedian_hz\trise_s\tfall_s\tduty\tcoactivation\tplm\tstage\tclock_time\treason\n";

template <class List, class ToText>
std::string joined(const List& list, const char* separator, ToText to_text_of) {
  std::string out;
  for (const auto& item : list) {
    if (!out.empty()) out += separator;
    out += to_text_of(item);
  }
  return out.empty() ? "n/a" : out;
}

std::string channels_of(const Episode& episode, const Recording& recording) {
  return joined(episode.channels, "|", [&](std::size_t channel) {
    return io::label_text(recording.channels.at(channel).label);
  });
}

std::string features_of(const EpisodeFeatures& f) {
  using io::fixed_text;
  return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", fixed_text(f.peak_uv, 2),
                     fixed_text(f.rms_uv, 2), fixed_text(f.baseline_uv, 2),
                     fixed_text(f.median_hz, 1), fixed_text(f.rise_s, 2), fixed_text(f.fall_s, 2),
                     fixed_text(f.duty, 3), fixed_text(f.coactivation, 3));
}

std::string line_of(const Episode& episode, const Recording& recording) {
  return fmt::format(
      "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", io::milliseconds_text(episode.onset),
      io::milliseconds_text(episode.duration), to_text(episode.label),
      channels_of(episode, recording), episode.bilateral ? "both" : to_text(episode.side),
      io::cell_text(episode.muscle), to_text(episode.certainty),
      io::fixed_text(episode.probability, 3), features_of(episode.features),
      io::cell_text(episode.plm), to_text(episode.stage),
      io::clock_text(recording.start, episode.onset), joined(episode.reasons, "; ", io::cell_text));
}

}  // namespace

std::string events_tsv(const Night& night) {
  std::string out = events_header;
  for (const auto& episode : night.episodes) out += line_of(episode, night.recording);
  return out;
}

}  // namespace noctemg
