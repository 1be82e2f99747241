#include "emg/row_queue.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <utility>

#include "emg/row_sums.hpp"

namespace noctemg::emg {

void RowQueue::push_back(RowValues rows) {
  if (rows.empty()) return;
  pieces_.push_back({end_, std::move(rows)});
  end_ = pieces_.back().end();
}

void RowQueue::drop_before(std::int64_t row) {
  while (!pieces_.empty() && pieces_.front().end() <= row) pieces_.pop_front();
}

std::size_t RowQueue::piece_of(std::int64_t row) const {
  const auto behind =
      std::upper_bound(pieces_.begin(), pieces_.end(), row,
                       [](std::int64_t value, const Piece& piece) { return value < piece.begin; });
  assert(behind != pieces_.begin());
  return static_cast<std::size_t>(std::distance(pieces_.begin(), behind)) - 1;
}

std::span<const float> RowQueue::rows(std::int64_t begin, std::int64_t end) {
  if (begin >= end) return {};
  std::size_t index = piece_of(begin);
  const auto part = [&](std::int64_t from) {
    const Piece& piece = pieces_[index];
    return std::span<const float>(piece.rows)
        .subspan(static_cast<std::size_t>(from - piece.begin),
                 static_cast<std::size_t>(std::min(end, piece.end()) - from));
  };
  if (end <= pieces_[index].end()) return part(begin);
  joined_.clear();
  for (std::int64_t from = begin; from < end; from = pieces_[index++].end()) {
    const std::span<const float> more = part(from);
    joined_.insert(joined_.end(), more.begin(), more.end());
  }
  return joined_;
}

void RowQueue::smooth(std::int64_t begin, std::int64_t half, std::span<float> out) {
  for (std::size_t index = out.empty() ? 0 : piece_of(begin); !out.empty();) {
    const Piece& piece = pieces_[index];
    const auto left = static_cast<std::int64_t>(out.size());
    // Where all neighbours lie in the same piece, its rows serve as they lie.
    const std::int64_t inner_begin = index > 0 ? piece.begin + half : piece.begin;
    const std::int64_t inner_end = index + 1 < pieces_.size() ? piece.end() - half : piece.end();
    std::int64_t count = 0;
    if (begin >= inner_begin && begin < inner_end) {
      count = std::min(left, inner_end - begin);
      emg::smooth(piece.rows, static_cast<std::size_t>(begin - piece.begin),
                  static_cast<std::size_t>(half), out.first(static_cast<std::size_t>(count)));
    } else {
      // Up to where they do, or to the end of the piece.
      count = std::min(
          left, (begin < inner_begin ? std::min(inner_begin, piece.end()) : piece.end()) - begin);
      const std::int64_t first = std::max(pieces_.front().begin, begin - half);
      const std::int64_t last = std::min(end_, begin + count + half);
      emg::smooth(rows(first, last), static_cast<std::size_t>(begin - first),
                  static_cast<std::size_t>(half), out.first(static_cast<std::size_t>(count)));
    }
    begin += count;
    out = out.subspan(static_cast<std::size_t>(count));
    if (begin == piece.end()) ++index;
  }
}

}  // namespace noctemg::emg
