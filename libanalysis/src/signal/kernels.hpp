#pragma once

/// \file
/// The loops over samples in which an analysis spends its time, once for every kind of processor.
/// A processor's widest registers are used, chosen when the program starts. No compiler contracts a
/// product and a sum; the filter of an analysis fuses those of floats in every variant (see
/// kernels_fused.hpp), and no lane looks at another: all of them give the same bits.

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

namespace noctemg::signal {

/// Lanes lie side by side in 64 bytes, whatever registers a processor has.
inline constexpr std::size_t lane_bytes = 64;
template <typename T>
inline constexpr std::size_t lanes_of = lane_bytes / sizeof(T);

// Plain arrays: a member function of std::array that is compiled for one processor could end up in
// the program for all.
// NOLINTBEGIN(modernize-avoid-c-arrays)

/// One second-order section per lane: y = x + b1 x' + b2 x'' - a1 y' - a2 y''.
template <typename T>
struct alignas(lane_bytes) SectionLanes {
  T b1[lanes_of<T>];
  T b2[lanes_of<T>];
  T a1[lanes_of<T>];
  T a2[lanes_of<T>];
};

/// What a section remembers (transposed direct form 2).
template <typename T>
struct alignas(lane_bytes) SectionMemory {
  T z1[lanes_of<T>];
  T z2[lanes_of<T>];
};

/// A value per lane.
template <typename T>
struct alignas(lane_bytes) LaneValues {
  T of[lanes_of<T>];
};

/// What a stretch of frames holds besides the sums of its rows.
template <typename T>
struct StretchLanes {
  LaneValues<T> fourth;  ///< sum of the fourth powers
  LaneValues<T> lowest;
  LaneValues<T> highest;
  LaneValues<T> crossings;  ///< changes of sign, counted from the frame before
};

// NOLINTEND(modernize-avoid-c-arrays)

/// Sections run in one go at most.
inline constexpr std::size_t sections_at_once = 8;

/// Sections of the filter of an analysis that are run in one go. Their zeros lie where those of a
/// band-pass and of notches do, so that b1 of notches and the poles are all that is read.
template <typename T>
struct FilterPass {
  const SectionLanes<T>* sections = nullptr;  ///< band-pass first
  std::size_t band = 0;                       ///< y = x - x'' ...; up to filter_sections
  std::size_t notches = 0;   ///< y = x + b1 x' + x'' ...; up to filter_sections, with
                             ///< filter_sections or no sections of the band-pass
  bool differences = false;  ///< the first section is y = x + x' ...
  const LaneValues<T>* notch_gain = nullptr;  ///< of all notches here
};
inline constexpr std::size_t filter_sections = 4;

/// A second filter that hears the same differences of frames, and of which only the squares are
/// asked for.
template <typename T>
struct Beside {
  FilterPass<T> pass;  ///< one or two sections of a band-pass, on differences
  SectionMemory<T>* memory = nullptr;
  LaneValues<T>* squares = nullptr;  ///< of what comes out: added to
};

/// Bits of what gather() has seen of a channel.
inline constexpr std::int32_t seen_missing = 1;  ///< a NaN
inline constexpr std::int32_t seen_rail = 2;     ///< a value at or beyond a rail
inline constexpr std::int32_t seen_still = 4;  ///< a stretch whose values all equal the one before

/// Raw samples of one tile, [frame][channel], to lanes of frames in time.
template <typename T>
struct GatherTask {
  const float* raw = nullptr;  ///< followed by lanes_of<float> values that may be read
  std::size_t channels = 0;
  std::size_t width = 0;            ///< lanes taken: a power of two >= channels
  const float* rail_low = nullptr;  ///< per channel up to width, NaN = none
  const float* rail_high = nullptr;
  std::size_t frame_count = 0;
  std::size_t stretch = 1;        ///< frames: a power of two
  T* out = nullptr;               ///< first lane of the first frame; frames are lanes_of<T> apart
  std::int32_t* still = nullptr;  ///< [whole stretch][width], seen_still or 0
  std::int32_t* all = nullptr;    ///< [width], what was seen anywhere
};

/// For one kind of processor.
template <typename T>
struct Kernels {
  /// Runs a pass of the filter of an analysis over frames in place, `step` = 1 or -1 frames a time;
  /// nothing when the pass holds more sections than FilterPass allows.
  /// \param taken  null, or added to: the squares of what lies between what goes into the notches
  ///               and what comes out times their gain
  void (*filter)(const FilterPass<T>& pass, SectionMemory<T>* memory, T* frames,
                 std::ptrdiff_t step, std::size_t frame_count, LaneValues<T>* taken);
  /// The same forward, while `beside` hears what the frames were before.
  void (*filter_beside)(const FilterPass<T>& pass, SectionMemory<T>* memory, T* frames,
                        std::size_t frame_count, LaneValues<T>* taken, const Beside<T>& beside);
  /// Differences of neighbouring frames, the first one 0, and what was seen of them.
  void (*gather)(const GatherTask<T>& task);
  /// Means of `block` raw frames at a time, less the first frame; out as in GatherTask.
  void (*average)(const float* raw, std::size_t channels, std::size_t width, const float* offset,
                  std::size_t block, std::size_t block_count, T* out);
  /// Sums of squares of rows [begin, end) of frames, and the rest over all of them. The frame
  /// before the first must exist.
  void (*measure)(const T* frames, const std::uint32_t* row_begin, const std::uint32_t* row_end,
                  std::size_t row_count, LaneValues<T>* squares, StretchLanes<T>& stretch);
  /// Sums of rows, as measure() gives them, times `gain` of the lane: added up in `sum`, and times
  /// `share` of the row in `means`, [row][lane].
  void (*scale)(const LaneValues<T>* squares, std::size_t row_count, const float* gain,
                const float* share, float* means, double* sum);
  /// Frames become what they differ from the one before; the first becomes 0.
  void (*differ)(LaneValues<T>* frames, std::size_t frame_count);
  /// The sum of the squares of frames.
  void (*sum_squares)(const LaneValues<T>* frames, std::size_t frame_count, LaneValues<T>& sum);
};

/// Values and two limits.
struct PassTask {
  static constexpr std::int32_t is_from = 1;         ///< value >= from
  static constexpr std::int32_t is_above = 1 << 16;  ///< value > above
  static constexpr std::size_t most_values = 32'767;

  const float* values = nullptr;
  std::size_t count = 0;
  float from = 0;
  float above = 0;
  std::int32_t* bits = nullptr;   ///< of other values before, of these afterwards
  std::int32_t from_change = 0;   ///< added: how many more values are from `from` on
  std::int32_t above_change = 0;  ///< the same of those above `above`
};

/// Of rows, not of lanes.
struct RowKernels {
  /// Rows whose sums are built side by side.
  static constexpr std::size_t rows_at_once = 64;
  /// Neighbours on either side that can be added up: a quarter of a second.
  static constexpr std::size_t most_half = 25;
  /// Means of rows [i, i + 2 half], for rows i from 0 on.
  /// \return how many were written: all of the blocks of rows_at_once that `count` holds, or those
  ///         before the first block for which one of the rows is NaN
  std::size_t (*smooth)(const float* rows, std::size_t half, std::size_t count, float* out);
  /// Their roots, in place.
  void (*take_roots)(float* values, std::size_t count);
  /// Roots of (a + b) / divisor. False when one of them is NaN.
  bool (*roots)(const double* a, const double* b, std::size_t count, double divisor, double* out);
  /// The largest value, 0 when none is above 0; NaN is passed over.
  float (*highest)(const float* values, std::size_t count);
  /// The value of a rank, counted from 0. NaN has none: the rank is below the number of others.
  /// \param guess  where it may be, which saves time when it is near; NaN: unknown
  float (*ranked)(const float* values, std::size_t count, std::size_t rank, float guess);
  /// Values that a stretch may have to be ranked beside others.
  static constexpr std::size_t longest_stretch = 128;
  /// out[s] is the value of a rank, counted from 0, in the stretch of `length` values from
  /// values + s * length on; NaN where that is for ranked() to tell: a value is not finite or below
  /// 0, the stretch is longer than longest_stretch or shorter than a register, or the search took
  /// long.
  void (*ranked_side_by_side)(const float* values, std::size_t length, std::size_t count,
                              std::size_t rank, float* out);
  /// How many values are at or above a limit; NaN is not.
  std::size_t (*count_from)(const float* values, std::size_t count, float limit);
  /// Writes what each value passes, up to PassTask::most_values of them.
  void (*pass)(PassTask& task);
};

/// Around a complex transform that takes two real stretches, one in each part.
struct SpectrumKernels {
  float (*sum)(const float* values, std::size_t count);
  /// (value - mean) * weight of two stretches, to real and imaginary parts.
  void (*weigh)(const float* first, float first_mean, const float* second, float second_mean,
                const float* weights, std::size_t count, float* out);
  /// Adds scale * (|X|^2 + |Y|^2) of the stretches' own transforms X and Y to sums [0, count / 2],
  /// those of negative frequencies included. `transform`, count complex values, is written over.
  void (*add_powers)(float* transform, std::size_t count, float scale, float* sums);
  /// The same to each stretch's own sums; `transform` is left as it is.
  void (*add_powers_apart)(const float* transform, std::size_t count, float scale,
                           float* first_sums, float* second_sums);
  /// Powers times `share`, and products times powers, or times `least` where that is more.
  void (*multiply)(float* power, std::size_t count, float share, float least, double* products);
};

/// Between signals, each in a piece, and lanes: signal l is lane l.
struct MoveKernels {
  void (*to_lanes)(const double* const* signals, std::size_t count, LaneValues<double>* frames);
  /// Times `gain` on the way.
  void (*from_lanes)(const LaneValues<double>* frames, std::size_t count, double gain,
                     double* const* signals);
  /// The same of floats, `lanes` (a multiple of four) in a frame.
  void (*turn)(const float* frames, std::size_t lanes, std::size_t count, float* const* signals);
};

struct KernelSet {
  const char* name = nullptr;
  RowKernels rows;
  MoveKernels move;
  SpectrumKernels spectrum;
  /// Runs up to sections_at_once sections of any kind over frames in place, `step` = 1 or -1 frames
  /// a time.
  void (*cascade)(const SectionLanes<double>* sections, SectionMemory<double>* memory,
                  std::size_t count, double* frames, std::ptrdiff_t step, std::size_t frame_count);
  Kernels<float> of_float;
  Kernels<double> of_double;

  template <typename T>
  [[nodiscard]] const Kernels<T>& of() const noexcept {
    if constexpr (sizeof(T) == sizeof(float)) {
      return of_float;
    } else {
      return of_double;
    }
  }
};

/// All that this processor can run, the best one last.
[[nodiscard]] std::span<const KernelSet* const> usable_kernels();
/// The best one, or what the environment variable NOCTEMG_CPU names.
/// \throws ArgumentError when that is none of the usable ones
[[nodiscard]] const KernelSet& kernels();

}  // namespace noctemg::signal
