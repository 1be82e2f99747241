#pragma once

/// \file
/// A recording whose EMG channels are conditioned while they are read.

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "noctemg/options.hpp"
#include "noctemg/reader.hpp"
#include "run/channel_plan.hpp"
#include "signal/zero_phase.hpp"

namespace noctemg::run {

/// EMG channels as the options' filters leave them, in uV; all others as they are. Blocks of half a
/// minute are filtered when they are asked for, and the latest ones kept, so that memory does not
/// grow with the recording. Missing samples stay missing; the filter sees a straight line there.
class FilteredReader final : public Reader {
 public:
  /// \param reader   must outlive this one
  /// \param montage  applied to its recording
  /// \throws InputError when there is no channel to filter
  FilteredReader(const Reader& reader, const Recording& recording, const Options& options);

  [[nodiscard]] const Recording& recording() const noexcept override { return recording_; }
  /// What a user should know: channels left alone, bands adapted, notches set.
  [[nodiscard]] const std::vector<Warning>& warnings() const noexcept { return warnings_; }

  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const override;
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const override;

 private:
  /// Channels of one rate and one number of sections: SciPy's padding hangs on that number.
  struct Group {
    std::vector<std::size_t> channels;
    std::int64_t block_frames = 0;
    signal::ZeroPhase filter;
  };
  using Block = std::vector<double>;                 ///< [channel of the group][frame]
  using Key = std::pair<std::size_t, std::int64_t>;  ///< segment and block

  template <typename Out>
  void read_any(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
                std::int64_t count, Out* out) const;
  [[nodiscard]] std::shared_ptr<const Block> block_of(std::size_t group, const Key& key) const;
  [[nodiscard]] Block filtered(const Group& group, const Key& key) const;

  const Reader& reader_;
  Recording recording_;
  std::vector<Warning> warnings_;
  std::vector<Group> groups_;
  std::vector<std::pair<std::size_t, std::size_t>> place_;  ///< per channel: group, lane
  mutable std::mutex mutex_;
  mutable std::vector<std::map<Key, std::shared_ptr<const Block>>> kept_;  ///< per group
};

}  // namespace noctemg::run
