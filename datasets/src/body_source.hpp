#pragma once

/// \file
/// Channels that are not leg EMG, second by second: heart, brain, chin, breath, position and
/// acceleration, in step with what the legs do.

#include <cstdint>
#include <memory>
#include <span>

#include "script.hpp"

namespace noctemg::synth {

class BodySource {
 public:
  BodySource() = default;
  BodySource(const BodySource&) = delete;
  BodySource& operator=(const BodySource&) = delete;
  BodySource(BodySource&&) = delete;
  BodySource& operator=(BodySource&&) = delete;
  virtual ~BodySource() = default;
  /// Seconds must come in order. \param out  one second, µV for voltages, else in the lead's unit
  virtual void render(std::int64_t second, std::span<double> out) = 0;
};

/// For a lead that is no electrode of a leg.
[[nodiscard]] std::unique_ptr<BodySource> make_body_source(const Script& script, std::size_t lead);

}  // namespace noctemg::synth
