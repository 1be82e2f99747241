#pragma once

/// \file
/// What both HDF5 layouts come down to: a recording, and for each channel a column of a table.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "io/h5.hpp"
#include "io/h5_tiles.hpp"
#include "io/sample_scale.hpp"
#include "noctemg/option_groups.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::io {

/// Where a channel's samples are. Frames outside the table's rows are missing.
struct SampleColumn {
  std::shared_ptr<const SampleTable> table;
  std::int64_t column = 0;
  std::int64_t first_row = 0;          ///< row of the channel's frame 0; negative: starts late
  double missing_code = not_a_number;  ///< the integer that stands for a missing sample
  SampleScale scale;
};

struct H5Source {
  Recording recording;
  std::vector<SampleColumn> columns;  ///< one per channel
};

/// noctemg's own layout, see h5_schema.md. \throws InputError naming attribute and rule
[[nodiscard]] H5Source read_noctemg_layout(const h5::Group& root, const ReadOptions& options);
[[nodiscard]] bool has_noctemg_layout(const h5::Group& root);

/// PLUX OpenSignals. \throws InputError naming attribute and rule
[[nodiscard]] H5Source read_opensignals(const h5::Group& root, const ReadOptions& options);
[[nodiscard]] bool has_opensignals_layout(const h5::Group& root);

/// Writes unit and uv_per_unit from the file's own words, or from `options` where it has none.
void take_unit(Channel& channel, std::string_view unit, const ReadOptions& options);
/// Sum of the segments' durations and each channel's frames.
void add_totals(Recording& recording);
/// Bytes of decoded samples that a table of `count` tables may keep: what all threads of an
/// analysis look at, as far as there is room. \param second_bytes  that a second of the table needs
[[nodiscard]] std::size_t cache_share(std::size_t count, double second_bytes) noexcept;

}  // namespace noctemg::io
