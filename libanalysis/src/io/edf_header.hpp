#pragma once

/// \file
/// The header of EDF, EDF+, BDF and BDF+ files: 256 bytes about the recording, then 256 bytes per
/// signal, stored field by field.
/// Source: Kemp et al. 1992 (EDF), Kemp and Olivan 2003 (EDF+), BioSemi's description of BDF.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/edf_bytes.hpp"
#include "io/edf_warnings.hpp"
#include "noctemg/recording.hpp"
#include "noctemg/time.hpp"

namespace noctemg::io {

/// One signal of the file, annotation signals included.
struct EdfSignal {
  std::string label;     ///< UTF-8
  std::string raw_unit;  ///< bytes as in the file, without padding
  std::string prefilter;
  double physical_min = 0;
  double physical_max = 0;
  std::int64_t digital_min = 0;
  std::int64_t digital_max = 0;
  std::int64_t samples_per_record = 0;
  std::int64_t byte_offset = 0;  ///< of its samples within a data record
  bool annotations = false;      ///< holds text, not samples
};

struct EdfHeader {
  std::int64_t sample_bytes = 2;  ///< 2 for EDF, 3 for BDF
  bool plus = false;              ///< EDF+ or BDF+
  bool continuous = true;         ///< false for EDF+D and BDF+D
  ClockTime start;                ///< without the fraction that EDF+ keeps in the first record
  Identity identity;
  std::int64_t samples_offset = 0;  ///< of the first data record in the file
  std::int64_t record_bytes = 0;
  std::int64_t record_count = 0;  ///< whole records that the file holds and the header claims
  Ticks record_duration = 0;
  std::vector<EdfSignal> signals;

  [[nodiscard]] std::string format() const;
  [[nodiscard]] std::int64_t record_offset(std::int64_t record) const noexcept {
    return samples_offset + record * record_bytes;
  }
};

/// True for the first bytes (8 or more) of an EDF or BDF file.
[[nodiscard]] bool is_edf(std::string_view first_bytes) noexcept;
[[nodiscard]] bool is_bdf(std::string_view first_bytes) noexcept;

/// Harmless departures from the standards end up in `warnings`.
/// \param accept_truncated  see ReadOptions
/// \throws InputError when times or scales of samples cannot be known, or records are missing
[[nodiscard]] EdfHeader read_edf_header(const FileBytes& file, bool accept_truncated,
                                        WarningList& warnings);

}  // namespace noctemg::io
