// A part of kernels_body.hpp: a product and a sum with one rounding. Which product is fused with
// which sum is written down, never left to a compiler, so that every processor rounds alike.

#pragma once

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON) && defined(__ARM_FEATURE_FMA)
#include <arm_neon.h>
#endif

// Not a header but a body, as kernels_body.hpp is.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

using Floats = Vector<float, register_lanes<float>>;

#if defined(__FMA__) || (defined(__ARM_NEON) && defined(__ARM_FEATURE_FMA))

#if NOCTEMG_REGISTER_BYTES == 64
NOCTEMG_INLINE void fuse(const Floats& a, const Floats& b, const Floats& c, Floats& out) {
  out = _mm512_fmadd_ps(a, b, c);
}
#elif NOCTEMG_REGISTER_BYTES == 32
NOCTEMG_INLINE void fuse(const Floats& a, const Floats& b, const Floats& c, Floats& out) {
  out = _mm256_fmadd_ps(a, b, c);
}
#elif defined(__FMA__)
NOCTEMG_INLINE void fuse(const Floats& a, const Floats& b, const Floats& c, Floats& out) {
  out = _mm_fmadd_ps(a, b, c);
}
#else
NOCTEMG_INLINE void fuse(const Floats& a, const Floats& b, const Floats& c, Floats& out) {
  out = vfmaq_f32(c, a, b);
}
#endif

#elif defined(__SSE2__)

/// A product of floats is exact in doubles, and their sum, rounded to double and then to float, is
/// what one rounding gives, unless the double lies in the very middle between two floats: then the
/// C library decides.
NOCTEMG_INLINE void fuse(const Floats& a, const Floats& b, const Floats& c, Floats& out) {
  const auto high = [](const Floats& of) __attribute__((always_inline)) {
    return _mm_cvtps_pd(_mm_movehl_ps(of, of));
  };
  const __m128d low_sum = _mm_add_pd(_mm_mul_pd(_mm_cvtps_pd(a), _mm_cvtps_pd(b)), _mm_cvtps_pd(c));
  const __m128d high_sum = _mm_add_pd(_mm_mul_pd(high(a), high(b)), high(c));
  const __m128i last_digits = _mm_castps_si128(
      _mm_shuffle_ps(_mm_castpd_ps(low_sum), _mm_castpd_ps(high_sum), _MM_SHUFFLE(2, 0, 2, 0)));
  constexpr int dropped = (1 << 29) - 1;  // digits that a double has beyond a float
  constexpr int middle = 1 << 28;
  const __m128i between =
      _mm_cmpeq_epi32(_mm_and_si128(last_digits, _mm_set1_epi32(dropped)), _mm_set1_epi32(middle));
  Floats sum = _mm_movelh_ps(_mm_cvtpd_ps(low_sum), _mm_cvtpd_ps(high_sum));
  if (__builtin_expect(_mm_movemask_epi8(between) != 0, 0)) {
    for (std::size_t l = 0; l < register_lanes<float>; ++l) {
      sum[l] = __builtin_fmaf(a[l], b[l], c[l]);
    }
  }
  out = sum;  // last, since it may be one of the others
}

#else

NOCTEMG_INLINE void fuse(const Floats& a, const Floats& b, const Floats& c, Floats& out) {
  for (std::size_t l = 0; l < register_lanes<float>; ++l) out[l] = __builtin_fmaf(a[l], b[l], c[l]);
}

#endif

/// Doubles are not fused: without a processor's help that would take tens of times as long, and
/// they are for rates that few recordings have.
using Doubles = Vector<double, register_lanes<double>>;
NOCTEMG_INLINE void fuse(const Doubles& a, const Doubles& b, const Doubles& c, Doubles& out) {
  out = a * b + c;
}

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(misc-definitions-in-headers,google-build-namespaces)
