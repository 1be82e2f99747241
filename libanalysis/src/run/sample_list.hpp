#pragma once

/// \file
/// Lists of recordings in a text file.

#include <string>
#include <vector>

#include "noctemg/batch.hpp"

namespace noctemg::detail {

/// Reads `id<TAB>file[<TAB>hypnogram]` without a header (Luna's form), or a table whose header
/// names columns among `id file montage hypnogram`; `file` is needed, an empty `id` is made from
/// the file's name later. `.`, `n/a` and nothing mean none; lines that begin with '#' or '%' are
/// comments. A relative path counts from the current folder and, where nothing is there, from the
/// folder of the list.
/// \throws FileNotFoundError, InputError naming line, value and rule
[[nodiscard]] std::vector<BatchInput> read_sample_list(const std::string& path);

/// "" when `id` can be a folder name below OUT, otherwise the rule it breaks.
[[nodiscard]] std::string broken_id_rule(const std::string& id);

}  // namespace noctemg::detail
