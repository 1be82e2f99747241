#pragma once

/// \file
/// Short words for tests that open what an EdfBuilder made.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "edf_builder.hpp"
#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace noctemg::test {

/// A built file together with its reader.
struct Opened {
  explicit Opened(const EdfBuilder& builder, const ReadOptions& options = {})
      : file(builder.bytes(), builder.bdf ? ".bdf" : ".edf"),
        reader(open_recording(file.path(), options)),
        recording(reader->recording()) {}

  [[nodiscard]] std::vector<double> all(std::size_t channel, std::size_t segment = 0) const {
    const std::int64_t count = recording.segments.at(segment).frame_count.at(channel);
    std::vector<double> values(static_cast<std::size_t>(count));
    reader->read(segment, {&channel, 1}, 0, count, values.data());
    return values;
  }

  TempFile file;
  std::unique_ptr<Reader> reader;
  const Recording& recording;
};

inline bool has_warning(const Recording& recording, std::string_view place, std::string_view word) {
  for (const Warning& warning : recording.warnings)
    if (warning.place == place && warning.message.find(word) != std::string::npos) return true;
  return false;
}

inline std::string warning_text(const Recording& recording) {
  std::string text;
  for (const Warning& warning : recording.warnings)
    text += warning.place + ": " + warning.message + "\n";
  return text;
}

/// The place that an InputError names when the file is opened; "" when it opens.
inline std::string fault_of(const EdfBuilder& builder) {
  const TempFile file(builder.bytes());
  try {
    (void)open_recording(file.path());
    return {};
  } catch (const InputError& error) {
    EXPECT_EQ(error.file(), file.path());
    EXPECT_FALSE(error.value().empty());
    EXPECT_FALSE(error.rule().empty());
    return error.place();
  }
}

/// Four samples a record, one record each; `onsets` are the records' time stamps.
inline EdfBuilder discontinuous(const std::vector<std::string>& onsets,
                                std::string_view kind = "EDF+D") {
  EdfBuilder builder;
  builder.annotated(40, kind);
  int value = 0;
  for (const std::string& onset : onsets) {
    const int first = value;
    builder.record(builder.samples({first, first + 1, first + 2, first + 3}) +
                   EdfBuilder::texts(onset.empty() ? "" : onset + "||;", 40));
    value += 4;
  }
  return builder;
}

}  // namespace noctemg::test
