#pragma once

/// \file
/// The conditioned signal as a recording.

#include <functional>
#include <string>
#include <vector>

#include "noctemg/montage.hpp"
#include "noctemg/options.hpp"
#include "noctemg/recording.hpp"
#include "noctemg/writers.hpp"

namespace noctemg {

/// Writes a recording whose EMG channels went through the filters of `options.filter`: band-pass
/// and the notches that measured hum asks for, forward and backward unless zero_phase is off. In
/// double precision, equal to scipy.signal.sosfiltfilt(sections, samples in uV) of each whole
/// segment within 1e-9 of the signal, and in memory that does not grow with the recording. Other
/// channels, times and annotations stay what they are; missing samples stay missing.
/// \param format   HDF5 keeps every bit; EDF and BDF round to 16 and 24 bits of the largest value
/// \param montage  which channels are EMG, where labels do not tell
/// \param progress  told the finished share, 0 to 1; false ends it, and nothing is written
/// \return what a user should know: channels left alone, bands adapted, notches set
/// \throws FileNotFoundError, InputError (no EMG channel with a known unit among others),
/// OutputError, OptionError; Interrupted
std::vector<Warning> filter_recording(const std::string& in, const std::string& out,
                                      RecordingFormat format, const Options& options = {},
                                      const std::vector<MontageRow>& montage = {},
                                      const std::function<bool(double)>& progress = {});

}  // namespace noctemg
