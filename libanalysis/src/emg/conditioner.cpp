#include "emg/conditioner.hpp"

#include "emg/lane_filter.hpp"
#include "signal/flush_denormals.hpp"

namespace noctemg::emg {
namespace {

/// Floats do where the high-pass edge is no lower than this share of the rate: the error against
/// double precision is then below 0.0008 uV for bursts of 60 uV and any offset, a 35th of the
/// quantisation noise of 0.1 uV per step (0.0004 uV at 2 kHz). At 10 kHz it would be a tenth of it.
/// Measured in conditioner_precision_test.cpp.
constexpr double least_edge_share = 0.004;

bool floats_do(const Options& options, const Rate& rate) {
  return options.filter.highpass_hz >= least_edge_share * rate.hz();
}

}  // namespace

std::size_t Conditioner::most_channels(const Options& options, const Rate& rate) {
  return floats_do(options, rate) ? signal::lanes_of<float> : signal::lanes_of<double>;
}

Conditioner::Conditioner(const Options& options, const Band& band, const Rate& rate,
                         std::span<const LaneSetup> lanes) {
  if (floats_do(options, rate)) {
    filter_ = std::make_unique<const LaneFilter<float>>(options, band, rate, lanes);
  } else {
    filter_ = std::make_unique<const LaneFilter<double>>(options, band, rate, lanes);
  }
}

Conditioner::~Conditioner() = default;
Conditioner::Conditioner(Conditioner&&) noexcept = default;
Conditioner& Conditioner::operator=(Conditioner&&) noexcept = default;

std::size_t Conditioner::channel_count() const noexcept { return filter_->channel_count(); }
const Rate& Conditioner::rate() const noexcept { return filter_->rate(); }
std::int64_t Conditioner::frames_around() const noexcept { return filter_->frames_around(); }
std::size_t Conditioner::tiles_at_once(std::int64_t row_count) const {
  return filter_->tiles_at_once(row_count);
}

void Conditioner::process(Workspace& work, std::int64_t frame_count, std::int64_t row_count,
                          std::span<const Tile> tiles, const FrameSource& source) const {
  const signal::FlushDenormals flush;
  filter_->process(work.buffers(), frame_count, row_count, tiles, source);
}

Conditioner::Workspace::Workspace() : buffers_(std::make_unique<Buffers>()) {}
Conditioner::Workspace::~Workspace() = default;
Conditioner::Workspace::Workspace(Workspace&&) noexcept = default;
Conditioner::Workspace& Conditioner::Workspace::operator=(Workspace&&) noexcept = default;

}  // namespace noctemg::emg
