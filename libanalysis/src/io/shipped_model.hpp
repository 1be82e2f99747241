#pragma once

/// \file
/// The file libanalysis/models/episodes.model, made part of the library by its build so that it
/// needs no folder at run time.

#include <string_view>

namespace noctemg::io {

extern const std::string_view shipped_model;

}  // namespace noctemg::io
