#pragma once

/// \file
/// Which recordings `noctemg analyze` works on, and with which companions.

#include <string>
#include <vector>

#include "noctemg/batch.hpp"

namespace noctemg::cli {

/// Recordings of the inputs; `montage` goes to those that have none of their own, and so does
/// `hypnogram`: a file for the only recording, or a folder that holds files such as
/// `<id>.hypnogram.tsv`, `<id>-hypnogram.edf`, `<id>.eannot` or `<id>.xml`.
/// \throws FileNotFoundError, InputError for inputs; OptionError for companions that cannot be used
[[nodiscard]] std::vector<BatchInput> inputs_with_companions(const std::vector<std::string>& names,
                                                             const std::string& montage,
                                                             const std::string& hypnogram);

/// "2/8" \throws OptionError
void read_shard(const std::string& text, BatchOptions& batch);

}  // namespace noctemg::cli
