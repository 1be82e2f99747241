#pragma once

/// \file
/// Loops compiled for newer processors as well; the program picks one when it starts. All give the
/// same bits: no variant contracts a product and a sum. Sanitizers do without, since they are not
/// ready yet when the choice is made.

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define NOCTEMG_FOR_EACH_CPU __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define NOCTEMG_FOR_EACH_CPU
#endif
