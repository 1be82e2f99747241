#pragma once

/// \file
/// What `noctemg analyze` prints about nights.

#include <string>
#include <vector>

#include "noctemg/batch.hpp"
#include "noctemg/night.hpp"

namespace noctemg::cli {

/// One night in full: channels and their coverage, cramps, movements.
[[nodiscard]] std::string night_report(const Night& night);

/// One line per night, in columns that fit the ids of all inputs.
class CohortLines {
 public:
  explicit CohortLines(const std::vector<BatchInput>& inputs);
  /// The night's line; the first one comes with the header above it.
  [[nodiscard]] std::string line(const std::string& id, const Night& night);
  /// Sums over the nights so far and what became of the other recordings.
  [[nodiscard]] std::string totals(const BatchReport& report) const;

 private:
  std::size_t id_width_ = 9;
  bool header_is_printed_ = false;
  std::int64_t nights_ = 0;
  std::int64_t probable_ = 0;
  std::int64_t possible_ = 0;
  double hours_ = 0;
  double cramp_s_ = 0;
};

}  // namespace noctemg::cli
