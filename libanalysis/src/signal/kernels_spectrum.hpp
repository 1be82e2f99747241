// A part of kernels_body.hpp: what spectra need before and after their transform.

#pragma once

// Not a header but a body, as kernels_body.hpp is.
// NOLINTBEGIN(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)

namespace noctemg::signal::NOCTEMG_KERNELS {
namespace {

constexpr std::size_t wide = register_lanes<float>;
using Wide = Vector<float, wide>;
using Lanes = std::make_index_sequence<wide>;

/// a0 b0 a1 b1 ...
template <std::size_t... lane>
NOCTEMG_INLINE void interleave(Wide& a, Wide& b, std::index_sequence<lane...> /*lanes*/) {
  const Wide low = __builtin_shufflevector(a, b, (lane / 2 + lane % 2 * wide)...);
  b = __builtin_shufflevector(a, b, (lane / 2 + lane % 2 * wide + wide / 2)...);
  a = low;
}

/// a0 + a1, a2 + a3, ..., b0 + b1, ...
template <std::size_t... lane>
NOCTEMG_INLINE void add_neighbours(const Wide& a, const Wide& b, Wide& out,
                                   std::index_sequence<lane...> /*lanes*/) {
  out = __builtin_shufflevector(a, b, (2 * lane)...) +
        __builtin_shufflevector(a, b, (2 * lane + 1)...);
}

template <std::size_t... lane>
NOCTEMG_INLINE void turn_round(Wide& a, std::index_sequence<lane...> /*lanes*/) {
  a = __builtin_shufflevector(a, a, (wide - 1 - lane)...);
}

template <std::size_t... lane>
NOCTEMG_INLINE void swap_parts(const Wide& a, Wide& out, std::index_sequence<lane...> /*lanes*/) {
  out = __builtin_shufflevector(a, a, (lane % 2 == 0 ? lane + 1 : lane - 1)...);
}

/// a0 b1 a2 b3 ...
template <std::size_t... lane>
NOCTEMG_INLINE void mix_parts(const Wide& a, const Wide& b, Wide& out,
                              std::index_sequence<lane...> /*lanes*/) {
  out = __builtin_shufflevector(a, b, (lane % 2 == 0 ? lane : lane + wide)...);
}

/// The order of additions is the same for every width of registers.
float sum(const float* values, std::size_t count) {
  constexpr std::size_t parts = 16;
  Wide sums[parts / wide] = {};
  std::size_t i = 0;
  Wide value;
  for (; i + parts <= count; i += parts) {
    for (std::size_t p = 0; p < parts / wide; ++p) {
      load(values + i + p * wide, value);
      sums[p] += value;
    }
  }
  double total = 0;
  for (const Wide& some : sums) {
    for (std::size_t l = 0; l < wide; ++l) total += static_cast<double>(some[l]);
  }
  for (; i < count; ++i) total += static_cast<double>(values[i]);
  return static_cast<float>(total);
}

void weigh(const float* first, float first_mean, const float* second, float second_mean,
           const float* weights, std::size_t count, float* out) {
  std::size_t i = 0;
  Wide a, b, weight;
  for (; i + wide <= count; i += wide) {
    load(first + i, a);
    load(second + i, b);
    load(weights + i, weight);
    a = (a - first_mean) * weight;
    b = (b - second_mean) * weight;
    interleave(a, b, Lanes());
    store(a, out + 2 * i);
    store(b, out + 2 * i + wide);
  }
  for (; i < count; ++i) {
    out[2 * i] = (first[i] - first_mean) * weights[i];
    out[2 * i + 1] = (second[i] - second_mean) * weights[i];
  }
}

void add_powers(float* transform, std::size_t count, float scale, float* sums) {
  // Power k takes the place of a part that has been read.
  std::size_t k = 0;
  Wide a, b, both;
  for (; k + wide <= count; k += wide) {
    load(transform + 2 * k, a);
    load(transform + 2 * k + wide, b);
    a *= a;
    b *= b;
    add_neighbours(a, b, both, Lanes());
    store(both, transform + k);
  }
  for (; k < count; ++k) {
    const float real = transform[2 * k];
    const float imaginary = transform[2 * k + 1];
    transform[k] = real * real + imaginary * imaginary;
  }
  const float* const power = transform;
  // Frequency 0 and half the rate stand for themselves, all others for both sides.
  sums[0] += scale * power[0];
  const std::size_t paired = (count + 1) / 2;
  for (k = 1; k + wide <= paired; k += wide) {
    load(power + k, a);
    load(power + count - k - (wide - 1), b);
    turn_round(b, Lanes());
    both = a + b;
    load(sums + k, b);
    b += scale * both;
    store(b, sums + k);
  }
  for (; k < paired; ++k) sums[k] += scale * (power[k] + power[count - k]);
  if (count % 2 == 0) sums[count / 2] += scale * power[count / 2];
}

/// The transforms of the two stretches are the parts of Z[k] and Z[-k] that are alike and those
/// that are not: X = (Z[k] + conj Z[-k]) / 2, Y = (Z[k] - conj Z[-k]) / 2i.
void add_powers_apart(const float* transform, std::size_t count, float scale, float* first_sums,
                      float* second_sums) {
  // Frequency 0 and half the rate stand for themselves, all others for both sides.
  const auto add_one = [&](std::size_t k, float share) __attribute__((always_inline)) {
    const float* const at = transform + 2 * k;
    const float* const mirrored = transform + 2 * ((count - k) % count);
    const float real_sum = at[0] + mirrored[0];
    const float real_difference = at[0] - mirrored[0];
    const float imaginary_sum = at[1] + mirrored[1];
    const float imaginary_difference = at[1] - mirrored[1];
    first_sums[k] += share * (real_sum * real_sum + imaginary_difference * imaginary_difference);
    second_sums[k] += share * (imaginary_sum * imaginary_sum + real_difference * real_difference);
  };
  const float both_sides = scale / 2;
  add_one(0, scale / 4);
  const std::size_t paired = (count + 1) / 2;
  std::size_t k = 1;
  Wide a, b, c, d, swapped, sum, difference, first, second;
  for (; k + wide <= paired; k += wide) {
    load(transform + 2 * k, a);
    load(transform + 2 * k + wide, b);
    // Z[-k] backwards, each with its parts exchanged: they are put right below.
    load(transform + 2 * (count - k - wide) + 2, c);
    load(transform + 2 * (count - k - wide) + 2 + wide, d);
    turn_round(c, Lanes());
    turn_round(d, Lanes());
    swap_parts(d, swapped, Lanes());
    sum = a + swapped;
    difference = a - swapped;
    sum *= sum;
    difference *= difference;
    Wide sum_b, difference_b;
    swap_parts(c, swapped, Lanes());
    sum_b = b + swapped;
    difference_b = b - swapped;
    sum_b *= sum_b;
    difference_b *= difference_b;
    // Real parts of sums and imaginary ones of differences are the first stretch's.
    mix_parts(sum, difference, first, Lanes());
    mix_parts(sum_b, difference_b, second, Lanes());
    add_neighbours(first, second, a, Lanes());
    mix_parts(difference, sum, first, Lanes());
    mix_parts(difference_b, sum_b, second, Lanes());
    add_neighbours(first, second, b, Lanes());
    load(first_sums + k, c);
    c += both_sides * a;
    store(c, first_sums + k);
    load(second_sums + k, d);
    d += both_sides * b;
    store(d, second_sums + k);
  }
  for (; k < paired; ++k) add_one(k, both_sides);
  if (count % 2 == 0) add_one(count / 2, scale / 4);
}

void multiply(float* power, std::size_t count, float share, float least, double* products) {
  for (std::size_t k = 0; k < count; ++k) {
    power[k] *= share;
    products[k] *= static_cast<double>(power[k] < least ? least : power[k]);
  }
}

constexpr SpectrumKernels spectrum_kernels = {sum, weigh, add_powers, add_powers_apart, multiply};

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
