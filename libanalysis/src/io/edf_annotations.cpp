#include "io/edf_annotations.hpp"

#include <algorithm>
#include <cstring>
#include <future>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <fmt/core.h>

#include "io/edf_tal.hpp"
#include "io/edf_text.hpp"

namespace noctemg::io {
namespace {

/// Bytes of one annotation signal within a record.
struct Region {
  std::int64_t offset = 0;
  std::int64_t size = 0;
};

std::vector<Region> annotation_regions(const EdfHeader& header) {
  std::vector<Region> regions;
  for (const EdfSignal& signal : header.signals)
    if (signal.annotations && signal.samples_per_record > 0)
      regions.push_back({signal.byte_offset, signal.samples_per_record * header.sample_bytes});
  return regions;
}

/// Occurrences of one complaint: the first is named, all are counted.
class Tally {
 public:
  void note(std::int64_t record, std::string_view what) {
    if (count_++ == 0) first_ = fmt::format("in record {}: '{}'", record + 1, printable(what));
  }
  /// Adds what was noted in later records.
  void append(const Tally& later) {
    if (count_ == 0) first_ = later.first_;
    count_ += later.count_;
  }
  void report(std::string_view complaint, WarningList& warnings) const {
    if (count_ == 0) return;
    warnings.add("annotations", fmt::format("{} {}, first {}", count_, complaint, first_));
  }

 private:
  std::int64_t count_ = 0;
  std::string first_;
};

/// Nothing but zeros? Every byte equals the one before: a comparison that the library does by whole
/// registers, where most of most records is padding.
bool only_padding(std::string_view region) {
  return region.empty() || (region.front() == '\0' &&
                            std::memcmp(region.data(), region.data() + 1, region.size() - 1) == 0);
}

class TextCollector {
 public:
  /// \param keeps_time  true for the signal whose first list tells when the record begins
  void add(std::int64_t record, std::string_view region, bool keeps_time) {
    bool first = keeps_time;
    while (true) {
      if (only_padding(region)) return;
      const std::size_t begin = region.find_first_not_of('\0');
      region.remove_prefix(begin);
      const std::string_view list = region.substr(0, region.find('\0'));
      add_list(record, list, first);
      region.remove_prefix(list.size());
      first = false;
    }
  }

  void begin_record() { texts_.record_onsets.push_back(no_onset); }

  /// Adds what was collected from later records.
  void append(TextCollector&& later) {
    const auto move_to_end = [](auto& all, auto& more) {
      all.insert(all.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
    };
    move_to_end(texts_.record_onsets, later.texts_.record_onsets);
    move_to_end(texts_.annotations, later.texts_.annotations);
    damaged_.append(later.damaged_);
    odd_.append(later.odd_);
    latin1_.append(later.latin1_);
  }

  EdfTexts finish(WarningList& warnings) {
    damaged_.report("time-stamped lists cannot be read and were left out", warnings);
    odd_.report("time-stamped lists break the standard and were read as they seem meant", warnings);
    latin1_.report("texts are no UTF-8 and were read as Latin-1", warnings);
    return std::move(texts_);
  }

 private:
  void add_list(std::int64_t record, std::string_view bytes, bool first) {
    const std::optional<Tal> tal = parse_tal(bytes);
    if (!tal) return damaged_.note(record, bytes);
    if (tal->odd) odd_.note(record, bytes);
    std::size_t i = 0;
    if (first && (tal->texts.empty() || tal->texts.front().empty())) {
      texts_.record_onsets.back() = tal->onset;
      i = 1;
    }
    for (; i < tal->texts.size(); ++i) add_text(record, *tal, tal->texts[i]);
  }

  void add_text(std::int64_t record, const Tal& tal, std::string_view text) {
    if (!is_utf8(text)) latin1_.note(record, text);
    texts_.annotations.push_back({tal.onset, tal.duration, to_utf8(text)});
  }

  EdfTexts texts_;
  Tally damaged_, odd_, latin1_;
};

/// Consecutive records, or only their annotation bytes, in one read.
class RecordWindow {
 public:
  RecordWindow(const FileBytes& file, const EdfHeader& header, const std::vector<Region>& regions)
      : file_(file), header_(header), begin_(regions.front().offset) {
    const std::int64_t width = regions.back().offset + regions.back().size - begin_;
    // Short records are read many at once; of long ones only the annotations are touched.
    records_per_read_ =
        header.record_bytes <= short_record_bytes ? read_bytes / header.record_bytes : 1;
    bytes_.resize(static_cast<std::size_t>((records_per_read_ - 1) * header.record_bytes + width));
  }

  /// `region` of record `record`; records must be asked for in order.
  std::string_view get(std::int64_t record, const Region& region) {
    if (record >= end_record_) fill(record);
    const std::int64_t at =
        (record - first_record_) * header_.record_bytes + region.offset - begin_;
    return std::string_view(bytes_).substr(static_cast<std::size_t>(at),
                                           static_cast<std::size_t>(region.size));
  }

 private:
  /// A call costs as much as copying 4 to 8 KiB, measured on two machines.
  static constexpr std::int64_t short_record_bytes = 6144;
  static constexpr std::int64_t read_bytes = std::int64_t{256} * 1024;

  void fill(std::int64_t record) {
    const std::int64_t count = std::min(records_per_read_, header_.record_count - record);
    const auto cut = static_cast<std::size_t>((records_per_read_ - count) * header_.record_bytes);
    first_record_ = record;
    end_record_ = record + count;
    file_.read(header_.record_offset(record) + begin_,
               std::as_writable_bytes(std::span(bytes_)).first(bytes_.size() - cut));
  }

  const FileBytes& file_;
  const EdfHeader& header_;
  std::int64_t begin_;
  std::int64_t records_per_read_ = 1;
  std::int64_t first_record_ = 0;
  std::int64_t end_record_ = 0;
  std::string bytes_;
};

/// Half-open.
struct Records {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

TextCollector collect(const FileBytes& file, const EdfHeader& header,
                      const std::vector<Region>& regions, Records records) {
  RecordWindow window(file, header, regions);
  TextCollector texts;
  for (std::int64_t record = records.begin; record < records.end; ++record) {
    texts.begin_record();
    for (const Region& region : regions)
      texts.add(record, window.get(record, region), &region == &regions.front());
  }
  return texts;
}

/// Every long record costs a call of the system, thirty thousand in a night: side by side, so that
/// a night opens in an instant.
std::vector<Records> shares_of(std::int64_t record_count) {
  constexpr std::int64_t least = 4096;
  constexpr std::int64_t most_shares = 4;
  const std::int64_t count = std::clamp<std::int64_t>(
      std::min<std::int64_t>(std::thread::hardware_concurrency(), record_count / least), 1,
      most_shares);
  std::vector<Records> shares;
  for (std::int64_t i = 0; i < count; ++i)
    shares.push_back({record_count * i / count, record_count * (i + 1) / count});
  return shares;
}

}  // namespace

EdfTexts read_edf_texts(const FileBytes& file, const EdfHeader& header, WarningList& warnings) {
  const std::vector<Region> regions = annotation_regions(header);
  if (regions.empty()) return {};
  const std::vector<Records> shares = shares_of(header.record_count);
  std::vector<std::future<TextCollector>> later;
  for (std::size_t i = 1; i < shares.size(); ++i) {
    // Where no thread is to be had, it runs when it is asked for.
    later.push_back(std::async(std::launch::async | std::launch::deferred, [&, share = shares[i]] {
      return collect(file, header, regions, share);
    }));
  }
  TextCollector texts = collect(file, header, regions, shares.front());
  for (std::future<TextCollector>& share : later) texts.append(share.get());
  return texts.finish(warnings);
}

}  // namespace noctemg::io
