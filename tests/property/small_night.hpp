#pragma once

/// \file
/// Minutes of EMG of both legs in which a few things happen, and what it means for two nights to be
/// the same.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "noctemg/analyzer.hpp"

namespace noctemg::property {

inline constexpr double rate_hz = 500;

/// Samples of four channels, one after the other.
struct Samples {
  std::vector<std::string> labels = {"L GM", "L TA", "R GM", "R TA"};
  std::vector<std::vector<double>> channels;

  [[nodiscard]] std::size_t frames() const { return channels.front().size(); }
};

/// Uniform noise, the same everywhere.
inline double noise(std::mt19937& random, double rms_uv) {
  return rms_uv * std::sqrt(3.0) * (2.0 * static_cast<double>(random()) / 4294967295.0 - 1);
}

/// 4 uV of rest in every channel.
inline Samples rest(double length_s, unsigned seed) {
  std::mt19937 random(seed);
  Samples samples;
  samples.channels.resize(4);
  for (auto& channel : samples.channels) {
    channel.resize(static_cast<std::size_t>(length_s * rate_hz));
    for (double& value : channel) value = noise(random, 4);
  }
  return samples;
}

/// Activity on one channel.
inline void add(Samples& samples, std::size_t channel, double begin_s, double end_s,
                double rms_uv) {
  std::mt19937 random(static_cast<unsigned>(begin_s * 1000) + static_cast<unsigned>(channel));
  const auto end = static_cast<std::size_t>(std::llround(end_s * rate_hz));
  for (auto f = static_cast<std::size_t>(std::llround(begin_s * rate_hz)); f < end; ++f) {
    samples.channels[channel][f] += noise(random, rms_uv);
  }
}

/// Six minutes and forty seconds, quiet for the first 80 s: movements, a cramp in the left calf, a
/// movement of both legs, a train, twitches, a shorter cramp in the right calf.
inline Samples small_night(unsigned seed = 1) {
  Samples samples = rest(400, seed);
  for (const double begin : {85.3, 105.71, 128.02}) add(samples, 1, begin, begin + 2.2, 60);
  add(samples, 3, 128.4, 130, 60);
  add(samples, 0, 160.05, 195.5, 80);
  add(samples, 1, 160.05, 195.5, 6);
  for (std::size_t c = 0; c < 4; ++c)
    add(samples, c, 240.1 + 0.1 * static_cast<double>(c), 247.3, 70);
  for (int i = 0; i < 8; ++i) add(samples, 3, 270.2 + i, 270.55 + i, 60);
  for (const double begin : {290.0, 296.0}) add(samples, 2, begin, begin + 0.12, 90);
  add(samples, 2, 330.33, 350.1, 50);
  add(samples, 1, 372.9, 373.7, 60);
  return samples;
}

inline std::unique_ptr<Reader> reader_of(const Samples& samples, std::vector<double>& storage) {
  storage.clear();
  for (const auto& channel : samples.channels) {
    storage.insert(storage.end(), channel.begin(), channel.end());
  }
  ArraySource source;
  source.samples = storage.data();
  source.frame_count = static_cast<std::int64_t>(samples.frames());
  source.channel_stride = static_cast<std::ptrdiff_t>(samples.frames());
  source.rate_hz = rate_hz;
  source.labels = samples.labels;
  return open_array(source);
}

inline Night analyzed(const Samples& samples, const Options& options = {}, int threads = 2) {
  std::vector<double> storage;
  AnalyzeHooks hooks;
  hooks.threads = threads;
  return analyze(*reader_of(samples, storage), options, {}, {}, hooks);
}

/// Features that grow with the gain; all others are ratios, times and counts.
inline bool is_voltage(const EpisodeFeature& feature) { return feature.unit == "uV"; }

inline bool same_number(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// What is decided about an episode, but for its place in time and its texts.
inline void expect_same_decision(const Episode& a, const Episode& b) {
  EXPECT_EQ(a.channels, b.channels);
  EXPECT_EQ(a.side, b.side);
  EXPECT_EQ(a.bilateral, b.bilateral);
  EXPECT_EQ(a.muscle, b.muscle);
  EXPECT_EQ(a.label, b.label);
  EXPECT_EQ(a.certainty, b.certainty);
  EXPECT_EQ(a.plm, b.plm);
  EXPECT_EQ(a.stage, b.stage);
  EXPECT_TRUE(same_number(a.probability, b.probability));
  EXPECT_EQ(a.features.bursts, b.features.bursts);
}

inline void expect_same_episode(const Episode& a, const Episode& b) {
  expect_same_decision(a, b);
  EXPECT_EQ(a.begin_row, b.begin_row);
  EXPECT_EQ(a.end_row, b.end_row);
  EXPECT_EQ(a.duration, b.duration);
  EXPECT_EQ(a.reasons, b.reasons);
  for (const EpisodeFeature& f : episode_feature_table()) {
    EXPECT_TRUE(same_number(a.features.*f.member, b.features.*f.member))
        << f.name << ": " << a.features.*f.member << " and " << b.features.*f.member;
  }
}

inline void expect_same_night(const Night& a, const Night& b) {
  ASSERT_EQ(a.episodes.size(), b.episodes.size());
  for (std::size_t i = 0; i < a.episodes.size(); ++i) {
    SCOPED_TRACE("episode " + std::to_string(i));
    expect_same_episode(a.episodes[i], b.episodes[i]);
    EXPECT_EQ(a.episodes[i].segment, b.episodes[i].segment);
    EXPECT_EQ(a.episodes[i].onset, b.episodes[i].onset);
  }
  EXPECT_EQ(a.overview.onset_s, b.overview.onset_s);
  EXPECT_TRUE(std::ranges::equal(a.overview.min_uv.values(), b.overview.min_uv.values()));
  EXPECT_TRUE(std::ranges::equal(a.overview.max_uv.values(), b.overview.max_uv.values()));
  EXPECT_TRUE(std::ranges::equal(a.overview.rms_uv.values(), b.overview.rms_uv.values()));
  EXPECT_TRUE(std::ranges::equal(a.overview.rest_uv.values(), b.overview.rest_uv.values()));
  EXPECT_EQ(a.warnings, b.warnings);
}

}  // namespace noctemg::property
