#include "io/edf_writer_annotations.hpp"

#include <algorithm>

#include "io/edf_tal.hpp"
#include "io/edf_writer_header.hpp"

namespace noctemg::io {
namespace {

constexpr char list_end = '\0';

std::string signed_seconds(Ticks t) { return (t < 0 ? "" : "+") + seconds_text(t); }

/// Bytes below a space would end the list or the text; line breaks and tabs are allowed.
std::string plain_words(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') c = ' ';
  }
  return text;
}

}  // namespace

std::string record_stamp(Ticks onset) {
  return signed_seconds(onset) + text_mark + text_mark + list_end;
}

std::string annotation_bytes(const Annotation& annotation, Ticks zero) {
  std::string bytes = signed_seconds(annotation.onset + zero);
  if (annotation.duration >= 0) bytes += duration_mark + seconds_text(annotation.duration);
  return bytes + text_mark + plain_words(annotation.text) + text_mark + list_end;
}

void RecordTimes::jump(std::int64_t record, Ticks start) {
  if (jumps_.back().first == record) {
    jumps_.back().second = start;
  } else {
    jumps_.emplace_back(record, start);
  }
}

Ticks RecordTimes::start_of(std::int64_t record) const {
  const auto after =
      std::upper_bound(jumps_.begin(), jumps_.end(), record,
                       [](std::int64_t r, const auto& jump) { return r < jump.first; });
  const auto& [first, start] = *(after - 1);
  return start + (record - first) * duration_;
}

std::int64_t RecordTimes::record_at(Ticks t, std::int64_t record_count) const {
  std::int64_t low = 0, high = record_count;  // start_of(low) <= t < start_of(high), or low is 0
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (start_of(middle) <= t ? low : high) = middle;
  }
  return low;
}

bool RecordTimes::has_gap() const {
  for (std::size_t i = 1; i < jumps_.size(); ++i) {
    const auto& [record, start] = jumps_[i];
    if (start != start_of(record - 1) + duration_) return true;
  }
  return false;
}

std::optional<AnnotationPages> pack_annotations(const std::vector<Annotation>& annotations,
                                                const RecordTimes& times, std::int64_t record_count,
                                                std::size_t width, Ticks zero) {
  AnnotationPages pages;
  for (const Annotation& annotation : annotations) {
    const std::string bytes = annotation_bytes(annotation, zero);
    std::int64_t record = times.record_at(annotation.onset, record_count);
    if (!pages.empty()) record = std::max(record, pages.back().first);
    const auto fits = [&] {
      const bool begun = !pages.empty() && pages.back().first == record;
      const std::size_t used = record_stamp(times.start_of(record) + zero).size() +
                               (begun ? pages.back().second.size() : 0);
      return used + bytes.size() <= width;
    };
    while (record < record_count && !fits()) ++record;
    if (record >= record_count) return std::nullopt;
    if (pages.empty() || pages.back().first != record) pages.emplace_back(record, "");
    pages.back().second += bytes;
  }
  return pages;
}

}  // namespace noctemg::io
