#pragma once

/// \file
/// The band-pass of an analysis and the notches of each lane, forward and backward.

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/section_table.hpp"

namespace noctemg::emg {

/// Runs on differences of neighbouring frames, which are exact in floats whatever their offset:
/// one of the band-pass's zeros at frequency 0 is theirs. Gains are left out, see gain().
/// Immutable: one serves all threads.
template <typename T>
class LaneCascade {
 public:
  using Lanes = signal::LaneValues<T>;
  using Memory = std::vector<signal::SectionMemory<T>>;
  static constexpr std::size_t lane_count = signal::lanes_of<T>;

  LaneCascade() = default;
  /// \param band     of signal::butter(..., BandType::bandpass, ...)
  /// \param notches  of each lane, of signal::iirnotch(); lane_count of them
  /// \throws ArgumentError for anything else
  LaneCascade(std::span<const signal::Section> band,
              std::span<const std::vector<signal::Section>> notches);

  [[nodiscard]] bool has_notches() const noexcept { return most_notches_ > 0; }
  /// Of the filter in one direction: what comes out is 1 / gain of what SciPy's sosfilt gives.
  [[nodiscard]] double gain(std::size_t lane) const { return gain_[lane]; }

  [[nodiscard]] Memory rest() const { return Memory(backward_.size()); }
  /// Filters differences of frames in place, forward in time.
  /// \param hum  the mean square of what the notches took of these frames, in uV^2 where frames
  ///             are differences of uV, is added to it; null: not asked
  void forward(Memory& memory, Lanes* frames, std::size_t count, Lanes* hum = nullptr) const {
    forward(memory, frames, count, hum, {});
  }
  /// Somebody who hears the differences before they are filtered, see hearing().
  using Listener = signal::Beside<T>;
  /// This cascade, of a band-pass of order 1 or 2 without notches, as a listener.
  /// \param squares  the sum of the squares of what it would give is added to it
  [[nodiscard]] Listener hearing(Memory& memory, Lanes& squares) const;
  /// \param listener  without sections: nobody
  void forward(Memory& memory, Lanes* frames, std::size_t count, Lanes* hum,
               const Listener& listener) const;
  /// Filters frames in place from `last` on backward in time.
  void backward(Memory& memory, Lanes* last, std::size_t count) const;

 private:
  /// Sections that are run in one go.
  struct Pass {
    std::size_t first = 0;
    std::size_t band = 0;
    std::size_t notches = 0;
    Lanes notch_gain = {};
    std::array<double, lane_count> taken_scale = {};  ///< of what the notches took, to uV^2
  };

  void plan_passes(std::size_t band_sections);
  void scale_passes(std::span<const std::vector<signal::Section>> all);
  [[nodiscard]] signal::FilterPass<T> pass_of(const Pass& pass, bool differences) const;

  std::vector<signal::SectionLanes<T>> forward_;
  std::vector<signal::SectionLanes<T>> backward_;
  std::vector<Pass> passes_;
  std::array<double, lane_count> gain_ = {};
  std::size_t most_notches_ = 0;
};

extern template class LaneCascade<float>;
extern template class LaneCascade<double>;

}  // namespace noctemg::emg
