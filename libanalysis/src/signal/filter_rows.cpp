#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>

#include "noctemg/error.hpp"
#include "noctemg/signal.hpp"
#include "signal/both_ways.hpp"
#include "signal/default_padding.hpp"
#include "signal/row_filter.hpp"
#include "signal/row_layout.hpp"

namespace noctemg::signal {

void sosfilt_rows(std::span<const Section> sections, std::span<const double> x, std::span<double> y,
                  std::size_t length, std::span<double> memory, Order order) {
  const RowLayout layout(x, y, length, order);
  std::vector<Row> rows(layout.rows);
  const std::size_t per_row = 2 * sections.size();
  if (!memory.empty() && memory.size() != rows.size() * per_row) {
    throw ArgumentError("sosfilt: " + std::to_string(memory.size()) + " states for " +
                        std::to_string(rows.size()) + " rows of " + std::to_string(per_row));
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    rows[r] = {layout.at(x.data(), r), layout.at(y.data(), r), layout.spacing,
               States(sections.size()), false};
    if (memory.empty()) continue;
    for (std::size_t i = 0; i < per_row; ++i)
      rows[r].states[i / 2][i % 2] = memory[r * per_row + i];
  }
  if (rows.empty()) return;
  RowFilter(sections, length).run(rows);
  if (memory.empty()) return;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t i = 0; i < per_row; ++i)
      memory[r * per_row + i] = rows[r].states[i / 2][i % 2];
  }
}

namespace {

/// Forward over all of a row, then backward over all of it.
class TwoPasses {
 public:
  TwoPasses(std::span<const Section> sections, const RowLayout& layout, std::size_t padding,
            Extension::Kind kind)
      : sections_(sections),
        layout_(layout),
        kind_(kind),
        steady_(sosfilt_zi(sections)),
        filter_(sections, layout.length),
        pad_(padding) {}

  /// \param in_turn  something in these rows is not finite
  void run(std::span<const std::size_t> indices, const double* x, double* y, bool in_turn) {
    std::vector<Row> rows;
    const std::size_t last = layout_.length - 1;
    for (const std::size_t r : indices) {
      const double* const first = layout_.at(x, r);
      for (std::size_t i = 0; i < pad_.size(); ++i) {
        pad_[i] = extend(*first, *layout_.at(x, r, pad_.size() - i));
      }
      rows.push_back({first, layout_.at(y, r), layout_.spacing, settled(*first), in_turn});
    }
    filter_.run(rows);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const std::size_t r = indices[k];
      for (std::size_t i = 0; i < pad_.size(); ++i) {
        pad_[i] = extend(*layout_.at(x, r, last), *layout_.at(x, r, last - 1 - i));
      }
      run_pad(rows[k].states);
      std::ranges::reverse(pad_);
      double* const end = layout_.at(y, r, last);
      rows[k] = {end, end, -layout_.spacing, settled(*end), rows[k].in_turn};
    }
    filter_.run(rows);
  }

 private:
  [[nodiscard]] double extend(double end, double inside) const {
    switch (kind_) {
      case Extension::Kind::even:
        return inside;
      case Extension::Kind::constant:
        return end;
      case Extension::Kind::odd:
        break;
    }
    return 2 * end - inside;
  }

  /// Extensions are short: sample after sample.
  void run_pad(States& states) {
    run_in_turn(sections_, states, pad_.data(), pad_.data(), 1, pad_.size());
  }

  /// States after the extension, or on `level` where there is none.
  States settled(double level) {
    States states = scaled(steady_, pad_.empty() ? level : pad_.front());
    run_pad(states);
    return states;
  }

  std::span<const Section> sections_;
  RowLayout layout_;
  Extension::Kind kind_;
  States steady_;
  RowFilter filter_;
  std::vector<double> pad_;
};

}  // namespace

void sosfiltfilt_rows(std::span<const Section> sections, std::span<const double> x,
                      std::span<double> y, std::size_t length, Extension extension, Order order) {
  const RowLayout layout(x, y, length, order);
  const std::size_t padding = extension.samples.value_or(default_padding(sections));
  if (length <= padding) {
    throw ArgumentError("sosfiltfilt: " + std::to_string(length) +
                        " samples must be more than the padding of " + std::to_string(padding));
  }
  std::vector<std::size_t> left(layout.rows);
  std::iota(left.begin(), left.end(), std::size_t{0});
  bool in_turn = false;
  const std::optional<std::size_t> memory = memory_in_lanes(sections);
  if (memory && *memory <= longest_memory) {
    const BothWays both(sections, layout, *memory, padding, extension.kind);
    in_turn = both.pays();
    if (in_turn) left = both.run(x.data(), y.data());
  }
  if (!left.empty())
    TwoPasses(sections, layout, padding, extension.kind).run(left, x.data(), y.data(), in_turn);
}

}  // namespace noctemg::signal
