#pragma once

/// \file
/// Second-order sections over long signals, one way: stretches of one signal, and several signals,
/// are lanes of a vector register and tasks of a thread pool. A stretch begins with as much of the
/// one before as the filter remembers.

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "noctemg/signal.hpp"
#include "signal/section_bank.hpp"

namespace noctemg::signal {

using State = std::array<double, 2>;
using States = std::vector<State>;

/// What a filter remembers of an input `by` times as large.
[[nodiscard]] States scaled(const States& states, double by);

/// One signal in the order in which it is filtered: a step forward or backward in time.
struct Row {
  const double* from = nullptr;
  double* to = nullptr;
  std::ptrdiff_t step = 1;
  States states;         ///< before the first sample, then after the last one
  bool in_turn = false;  ///< something not finite: sample after sample, as SciPy does
};

/// Longer than this no filter's memory is waited for at the start of a stretch.
inline constexpr std::size_t longest_memory = 65536;

/// Transposed direct form 2, one sample after the other.
void run_in_turn(std::span<const Section> sections, States& states, const double* from, double* to,
                 std::ptrdiff_t step, std::size_t count, double gain = 1);

/// Frames after which a filter has forgotten; none when lanes, which run sections without their
/// gains and forget at all, cannot run it.
[[nodiscard]] std::optional<std::size_t> memory_in_lanes(std::span<const Section> sections);

/// Filters many signals of one length.
class RowFilter {
 public:
  /// \param sections  must outlive this
  RowFilter(std::span<const Section> sections, std::size_t length);

  void run(std::vector<Row>& rows) const;

 private:
  /// A part of a signal. States are those of sections without their gains.
  struct Stretch {
    std::size_t row = 0;
    std::size_t number = 0;
    const double* from = nullptr;
    double* to = nullptr;
    std::ptrdiff_t step = 1;
    States begin;
    States end;
  };

  [[nodiscard]] Stretch stretch(const Row& row, std::size_t r, std::size_t k) const;
  void run_group(std::span<Stretch> group) const;
  static bool side_by_side(std::span<const Stretch> group);
  static void gather(std::span<const Stretch> group, std::ptrdiff_t first, std::size_t count,
                     std::vector<LaneValues<double>>& buffer);
  void scatter(std::span<const Stretch> group, std::ptrdiff_t first, std::size_t count,
               const std::vector<LaneValues<double>>& buffer) const;
  void run_alone(Stretch& stretch) const;
  void finish(const Stretch& last, Row& row) const;
  void whole(Row& row) const;

  std::span<const Section> sections_;
  std::size_t length_;
  std::size_t stretches_;
  std::size_t frames_ = 0;  ///< of a stretch
  std::size_t margin_ = 0;  ///< frames before a stretch
  SectionBank bank_;
  std::vector<Section> plain_;      ///< with b0 = 1, as the bank runs them
  std::vector<double> gain_up_to_;  ///< product of b0 up to and with a section
  States steady_;
};

}  // namespace noctemg::signal
