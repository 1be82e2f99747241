#pragma once

/// \file
/// Products of two 64-bit quantities.

namespace noctemg::io {

// An alias would name an extension, which pedantic compilers refuse.
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using)

}  // namespace noctemg::io
