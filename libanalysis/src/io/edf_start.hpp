#pragma once

/// \file
/// The start of a recording, from the date and time fields of an EDF header.

#include <string_view>

#include "io/edf_fields.hpp"
#include "noctemg/time.hpp"

namespace noctemg::io {

/// \param date       "dd.mm.yy", years 85 to 99 mean 1985 to 1999
/// \param time       "hh.mm.ss"
/// \param recording  the recording field of EDF+, which repeats the date with a full year as
///                   "Startdate dd-MMM-yyyy"; empty for EDF and BDF
/// A date or time that cannot be read leaves the clock unknown, with a warning.
[[nodiscard]] ClockTime edf_start(std::string_view date, std::string_view time,
                                  std::string_view recording, const HeaderFields& fields);

}  // namespace noctemg::io
