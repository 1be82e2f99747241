#pragma once

/// \file
/// The trained classifier: boosted decision trees over the features of an episode, read from a text
/// file. python/training makes such files with scikit-learn.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/night.hpp"

namespace noctemg {

/// Gives every label its probability. Immutable: one serves all threads.
class EpisodeModel {
 public:
  /// \param text   a model file: docs in libanalysis/models/README.md
  /// \param place  file name for messages
  /// \throws InputError naming the line, what stands there and what should
  [[nodiscard]] static EpisodeModel parse(std::string_view text, std::string_view place);
  /// \throws FileNotFoundError, InputError
  [[nodiscard]] static EpisodeModel load(const std::string& path);
  /// The model that is part of the library.
  [[nodiscard]] static const EpisodeModel& shipped();

  /// Names of the features that the model looks at, in the order of `probabilities`.
  [[nodiscard]] const std::vector<std::string>& inputs() const noexcept { return inputs_; }
  /// Labels that it can tell apart.
  [[nodiscard]] const std::vector<Label>& labels() const noexcept { return labels_; }

  /// \param values  one per input, NaN = unknown
  /// \return probability of each of labels(), sum 1. That of a cramp is calibrated on nights that
  /// the trees have not seen (Platt 1999); the others share the rest as the trees do.
  /// \throws ArgumentError when the number of values is wrong
  [[nodiscard]] std::vector<double> probabilities(std::span<const double> values) const;
  [[nodiscard]] std::vector<double> probabilities(const EpisodeFeatures& features) const;

  /// "name version, XXH3 of the text": for provenance.
  [[nodiscard]] const std::string& identity() const noexcept { return identity_; }

 private:
  /// Goes on to node `next` when value <= threshold, else to the one behind that. A leaf leads to
  /// itself, whatever is known: its input is one beyond those of the model.
  struct Node {
    double number = 0;  ///< threshold, or a leaf's value
    std::uint32_t next = 0;
    std::uint16_t input = 0;
    bool missing_first = false;  ///< an unknown value goes to `next`
  };
  struct Tree {
    std::size_t label = 0;
    std::uint32_t first_node = 0;
    std::uint32_t depth = 0;  ///< steps to the farthest leaf
  };
  friend class EpisodeModelReader;

  void add_leaves(std::span<const Tree> trees, std::span<const double> values,
                  std::vector<double>& sums) const;

  std::vector<Label> labels_;
  std::vector<std::string> inputs_;
  std::vector<double EpisodeFeatures::*> members_;
  std::vector<double> baseline_;
  std::size_t cramp_ = 0;
  double slope_ = 1;
  double intercept_ = 0;
  std::vector<Tree> trees_;
  std::vector<Node> nodes_;
  std::string identity_;
};

}  // namespace noctemg
