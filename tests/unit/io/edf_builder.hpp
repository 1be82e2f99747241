#pragma once

/// \file
/// EDF and BDF files for tests, byte by byte, so that any field can be wrong on purpose.

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace noctemg::test {

/// A file in the temporary folder that goes away with its object.
class TempFile {
 public:
  explicit TempFile(std::string_view bytes, std::string_view ending = ".edf") {
    static int count = 0;
    const std::string name = "noctemg-" + std::to_string(::getpid()) + "-" +
                             std::to_string(count++) + std::string(ending);
    path_ = (std::filesystem::temp_directory_path() / name).string();
    std::ofstream(path_, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  ~TempFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// One signal's header fields; numbers as text, so that they can be nonsense.
struct SignalFields {
  std::string label = "EMG";
  std::string unit = "uV";
  std::string physical_min = "-3276.8";
  std::string physical_max = "3276.7";
  std::string digital_min = "-32768";
  std::string digital_max = "32767";
  std::string samples_per_record = "4";
  std::string prefilter = {};
};

/// Defaults: a valid EDF file of 4 samples a second with a step of 0.1 uV, once it has records.
struct EdfBuilder {
  bool bdf = false;
  std::string version = {};  ///< "" for the right one, as with the next four
  std::string header_size = {};
  std::string reserved = {};
  std::string record_count = {};
  std::string signal_count = {};
  std::string patient = "X X X X";
  std::string recording = "Startdate 01-MAR-2026 X X X";
  std::string date = "01.03.26";
  std::string time = "22.58.03";
  std::string record_duration = "1";
  std::vector<SignalFields> signals = {SignalFields{}};
  std::vector<std::string> records;

  /// A signal that holds `bytes` bytes of annotations per record; the file becomes `kind`.
  EdfBuilder& annotated(int bytes, std::string_view kind = "EDF+C") {
    reserved = kind;
    signals.push_back({bdf ? "BDF Annotations" : "EDF Annotations", "", "-1", "1", "-32768",
                       "32767", std::to_string(bytes / (bdf ? 3 : 2))});
    return *this;
  }

  EdfBuilder& record(std::string_view bytes) {
    records.emplace_back(bytes);
    return *this;
  }

  /// Samples as the file holds them.
  [[nodiscard]] std::string samples(const std::vector<int>& values) const {
    std::string bytes;
    for (const int value : values)
      for (int b = 0; b < (bdf ? 3 : 2); ++b)
        bytes += static_cast<char>((static_cast<unsigned>(value) >> (8 * b)) & 0xff);
    return bytes;
  }

  /// Annotation bytes, with '|' for the end of a text, '~' before a duration, ';' for NUL.
  [[nodiscard]] static std::string texts(std::string_view readable, std::size_t bytes) {
    std::string text(readable);
    std::replace(text.begin(), text.end(), '|', '\x14');
    std::replace(text.begin(), text.end(), '~', '\x15');
    std::replace(text.begin(), text.end(), ';', '\0');
    text.resize(bytes, '\0');
    return text;
  }

  [[nodiscard]] std::string bytes() const {
    const std::string size = std::to_string(256 * (signals.size() + 1));
    std::string out = padded(version.empty() ? (bdf ? "\xff"
                                                      "BIOSEMI"
                                                    : "0")
                                             : version,
                             8);
    out += padded(patient, 80) + padded(recording, 80) + padded(date, 8) + padded(time, 8);
    out += padded(header_size.empty() ? size : header_size, 8) + padded(reserved, 44);
    out += padded(record_count.empty() ? std::to_string(records.size()) : record_count, 8);
    out += padded(record_duration, 8);
    out += padded(signal_count.empty() ? std::to_string(signals.size()) : signal_count, 4);
    column(out, &SignalFields::label, 16);
    out.append(80 * signals.size(), ' ');
    column(out, &SignalFields::unit, 8);
    column(out, &SignalFields::physical_min, 8);
    column(out, &SignalFields::physical_max, 8);
    column(out, &SignalFields::digital_min, 8);
    column(out, &SignalFields::digital_max, 8);
    column(out, &SignalFields::prefilter, 80);
    column(out, &SignalFields::samples_per_record, 8);
    out.append(32 * signals.size(), ' ');
    for (const std::string& record : records) out += record;
    return out;
  }

 private:
  static std::string padded(std::string text, std::size_t width) {
    text.resize(width, ' ');
    return text;
  }
  void column(std::string& out, std::string SignalFields::*field, std::size_t width) const {
    for (const SignalFields& signal : signals) out += padded(signal.*field, width);
  }
};

}  // namespace noctemg::test
