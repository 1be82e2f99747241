#include "io/edf_signals.hpp"

#include <algorithm>
#include <set>

#include "io/edf_text.hpp"

namespace noctemg::io {
namespace {

// What a field of eight characters can say, and more than any range of 24 bits.
constexpr std::int64_t largest_number = 99'999'999;

/// Field by field: all labels, then all transducers, and so on.
class SignalColumns {
 public:
  explicit SignalColumns(std::string_view bytes)
      : rest_(bytes), count_(bytes.size() / signal_header_bytes) {}

  [[nodiscard]] std::size_t count() const { return count_; }
  /// The next column; entry i is characters [i * width, (i + 1) * width).
  std::string_view next(std::size_t width) {
    const std::string_view column = rest_.substr(0, width * count_);
    rest_.remove_prefix(column.size());
    return column;
  }

 private:
  std::string_view rest_;
  std::size_t count_;
};

std::string_view entry(std::string_view column, std::size_t i, std::size_t width) {
  return column.substr(i * width, width);
}

bool is_annotation_label(std::string_view label) {
  return label == "EDF Annotations" || label == "BDF Annotations";
}

void check_labels(const std::vector<EdfSignal>& signals, const HeaderFields& fields) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < signals.size(); ++i)
    if (!signals[i].annotations && !seen.insert(signals[i].label).second)
      fields.warn({"label", channel_name(i, signals[i].label)}, "the label is not unique");
}

void check_digital_range(const EdfSignal& signal, std::int64_t sample_bytes,
                         std::string_view channel, const HeaderFields& fields) {
  const std::int64_t limit = sample_bytes == 2 ? 32768 : 8388608;
  const auto [low, high] = std::minmax(signal.digital_min, signal.digital_max);
  if (low < -limit || high >= limit)
    fields.warn({"digital range", channel},
                "wider than the samples' bits; the scale was used as it stands");
  if (signal.digital_min > signal.digital_max)
    fields.warn({"digital range", channel}, "minimum above maximum; the signal was turned over");
}

/// Offsets of the signals' samples within a record.
void place_in_record(std::vector<EdfSignal>& signals, std::int64_t sample_bytes) {
  std::int64_t offset = 0;
  for (EdfSignal& signal : signals) {
    signal.byte_offset = offset;
    offset += signal.samples_per_record * sample_bytes;
  }
}

}  // namespace

std::vector<EdfSignal> parse_signals(std::string_view bytes, std::int64_t sample_bytes, bool plus,
                                     const HeaderFields& fields) {
  SignalColumns columns(bytes);
  const std::string_view labels = columns.next(16);
  columns.next(80);  // transducer
  const std::string_view units = columns.next(8);
  const std::string_view physical_mins = columns.next(8), physical_maxs = columns.next(8);
  const std::string_view digital_mins = columns.next(8), digital_maxs = columns.next(8);
  const std::string_view prefilters = columns.next(80), sample_counts = columns.next(8);

  std::vector<EdfSignal> signals(columns.count());
  for (std::size_t i = 0; i < signals.size(); ++i) {
    EdfSignal& signal = signals[i];
    const std::string name = channel_name(i, field_text(entry(labels, i, 16)));
    signal.label = fields.text({"label", name}, entry(labels, i, 16));
    signal.annotations = is_annotation_label(signal.label);
    signal.samples_per_record =
        fields.whole({"samples per record", name}, entry(sample_counts, i, 8), 0, largest_number);
    if (signal.annotations) {
      if (!plus)
        fields.warn({"reserved field"}, "does not say EDF+ or BDF+, yet there are annotations");
      continue;  // its scale means nothing
    }
    signal.raw_unit = without_padding(entry(units, i, 8));
    signal.prefilter = field_text(entry(prefilters, i, 80));
    signal.physical_min = fields.real({"physical minimum", name}, entry(physical_mins, i, 8));
    signal.physical_max = fields.real({"physical maximum", name}, entry(physical_maxs, i, 8));
    signal.digital_min = fields.whole({"digital minimum", name}, entry(digital_mins, i, 8),
                                      -largest_number, largest_number);
    signal.digital_max = fields.whole({"digital maximum", name}, entry(digital_maxs, i, 8),
                                      -largest_number, largest_number);
    check_digital_range(signal, sample_bytes, name, fields);
  }
  check_labels(signals, fields);
  place_in_record(signals, sample_bytes);
  return signals;
}

}  // namespace noctemg::io
