#include "noctemg/analyzer.hpp"

#include <fmt/format.h>
#include <tbb/info.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "emg/decide.hpp"
#include "emg/plm.hpp"
#include "emg/summary.hpp"
#include "noctemg/episode_model.hpp"
#include "noctemg/error.hpp"
#include "noctemg/version.hpp"
#include "run/channel_plan.hpp"
#include "run/input_hash.hpp"
#include "run/lent_arena.hpp"
#include "run/line.hpp"

namespace noctemg {
namespace {

using run::ChannelPlan;
using run::Line;
using run::SegmentResult;

/// A dead electrode is no louder than a good amplifier's noise.
constexpr double loudest_dead_uv = 3.0;
/// Another channel of the leg worked for at least this long: a live electrode would have heard it.
constexpr double beside_active_s = 3.0;
/// Below this a segment says little about rest.
constexpr double short_segment_s = 60.0;

/// White, never a rise, and silent beside a working muscle: an electrode without a muscle, not a
/// quiet one.
bool dead(std::size_t p, const ChannelPlan& plan, const Recording& recording, const Line& line,
          const std::vector<SegmentResult>& segments, const Options& options) {
  if (!(plan.channels[p].flatness >= options.quality.dead_flatness)) return false;
  Coverage coverage;
  line.coverage()[p].write(coverage);
  if (!(coverage.resting_level_uv <= loudest_dead_uv) || line.coverage()[p].active_s() > 0)
    return false;
  for (const SegmentResult& segment : segments) {
    if (!segment.findings.bursts[p].empty() || !segment.findings.twitches[p].empty()) return false;
  }
  const Side side = recording.channels[plan.channels[p].channel].side;
  for (std::size_t q = 0; q < plan.channels.size(); ++q) {
    const bool same_leg = recording.channels[plan.channels[q].channel].side == side;
    if (q != p && same_leg && line.coverage()[q].active_s() >= beside_active_s) return true;
  }
  return false;
}

std::vector<Coverage> make_coverage(const ChannelPlan& plan, const Recording& recording,
                                    const Line& line, const std::vector<SegmentResult>& segments,
                                    const Options& options, std::vector<Warning>& warnings) {
  std::vector<Coverage> result;
  for (std::size_t p = 0; p < plan.channels.size(); ++p) {
    Coverage coverage;
    coverage.channel = plan.channels[p].channel;
    coverage.gap_s = seconds(recording.span() - recording.duration);
    line.coverage()[p].write(coverage);
    const std::string& label = recording.channels[coverage.channel].label;
    if (dead(p, plan, recording, line, segments, options)) {
      coverage.note = fmt::format(
          "dead electrode: white noise (flatness {:.2f}) of {:.1f} uV that never rises beside an "
          "active "
          "muscle of the same leg",
          plan.channels[p].flatness, coverage.resting_level_uv);
      coverage.leadoff_s = coverage.recorded_s;
      coverage.flat_s = coverage.clipped_s = coverage.analysable_s = 0;
      warnings.push_back({label, "not analysable: " + coverage.note});
    } else if (coverage.analysable_s <= 0) {
      coverage.note = "no analysable second: lead-off, flat or clipped throughout";
      warnings.push_back({label, "not analysable: " + coverage.note});
    }
    if (coverage.clipped_s > 0) {
      warnings.push_back({label, fmt::format("saturated: {:.2f} s at a rail", coverage.clipped_s)});
    }
    result.push_back(std::move(coverage));
  }
  return result;
}

/// Channels that could not be analysed still belong to the coverage table.
void add_refused(const Recording& recording, const ChannelPlan& plan,
                 std::vector<Coverage>& coverage) {
  for (std::size_t c = 0; c < recording.channels.size(); ++c) {
    const bool planned = std::any_of(plan.channels.begin(), plan.channels.end(),
                                     [&](const auto& channel) { return channel.channel == c; });
    if (planned || recording.channels[c].role != Role::emg) continue;
    Coverage refused;
    refused.channel = c;
    refused.recorded_s = seconds(recording.duration);
    refused.gap_s = seconds(recording.span() - recording.duration);
    refused.note = "not analysed: see warnings";
    coverage.push_back(std::move(refused));
  }
  std::sort(coverage.begin(), coverage.end(),
            [](const Coverage& a, const Coverage& b) { return a.channel < b.channel; });
}

struct LiveSites {
  std::vector<emg::Site> sites;
  std::vector<std::size_t> positions;  ///< into the plan
};

LiveSites live_sites(const ChannelPlan& plan, const Recording& recording,
                     const std::vector<Coverage>& coverage) {
  LiveSites live;
  for (std::size_t p = 0; p < plan.channels.size(); ++p) {
    if (!coverage[p].note.empty()) continue;
    const Channel& channel = recording.channels[plan.channels[p].channel];
    live.positions.push_back(p);
    live.sites.push_back(
        {plan.channels[p].channel, channel.muscle, channel.side, muscle_group(channel.muscle)});
  }
  return live;
}

void tell_montage_limits(const LiveSites& live, std::vector<Warning>& warnings) {
  for (const Side side : {Side::unknown, Side::left, Side::right}) {
    const emg::LegKnowledge leg = emg::leg_knowledge(live.sites, side);
    if (leg.sites == 0 || leg.localisable()) continue;
    const std::string place =
        side == Side::unknown ? "montage" : fmt::format("montage, {} leg", to_text(side));
    warnings.push_back(
        {place,
         fmt::format("{} and {} EMG site{}: a cramp cannot be told from a movement of the whole "
                     "leg; cramps are possible at most",
                     leg.has_calf ? "a calf site" : "no calf site", leg.sites,
                     leg.sites == 1 ? "" : "s")});
  }
}

void tell_heart_beats(const std::vector<SegmentResult>& segments, const ChannelPlan& plan,
                      const std::optional<ChannelPlan>& ecg, const Recording& recording,
                      std::vector<Warning>& warnings) {
  const std::string how = ecg ? fmt::format(", known from channel '{}' or by their rhythm",
                                            recording.channels[ecg->channels.front().channel].label)
                              : ", known by their rhythm";
  for (std::size_t p = 0; p < plan.channels.size(); ++p) {
    std::size_t beats = 0;
    for (const SegmentResult& segment : segments) beats += segment.heart_beats[p];
    if (beats == 0) continue;
    warnings.push_back({recording.channels[plan.channels[p].channel].label,
                        fmt::format("{} heart beats left out of the twitches{}", beats, how)});
  }
}

void tell_short_segments(const Recording& recording, std::vector<Warning>& warnings) {
  for (const Segment& segment : recording.segments) {
    if (seconds(segment.duration) >= short_segment_s) continue;
    warnings.push_back(
        {fmt::format("segment at {:.3f} s", seconds(segment.start)),
         fmt::format("lasts {:.2f} s: too short to know the resting level; sustained "
                     "activity may pass for rest",
                     seconds(segment.duration))});
  }
}

void place_in_time(std::vector<Episode>& episodes, std::size_t index, const Segment& segment,
                   const Hypnogram& hypnogram) {
  for (Episode& episode : episodes) {
    episode.segment = index;
    episode.onset = segment.start + episode.begin_row * ticks_per_row;
    episode.duration = (episode.end_row - episode.begin_row) * ticks_per_row;
    // Of its first moment, as movements are scored: what woke the sleeper began in sleep.
    episode.stage = hypnogram.at(episode.onset);
  }
}

std::vector<Episode> decide_all(std::vector<SegmentResult>& segments, const LiveSites& live,
                                const Recording& recording, const Hypnogram& hypnogram,
                                const Options& options, const EpisodeModel* model) {
  std::vector<Episode> episodes;
  for (std::size_t s = 0; s < segments.size(); ++s) {
    emg::SegmentFindings findings;
    for (const std::size_t p : live.positions) {
      findings.bursts.push_back(std::move(segments[s].findings.bursts[p]));
      findings.twitches.push_back(std::move(segments[s].findings.twitches[p]));
      findings.faults.push_back(std::move(segments[s].findings.faults[p]));
    }
    std::vector<Episode> found = emg::decide(std::move(findings), live.sites, options, model);
    place_in_time(found, s, recording.segments[s], hypnogram);
    std::move(found.begin(), found.end(), std::back_inserter(episodes));
  }
  return episodes;
}

/// The model that the options ask for; nullptr for rules alone.
std::shared_ptr<const EpisodeModel> model_for(const ClassifyOptions& options) {
  if (options.classifier == "rules") return nullptr;
  if (!options.model_file.empty()) {
    return std::make_shared<const EpisodeModel>(EpisodeModel::load(options.model_file));
  }
  return {std::shared_ptr<const EpisodeModel>(), &EpisodeModel::shipped()};
}

Provenance make_provenance(const Options& options, const EpisodeModel* model) {
  Provenance provenance;
  provenance.version = version;
  provenance.options = options_toml(options, false);
  provenance.options_hash = options_hash(options);
  provenance.classifier = model == nullptr ? "rules" : model->identity();
  return provenance;
}

/// Beats that an ECG channel shows, per segment.
std::vector<std::vector<std::int32_t>> beats_of(const Reader& reader, const Reader& leading,
                                                const Recording& recording, const Options& options,
                                                const std::optional<ChannelPlan>& ecg,
                                                const AnalyzeHooks& hooks) {
  std::vector<std::vector<std::int32_t>> beats(recording.segments.size());
  if (!ecg) return beats;
  // It can be stopped, but is no progress.
  Line line(reader, leading, recording, options, *ecg,
            [&](double) { return !hooks.progress || hooks.progress(0); });
  for (std::size_t s = 0; s < recording.segments.size(); ++s) beats[s] = line.beats_in(s);
  return beats;
}

Night analyze_here(const Reader& reader, const Options& options,
                   const std::vector<MontageRow>& montage, const Hypnogram& given,
                   const AnalyzeHooks& hooks) {
  Night night;
  night.recording = reader.recording();
  night.montage = apply_montage(night.recording, montage);
  const Recording& recording = night.recording;
  run::InputHash hash(recording.file);
  const std::shared_ptr<const EpisodeModel> model = model_for(options.classify);
  const Hypnogram hypnogram = given.empty() ? hypnogram_from_annotations(recording) : given;
  const ChannelPlan plan = run::plan_channels(reader, recording, options);
  night.warnings = recording.warnings;
  night.warnings.insert(night.warnings.end(), plan.warnings.begin(), plan.warnings.end());
  night.warnings.insert(night.warnings.end(), hypnogram.warnings.begin(), hypnogram.warnings.end());
  const std::optional<ChannelPlan> ecg_plan = run::plan_ecg(reader, recording, options);
  const Reader& source = hash.fed_by(reader, plan, ecg_plan);
  Line line(reader, source, recording, options, plan, hooks.progress);
  const std::vector<std::vector<std::int32_t>> beats =
      beats_of(reader, source, recording, options, ecg_plan, hooks);
  std::vector<SegmentResult> segments;
  for (std::size_t s = 0; s < recording.segments.size(); ++s) {
    segments.push_back(line.run_segment(s, beats[s]));
  }
  line.release_scratch();
  night.coverage = make_coverage(plan, recording, line, segments, options, night.warnings);
  const LiveSites live = live_sites(plan, recording, night.coverage);
  tell_montage_limits(live, night.warnings);
  tell_heart_beats(segments, plan, ecg_plan, recording, night.warnings);
  tell_short_segments(recording, night.warnings);
  night.episodes = decide_all(segments, live, recording, hypnogram, options, model.get());
  night.overview = line.take_overview();
  for (const Coverage& coverage : night.coverage) {
    night.analysable_hours = std::max(night.analysable_hours, coverage.analysable_s / 3600);
  }
  night.movements = emg::score_plm(night.episodes, options.plm, hypnogram, night.analysable_hours,
                                   recording.segments);
  night.cramps = emg::summarise_cramps(night.episodes, night.analysable_hours);
  night.sleep = emg::sleep_context(hypnogram, recording.segments, night.episodes);
  night.counts = emg::count_labels(night.episodes);
  add_refused(recording, plan, night.coverage);
  night.provenance = make_provenance(options, model.get());
  hash.write(night.provenance);
  return night;
}

}  // namespace

Night analyze(const Reader& reader, const Options& options, const std::vector<MontageRow>& montage,
              const Hypnogram& hypnogram, const AnalyzeHooks& hooks) {
  validate(options);
  if (hooks.threads < 0) {
    throw ArgumentError(
        fmt::format("threads={}: must be at least 0 (0: all cores)", hooks.threads));
  }
  const int threads = hooks.threads > 0 ? hooks.threads : tbb::info::default_concurrency();
  run::LentArena arena(threads);
  return arena.execute([&] { return analyze_here(reader, options, montage, hypnogram, hooks); });
}

}  // namespace noctemg
