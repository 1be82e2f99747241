#pragma once

/// \file
/// Folder names for recordings: the file name without its ending, made unique.

#include <vector>

#include "noctemg/batch.hpp"

namespace noctemg::detail {

/// Fills every empty id. A name that several files share gets the name of its folder in front where
/// that tells them apart, else _2, _3, ... in the order of the files. Letter case does not tell
/// names apart, since not every disk does. Given ids stay; inputs must be sorted by file.
void assign_ids(std::vector<BatchInput>& inputs);

}  // namespace noctemg::detail
