#pragma once

/// \file
/// Which channels of a recording are analysed, with which filters, side by side with which others.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "emg/band.hpp"
#include "emg/conditioner.hpp"
#include "emg/survey.hpp"
#include "noctemg/options.hpp"
#include "noctemg/reader.hpp"

namespace noctemg::run {

/// One analysed channel.
struct PlannedChannel {
  std::size_t channel = 0;  ///< index into the recording's channels
  std::vector<double> notch_hz;
  double flatness = not_a_number;  ///< of its typical spectrum, 1 = white
};

/// Channels of one rate that are filtered side by side.
struct LaneGroup {
  std::vector<std::size_t> positions;  ///< into ChannelPlan::channels
  std::vector<std::size_t> channels;   ///< the same as indices into the recording's channels
  emg::Conditioner conditioner;
};

struct ChannelPlan {
  std::vector<PlannedChannel> channels;  ///< in channel order
  std::vector<LaneGroup> groups;
  std::vector<Warning> warnings;  ///< channels left out, bands adapted, notches set
};

/// \param recording  with the montage applied
/// \throws InputError when no channel can be analysed, naming each one's reason; Interrupted is not
/// thrown here
[[nodiscard]] ChannelPlan plan_channels(const Reader& reader, const Recording& recording,
                                        const Options& options);

/// The first ECG channel that can be analysed, alone; nothing when there is none.
[[nodiscard]] std::optional<ChannelPlan> plan_ecg(const Reader& reader, const Recording& recording,
                                                  const Options& options);

}  // namespace noctemg::run
