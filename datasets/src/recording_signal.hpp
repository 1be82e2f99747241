#pragma once

/// \file
/// All channels of a night in the order and the units of its recording, second by second.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "body_source.hpp"
#include "night_signal.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::synth {

class RecordingSignal {
 public:
  explicit RecordingSignal(const Script& script);

  /// Values of one second of all channels together.
  [[nodiscard]] std::size_t values_per_second() const { return values_; }
  /// Channel after channel; seconds must come in order.
  void render(std::int64_t number, std::span<double> out);

 private:
  [[nodiscard]] std::span<double> part(std::span<double> out, std::size_t channel) const;

  std::vector<std::size_t> first_;  // value of each channel; one more at the end
  std::size_t values_ = 0;
  std::vector<double> scale_;  // of each channel: its unit per µV
  std::vector<NightSignal> emg_;
  std::vector<std::size_t> channel_of_electrode_;
  struct Other {
    std::size_t channel;
    std::unique_ptr<BodySource> source;
  };
  std::vector<Other> others_;
};

/// What the writer has to know. Voltages have steps of 0.1 µV in 16 bits.
[[nodiscard]] OutputRecording output_of(const Script& script, const ClockTime& start);

}  // namespace noctemg::synth
