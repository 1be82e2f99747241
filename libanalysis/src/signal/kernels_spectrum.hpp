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

void multiply(float* power, std::size_t count, float share, float least, double* products) {
  for (std::size_t k = 0; k < count; ++k) {
    power[k] *= share;
    products[k] *= static_cast<double>(power[k] < least ? least : power[k]);
  }
}

constexpr SpectrumKernels spectrum_kernels = {sum, weigh, add_powers, multiply};

}  // namespace
}  // namespace noctemg::signal::NOCTEMG_KERNELS

// NOLINTEND(misc-definitions-in-headers,google-build-namespaces,modernize-avoid-c-arrays)
