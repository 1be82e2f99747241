#include <fmt/core.h>

#include "io/number_text.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {
namespace {

std::string or_dot(const std::string& text) { return text == "n/a" ? "." : text; }

std::string channel_of(const Episode& episode, const Recording& recording) {
  if (episode.channels.empty()) return ".";
  return or_dot(io::label_text(recording.channels.at(episode.channels.front()).label));
}

/// key=value pairs by ';', only what is known.
std::string meta_of(const Episode& episode) {
  std::string out;
  const auto add = [&](const char* key, std::string_view value) {
    if (value.empty() || value == "n/a") return;
    out += fmt::format("{}{}={}", out.empty() ? "" : ";", key, value);
  };
  add("certainty", to_text(episode.certainty));
  add("side", episode.bilateral ? "both" : to_text(episode.side));
  add("muscle", episode.muscle);
  add("peak_uV", io::fixed_text(episode.features.peak_uv, 2));
  add("plm", episode.plm);
  return out.empty() ? "." : out;
}

}  // namespace

std::string luna_annot(const Night& night) {
  std::string out = "class\tinstance\tchannel\tstart\tstop\tmeta\n";
  for (const auto& episode : night.episodes) {
    out += fmt::format("{}\t.\t{}\t{}\t{}\t{}\n", to_text(episode.label),
                       channel_of(episode, night.recording), io::milliseconds_text(episode.onset),
                       io::milliseconds_text(episode.onset + episode.duration), meta_of(episode));
  }
  return out;
}

}  // namespace noctemg
