#include "emg/row_list.hpp"

#include <algorithm>

#include "emg/rows.hpp"

namespace noctemg::emg {

RowList::RowList(const Rate& rate) : rate_(rate) {
  const std::int64_t rows = rate.per_seconds * rows_per_second;
  frames_per_row_ = rate.frames % rows == 0 ? rate.frames / rows : 0;
  most_frames_ = (rate.frames + rows - 1) / rows;
}

RowRange RowList::over(RowRange rows, std::int64_t begin, std::int64_t end) const {
  if (frames_per_row_ > 0) {
    rows.begin = std::min(rows.begin, begin / frames_per_row_);
    rows.end = std::max(rows.end, (end + frames_per_row_ - 1) / frames_per_row_);
    return rows;
  }
  while (rows.begin > 0 && rate_.first_frame_of_row(rows.begin) > begin) --rows.begin;
  // Below 100 Hz the last row may hold no frame.
  while (rate_.first_frame_of_row(rows.end) < end) ++rows.end;
  return rows;
}

void RowList::first_frames(RowRange rows, std::int64_t begin, std::int64_t end,
                           std::vector<std::uint32_t>& out) const {
  const auto count = static_cast<std::size_t>(rows.end - rows.begin + 1);
  out.resize(count);
  if (frames_per_row_ == 0) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t frame =
          rate_.first_frame_of_row(rows.begin + static_cast<std::int64_t>(i));
      out[i] = static_cast<std::uint32_t>(std::clamp(frame, begin, end) - begin);
    }
    return;
  }
  // Modulo 2^32; only rows at the ends can lie outside.
  const auto first = static_cast<std::uint32_t>(rows.begin * frames_per_row_ - begin);
  const auto step = static_cast<std::uint32_t>(frames_per_row_);
  for (std::size_t i = 0; i < count; ++i) out[i] = first + static_cast<std::uint32_t>(i) * step;
  for (std::size_t i = 0; i < count; ++i) {
    if ((rows.begin + static_cast<std::int64_t>(i)) * frames_per_row_ >= begin) break;
    out[i] = 0;
  }
  for (std::size_t i = count; i-- > 0;) {
    if ((rows.begin + static_cast<std::int64_t>(i)) * frames_per_row_ <= end) break;
    out[i] = static_cast<std::uint32_t>(end - begin);
  }
}

}  // namespace noctemg::emg
