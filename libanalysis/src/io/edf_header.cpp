#include "io/edf_header.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/core.h>

#include "io/edf_fields.hpp"
#include "io/edf_signals.hpp"
#include "io/edf_start.hpp"
#include "io/edf_text.hpp"
#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

constexpr std::size_t general_bytes = 256;
constexpr std::int64_t most_signals = 9999;
constexpr std::int64_t most_records = 99'999'999;

std::string read_text_bytes(const FileBytes& file, std::int64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  file.read(offset, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

/// The first 256 bytes, cut into fields.
struct GeneralFields {
  std::string_view version, patient, recording, date, time, header_size, reserved, record_count,
      record_duration, signal_count;

  explicit GeneralFields(std::string_view bytes) {
    const auto next = [&](std::string_view& field, std::size_t width) {
      field = bytes.substr(0, width);
      bytes.remove_prefix(width);
    };
    next(version, 8);
    next(patient, 80);
    next(recording, 80);
    next(date, 8);
    next(time, 8);
    next(header_size, 8);
    next(reserved, 44);
    next(record_count, 8);
    next(record_duration, 8);
    next(signal_count, 4);
  }
};

void parse_reserved(std::string_view field, EdfHeader& header, const HeaderFields& fields) {
  const std::string text = field_text(field);
  const std::string_view family = header.sample_bytes == 2 ? "EDF+" : "BDF+";
  if (text.starts_with("EDF+") || text.starts_with("BDF+")) {
    const char kind = text.size() > 4 ? text[4] : ' ';
    header.plus = true;
    header.continuous = kind != 'D';
    if (!text.starts_with(family) || (kind != 'C' && kind != 'D'))
      fields.warn({"reserved field"}, fmt::format("'{}' read as {}{}", printable(field), family,
                                                  header.continuous ? 'C' : 'D'));
  } else if (!text.empty() && !(header.sample_bytes == 3 && text == "24BIT")) {
    fields.warn({"reserved field"}, fmt::format("'{}' has no meaning here", printable(field)));
  }
}

/// What the file holds from `offset` on, in records.
struct Stock {
  std::int64_t whole_records = 0;
  std::int64_t rest_bytes = 0;

  Stock(std::int64_t file_bytes, std::int64_t offset, std::int64_t record_bytes)
      : whole_records(std::max<std::int64_t>(file_bytes - offset, 0) / record_bytes),
        rest_bytes(std::max<std::int64_t>(file_bytes - offset, 0) % record_bytes) {}

  [[nodiscard]] bool agrees_with(std::int64_t declared_records) const {
    return rest_bytes == 0 && whole_records > 0 &&
           (declared_records < 1 || declared_records == whole_records);
  }
};

/// Where the first record begins. The header states it although it follows from the number of
/// signals; when the two differ, the size of the file decides.
std::int64_t settle_samples_offset(std::string_view field, std::int64_t declared_records,
                                   const EdfHeader& header, std::int64_t file_bytes,
                                   const HeaderFields& fields) {
  const auto implied =
      static_cast<std::int64_t>(general_bytes + header.signals.size() * signal_header_bytes);
  const std::optional<std::int64_t> declared = parse_whole(number_field(field).text);
  if (declared == implied) return implied;
  const std::string shown = printable(field);
  if (!declared || Stock(file_bytes, implied, header.record_bytes).agrees_with(declared_records)) {
    fields.warn({"header size"}, fmt::format("'{}' must be {}, which was used", shown, implied));
    return implied;
  }
  if (*declared > implied &&
      Stock(file_bytes, *declared, header.record_bytes).agrees_with(declared_records)) {
    fields.warn({"header size"}, fmt::format("'{}' should be {}; it was used since the file's size "
                                             "agrees with it",
                                             shown, implied));
    return *declared;
  }
  fields.reject({"header size"}, field,
                fmt::format("must be {}: 256 bytes and 256 per signal", implied));
}

/// A recorder that loses power leaves its last record unfinished; whoever lacks more lost it later.
constexpr std::int64_t tolerated_missing_records = 1;

void check_completeness(std::int64_t declared, const Stock& stock, bool accept_truncated,
                        const HeaderFields& fields) {
  if (accept_truncated || declared - stock.whole_records <= tolerated_missing_records) return;
  fields.reject({"file size"},
                fmt::format("{} of the {} data records that the header announces",
                            stock.whole_records, declared),
                "must hold all but the last: the file was cut off, perhaps while it was copied; "
                "accept_truncated reads what is there");
}

/// How many records can be read: never more than the header claims or the file holds.
std::int64_t settle_record_count(std::int64_t declared, const Stock& stock, bool accept_truncated,
                                 const HeaderFields& fields) {
  const FieldPlace place{"number of data records"};
  if (declared == 0 && stock.whole_records == 0)
    fields.reject(place, "0", "must be above 0; the file holds no samples");
  if (stock.whole_records == 0)
    fields.reject({"file size"}, fmt::format("{} bytes after the header", stock.rest_bytes),
                  "must hold at least one whole data record");
  check_completeness(declared, stock, accept_truncated, fields);
  const std::int64_t count =
      declared < 1 ? stock.whole_records : std::min(declared, stock.whole_records);
  if (declared < 1)
    fields.warn(place,
                fmt::format("'{}' states no number; the file's size gives {}", declared, count));
  else if (declared > count)
    fields.warn(place,
                fmt::format("'{}', but the file holds {}; these were used", declared, count));
  if (count == stock.whole_records && stock.rest_bytes > 0)
    fields.warn({"file size"},
                fmt::format("{} bytes after the last whole data record were not used ({})",
                            stock.rest_bytes,
                            declared > count ? "a record that was cut off" : "trailing bytes"));
  if (count < stock.whole_records)
    fields.warn(place, fmt::format("'{}', but the file holds {}; the {} after them were not used",
                                   declared, stock.whole_records, stock.whole_records - count));
  return count;
}

void check_time_base(const EdfHeader& header, std::string_view duration_field,
                     const HeaderFields& fields) {
  const bool samples =
      std::any_of(header.signals.begin(), header.signals.end(),
                  [](const EdfSignal& s) { return !s.annotations && s.samples_per_record > 0; });
  if (samples && header.record_duration == 0)
    fields.reject({"record duration"}, duration_field,
                  "must be above 0, else sampling rates are unknown");
  if (header.record_duration > longest_ticks / std::max<std::int64_t>(header.record_count, 1))
    fields.reject({"record duration"}, duration_field,
                  "must not make the recording longer than 63 years");
}

std::int64_t bytes_per_record(const EdfHeader& header) {
  std::int64_t samples = 0;
  for (const EdfSignal& signal : header.signals) samples += signal.samples_per_record;
  return samples * header.sample_bytes;
}

std::size_t parse_signal_count(std::string_view field, const FileBytes& file,
                               const HeaderFields& fields) {
  const std::int64_t count = fields.whole({"number of signals"}, field, 1, most_signals);
  const auto needed = static_cast<std::int64_t>(general_bytes) +
                      count * static_cast<std::int64_t>(signal_header_bytes);
  if (file.size() < needed)
    fields.reject({"file size"}, fmt::format("{} bytes", file.size()),
                  fmt::format("must be at least {} for a header of {} signals", needed, count));
  return static_cast<std::size_t>(count);
}

void check_version(std::string_view field, const HeaderFields& fields) {
  if (is_edf(field) && field != "0       ") fields.warn({"version"}, "must be padded with spaces");
}

}  // namespace

std::string EdfHeader::format() const {
  const std::string family = sample_bytes == 2 ? "EDF" : "BDF";
  return plus ? family + (continuous ? "+C" : "+D") : family;
}

bool is_edf(std::string_view first_bytes) noexcept {
  return first_bytes.size() >= 8 && first_bytes[0] == '0' &&
         without_padding(first_bytes.substr(1, 7)).empty();
}

bool is_bdf(std::string_view first_bytes) noexcept {
  return first_bytes.starts_with(
      "\xff"
      "BIOSEMI");
}

EdfHeader read_edf_header(const FileBytes& file, bool accept_truncated, WarningList& warnings) {
  const HeaderFields fields(file.path(), warnings);
  if (file.size() < static_cast<std::int64_t>(general_bytes))
    fields.reject({"file size"}, fmt::format("{} bytes", file.size()), "must be at least 256");
  const std::string bytes = read_text_bytes(file, 0, general_bytes);
  const GeneralFields general(bytes);
  if (!is_edf(general.version) && !is_bdf(general.version))
    fields.reject({"version"}, general.version, "must be '0' (EDF) or 0xff and 'BIOSEMI' (BDF)");
  check_version(general.version, fields);

  EdfHeader header;
  header.sample_bytes = is_bdf(general.version) ? 3 : 2;
  parse_reserved(general.reserved, header, fields);
  header.identity.patient = fields.text({"patient"}, general.patient);
  header.identity.recording = fields.text({"recording"}, general.recording);
  header.start = edf_start(general.date, general.time,
                           header.plus ? header.identity.recording : std::string(), fields);
  const std::int64_t declared_records =
      fields.whole({"number of data records"}, general.record_count, -1, most_records);
  header.record_duration = fields.duration({"record duration"}, general.record_duration);

  const std::size_t signal_count = parse_signal_count(general.signal_count, file, fields);
  const std::string signal_bytes =
      read_text_bytes(file, general_bytes, signal_count * signal_header_bytes);
  header.signals = parse_signals(signal_bytes, header.sample_bytes, header.plus, fields);
  header.record_bytes = bytes_per_record(header);
  if (header.record_bytes == 0)
    fields.reject({"samples per record"}, "0 for every signal", "must be above 0 for at least one");
  header.samples_offset =
      settle_samples_offset(general.header_size, declared_records, header, file.size(), fields);
  header.record_count = settle_record_count(
      declared_records, Stock(file.size(), header.samples_offset, header.record_bytes),
      accept_truncated, fields);
  check_time_base(header, general.record_duration, fields);
  return header;
}

}  // namespace noctemg::io
