#include "io/h5_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <thread>
#include <type_traits>
#include <utility>

#include "io/for_each_cpu.hpp"
#include "io/h5_source.hpp"
#include "io/label_sensor.hpp"
#include "io/read_request.hpp"
#include "io/voltage_unit.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr std::size_t decoded_bytes = std::size_t{48} << 20U;

/// One channel of a request: where its samples are and where they go.
struct Lane {
  const SampleColumn* source = nullptr;
  std::size_t position = 0;
};

/// Converts `count` rows of a tile into frames of `stride` values. All lanes share the tile.
template <class Stored, class Out>
void convert_stored(const Tile& tile, std::int64_t row, std::int64_t count, std::int64_t columns,
                    std::span<const Lane> lanes, std::size_t stride, Out* out) {
  const Stored* in = tile.values<Stored>() + (row - tile.first) * columns;
  for (const Lane& lane : lanes) {
    const SampleScale scale = lane.source->scale;
    const double missing = lane.source->missing_code;
    const Stored* from = in + lane.source->column;
    Out* to = out + lane.position;
    for (std::int64_t i = 0; i < count; ++i, from += columns, to += stride) {
      const auto digital = static_cast<double>(*from);
      *to = static_cast<Out>(digital == missing ? not_a_number : scale.value(digital));
    }
  }
}

/// Are the lanes all columns of the table, in order, none of them with a code for missing samples?
bool dense(std::span<const Lane> lanes, std::int64_t columns, std::size_t stride) {
  if (static_cast<std::int64_t>(lanes.size()) != columns || lanes.size() != stride) return false;
  for (std::size_t l = 0; l < lanes.size(); ++l) {
    const Lane& lane = lanes[l];
    if (lane.position != l || lane.source->column != static_cast<std::int64_t>(l) ||
        !std::isnan(lane.source->missing_code)) {
      return false;
    }
  }
  return true;
}

/// Scales of neighbouring columns, side by side.
struct DenseScales {
  static constexpr std::size_t width = 8;
  std::array<double, width> physical_min, digital_min, gain, factor;
};

/// The same sums as SampleScale::value(), for `width` columns of a table at a time.
NOCTEMG_FOR_EACH_CPU
void convert_eight(const std::int16_t* in, std::int64_t rows, std::size_t stride,
                   const DenseScales& scales, float* out) {
  const DenseScales s = scales;  // a copy that `out` cannot alias
  for (std::int64_t i = 0; i < rows; ++i, in += stride, out += stride) {
    for (std::size_t c = 0; c < DenseScales::width; ++c) {
      const auto digital = static_cast<double>(in[c]);
      out[c] = static_cast<float>((s.physical_min[c] + (digital - s.digital_min[c]) * s.gain[c]) *
                                  s.factor[c]);
    }
  }
}

/// All columns of some rows; those that are left over one by one.
void convert_dense(const Tile& tile, std::int64_t row, std::int64_t count,
                   std::span<const Lane> lanes, float* out) {
  const std::size_t columns = lanes.size();
  const std::int16_t* in = tile.values<std::int16_t>() + (row - tile.first) * std::ssize(lanes);
  std::size_t c = 0;
  for (; c + DenseScales::width <= columns; c += DenseScales::width) {
    DenseScales scales;
    for (std::size_t l = 0; l < DenseScales::width; ++l) {
      const SampleScale& scale = lanes[c + l].source->scale;
      scales.physical_min[l] = scale.physical_min;
      scales.digital_min[l] = scale.digital_min;
      scales.gain[l] = scale.gain;
      scales.factor[l] = scale.factor;
    }
    convert_eight(in + c, count, columns, scales, out + c);
  }
  convert_stored<std::int16_t>(tile, row, count, std::ssize(lanes), lanes.subspan(c), columns, out);
}

template <class Out>
void convert_tile(const Tile& tile, std::int64_t row, std::int64_t count, std::int64_t columns,
                  std::span<const Lane> lanes, std::size_t stride, Out* out) {
  switch (tile.type) {
    case h5::Number::i16:
      if constexpr (std::is_same_v<Out, float>) {
        if (dense(lanes, columns, stride)) {
          return convert_dense(tile, row, count, lanes, out);
        }
      }
      return convert_stored<std::int16_t>(tile, row, count, columns, lanes, stride, out);
    case h5::Number::i32:
      return convert_stored<std::int32_t>(tile, row, count, columns, lanes, stride, out);
    case h5::Number::f32:
      return convert_stored<float>(tile, row, count, columns, lanes, stride, out);
    default:
      return convert_stored<double>(tile, row, count, columns, lanes, stride, out);
  }
}

template <class Out>
void fill_missing(std::int64_t first, std::int64_t last, std::span<const Lane> lanes,
                  std::size_t stride, Out* out) {
  for (std::int64_t i = first; i < last; ++i) {
    for (const Lane& lane : lanes) {
      out[static_cast<std::size_t>(i) * stride + lane.position] = static_cast<Out>(not_a_number);
    }
  }
}

/// Reads `count` rows from `row` on for lanes of one table with one first row.
template <class Out>
void read_lanes(const SampleTable& table, std::int64_t row, std::int64_t count,
                std::span<const Lane> lanes, std::size_t stride, Out* out) {
  const std::int64_t begin = std::clamp<std::int64_t>(-row, 0, count);
  const std::int64_t end = std::clamp<std::int64_t>(table.rows() - row, begin, count);
  fill_missing(0, begin, lanes, stride, out);
  fill_missing(end, count, lanes, stride, out);
  for (std::int64_t i = begin; i < end;) {
    const std::shared_ptr<const Tile> tile = table.tile_of(row + i);
    const std::int64_t rows = std::min(end - i, tile->first + tile->rows - (row + i));
    convert_tile(*tile, row + i, rows, table.columns(), lanes, stride,
                 out + static_cast<std::size_t>(i) * stride);
    i += rows;
  }
}

class H5Reader final : public Reader {
 public:
  explicit H5Reader(H5Source source) : source_(std::move(source)) {}

  [[nodiscard]] const Recording& recording() const noexcept override { return source_.recording; }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, float* out) const override {
    read_any(segment, channels, first, count, out);
  }
  void read(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
            std::int64_t count, double* out) const override {
    read_any(segment, channels, first, count, out);
  }

 private:
  template <class Out>
  void read_any(std::size_t segment, std::span<const std::size_t> channels, std::int64_t first,
                std::int64_t count, Out* out) const {
    check_request(source_.recording, segment, channels, first, count);
    std::vector<bool> done(channels.size(), false);
    for (std::size_t k = 0; k < channels.size(); ++k) {
      if (done[k]) continue;
      const SampleColumn& column = source_.columns[channels[k]];
      const std::int64_t row = row_of(segment, channels[k]) + first;
      std::vector<Lane> lanes;
      for (std::size_t j = k; j < channels.size(); ++j) {
        const SampleColumn& other = source_.columns[channels[j]];
        if (other.table != column.table || row_of(segment, channels[j]) + first != row) continue;
        lanes.push_back({&other, j});
        done[j] = true;
      }
      read_lanes<Out>(*column.table, row, count, lanes, channels.size(), out);
    }
  }

  [[nodiscard]] std::int64_t row_of(std::size_t segment, std::size_t channel) const {
    return source_.recording.segments[segment].first_frame[channel] +
           source_.columns[channel].first_row;
  }

  H5Source source_;
};

}  // namespace

void take_unit(Channel& channel, std::string_view unit, const ReadOptions& options) {
  VoltageUnit known = voltage_unit(unit);
  if (known.uv_per_unit == 0 && !options.assume_unit.empty() &&
      unit_kind(unit) == UnitKind::unknown) {
    known = voltage_unit(options.assume_unit);
  }
  channel.unit = known.text;
  channel.uv_per_unit = known.uv_per_unit;
}

void add_totals(Recording& recording) {
  recording.duration = 0;
  for (const Segment& segment : recording.segments) {
    recording.duration += segment.duration;
    for (std::size_t c = 0; c < recording.channels.size(); ++c) {
      recording.channels[c].frame_count += segment.frame_count[c];
    }
  }
}

std::size_t cache_share(std::size_t count, double second_bytes) noexcept {
  // Two tiles of 32 s side by side.
  constexpr double seconds_per_thread = 64;
  const double threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t share = decoded_bytes / std::max<std::size_t>(count, 1);
  const double wanted = second_bytes * seconds_per_thread * threads;
  return wanted < static_cast<double>(share) ? static_cast<std::size_t>(wanted) : share;
}

std::unique_ptr<Reader> open_h5(const std::string& path, const ReadOptions& options) {
  const h5::File file = h5::File::open(path);
  const h5::Group root = file.root();
  H5Source source;
  if (has_noctemg_layout(root)) {
    source = read_noctemg_layout(root, options);
  } else if (has_opensignals_layout(root)) {
    source = read_opensignals(root, options);
  } else {
    throw InputError(path, "layout", "another kind of HDF5 file",
                     "must be a noctemg recording (attribute 'noctemg_recording') or a PLUX "
                     "OpenSignals file (a group per device with 'sampling rate' and 'raw')");
  }
  source.recording.file = path;
  source.recording.id = std::filesystem::path(path).stem().string();
  return std::make_unique<H5Reader>(std::move(source));
}

}  // namespace noctemg::io
