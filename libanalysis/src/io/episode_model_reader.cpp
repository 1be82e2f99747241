#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/file_hash.hpp"
#include "io/plain_text.hpp"
#include "io/shipped_model.hpp"
#include "noctemg/episode_model.hpp"
#include "noctemg/error.hpp"

namespace noctemg {

/// Reads a model file line by line.
class EpisodeModelReader {
 public:
  EpisodeModelReader(std::string_view text, std::string_view place)
      : text_(text), lines_(io::split_lines(text)), place_(place) {
    model_.nodes_.reserve(lines_.size());
  }

  EpisodeModel read() {
    begin();
    while (next()) {
      if (words_.front() == "end") {
        finish();
        return std::move(model_);
      }
      read_line();
    }
    fail("the end of the file", "a model ends with the line 'end'");
  }

 private:
  void begin() {
    if (!next() || words_.size() != 2 || words_[0] != "noctemg-model" || words_[1] != "1") {
      fail(line_ == 0 ? "nothing" : words_.front(), "a model begins with 'noctemg-model 1'");
    }
  }

  /// The next line that is neither empty nor a comment, cut into words.
  bool next() {
    while (line_ < lines_.size()) {
      const std::string_view line = io::trimmed(lines_[line_++]);
      if (line.empty() || line.front() == '#') continue;
      words_.clear();
      // Tens of thousands of lines: none asks for memory of its own.
      for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        if (end > at) words_.push_back(line.substr(at, end - at));
        at = end + 1;
      }
      return true;
    }
    return false;
  }

  [[noreturn]] void fail(std::string_view value, std::string_view rule) const {
    throw InputError(place_, fmt::format("line {}", line_), io::excerpt(value), rule);
  }

  void read_line() {
    const std::string_view word = words_.front();
    if (word == "labels") {
      read_labels();
    } else if (word == "inputs") {
      read_inputs();
    } else if (word == "baseline") {
      for (std::size_t i = 1; i < words_.size(); ++i) model_.baseline_.push_back(number(i));
    } else if (word == "calibration") {
      expect(3);
      model_.slope_ = number(1);
      model_.intercept_ = number(2);
    } else if (word == "tree") {
      read_tree();
    } else if (word == "name") {
      expect(2);
      name_ = words_[1];
    } else if (word == "scaling") {
      expect(2);
      if (words_[1] != "none") fail(words_[1], "trees take features as they are: 'scaling none'");
    } else if (word != "training-data" && word != "held-out") {
      fail(
          word,
          "expected name, labels, inputs, scaling, baseline, calibration, training-data, held-out, "
          "tree or end");
    }
  }

  void expect(std::size_t words) const {
    if (words_.size() != words) {
      fail(words_.front(),
           fmt::format("expected {} values after it, found {}", words - 1, words_.size() - 1));
    }
  }

  /// \param endless  infinity stands for a split of known and unknown values
  [[nodiscard]] double number(std::size_t i, bool endless = false) const {
    double value = 0;
    const std::string_view word = words_[i];
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || std::isnan(value) ||
        (!endless && !std::isfinite(value))) {
      fail(word, "expected a number");
    }
    return value;
  }

  [[nodiscard]] std::size_t index(std::size_t i, std::size_t count) const {
    std::size_t value = 0;
    const std::string_view word = words_[i];
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value >= count) {
      fail(word, fmt::format("expected a whole number below {}", count));
    }
    return value;
  }

  void read_labels() {
    for (std::size_t i = 1; i < words_.size(); ++i) {
      std::size_t k = 0;
      while (k < label_count && to_text(static_cast<Label>(k)) != words_[i]) ++k;
      if (k == label_count) fail(words_[i], "expected a label of noctemg");
      const auto label = static_cast<Label>(k);
      if (std::ranges::find(model_.labels_, label) != model_.labels_.end()) {
        fail(words_[i], "expected each label once");
      }
      model_.labels_.push_back(label);
    }
  }

  void read_inputs() {
    if (!model_.trees_.empty()) fail("inputs", "inputs stand before the first tree");
    for (std::size_t i = 1; i < words_.size(); ++i) {
      const auto& table = episode_feature_table();
      const auto feature = std::find_if(
          table.begin(), table.end(), [&](const EpisodeFeature& f) { return f.name == words_[i]; });
      if (feature == table.end()) fail(words_[i], "expected a feature of an episode");
      model_.inputs_.emplace_back(words_[i]);
      model_.members_.push_back(feature->member);
    }
  }

  void read_tree() {
    expect(3);
    const std::size_t label = index(1, model_.labels_.size());
    constexpr std::size_t most_nodes = 100000;
    const std::size_t count = index(2, most_nodes);
    if (count == 0) fail("0", "a tree has at least one node");
    tree_.clear();
    for (std::size_t i = 0; i < count; ++i) {
      if (!next()) fail("the end of the file", fmt::format("expected node {} of {}", i + 1, count));
      tree_.push_back(read_node(i, count));
    }
    add_tree(label);
  }

  /// A node as it stands in the file.
  struct FileNode {
    double number = 0;
    std::size_t input = 0;
    std::size_t left = 0;  ///< 0: a leaf
    std::size_t right = 0;
    bool missing_left = false;
  };

  [[nodiscard]] FileNode read_node(std::size_t own, std::size_t count) const {
    FileNode node;
    if (words_.front() == "leaf") {
      expect(2);
      node.number = number(1);
      return node;
    }
    if (words_.front() != "split") fail(words_.front(), "expected split or leaf");
    expect(6);
    node.input = index(1, model_.inputs_.size());
    node.number = number(2, true);
    node.left = index(3, count);
    node.right = index(4, count);
    // Children after their parent: no tree can be endless.
    if (std::min(node.left, node.right) <= own) {
      fail(words_[3], "children come after their parent");
    }
    if (words_[5] != "left" && words_[5] != "right") fail(words_[5], "expected left or right");
    node.missing_left = words_[5] == "left";
    return node;
  }

  /// Puts siblings side by side, as the model walks through them.
  void add_tree(std::size_t label) {
    struct Place {
      std::size_t in_file = 0;
      std::uint32_t depth = 0;
    };
    const auto first = static_cast<std::uint32_t>(model_.nodes_.size());
    EpisodeModel::Tree tree{label, first, 0};
    std::vector<Place> places = {{0, 0}};
    std::vector<bool> has_parent(tree_.size(), false);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto [in_file, depth] = places[i];
      const FileNode& from = tree_[in_file];
      EpisodeModel::Node node;
      node.number = from.number;
      if (from.left == 0) {
        node.next = first + static_cast<std::uint32_t>(i);
        node.input = static_cast<std::uint16_t>(model_.inputs_.size());
        tree.depth = std::max(tree.depth, depth);
      } else {
        node.next = first + static_cast<std::uint32_t>(places.size());
        node.input = static_cast<std::uint16_t>(from.input);
        node.missing_first = from.missing_left;
        for (const std::size_t child : {from.left, from.right}) {
          if (has_parent[child]) fail(fmt::format("{}", child), "a node has one parent");
          has_parent[child] = true;
          places.push_back({child, depth + 1});
        }
      }
      model_.nodes_.push_back(node);
    }
    model_.trees_.push_back(tree);
  }

  void finish() {
    const auto cramp = std::find(model_.labels_.begin(), model_.labels_.end(), Label::cramp);
    if (cramp == model_.labels_.end()) fail("end", "a model must know the label cramp");
    model_.cramp_ = static_cast<std::size_t>(cramp - model_.labels_.begin());
    if (model_.baseline_.size() != model_.labels_.size()) {
      fail("end", fmt::format("{} baseline values for {} labels", model_.baseline_.size(),
                              model_.labels_.size()));
    }
    if (model_.inputs_.empty()) fail("end", "a model must have inputs");
    model_.identity_ =
        fmt::format("{}, xxh3 {}", name_.empty() ? "unnamed" : name_, hash_of_lines());
  }

  /// However the lines end.
  [[nodiscard]] std::string hash_of_lines() const {
    std::size_t length = 0;
    for (const std::string_view line : lines_) length += line.size() + 1;
    // Nearly always they are the text as it stands.
    if (length == text_.size() && text_.find('\r') == std::string_view::npos) {
      return io::xxh3_of_text(text_);
    }
    std::string text;
    text.reserve(length);
    for (const std::string_view line : lines_) text.append(line).push_back('\n');
    return io::xxh3_of_text(text);
  }

  std::string_view text_;
  std::vector<std::string_view> lines_;
  std::string_view place_;
  std::size_t line_ = 0;
  std::vector<std::string_view> words_;
  std::string name_;
  std::vector<FileNode> tree_;  ///< the latest one
  EpisodeModel model_;
};

EpisodeModel EpisodeModel::parse(std::string_view text, std::string_view place) {
  return EpisodeModelReader(text, place).read();
}

EpisodeModel EpisodeModel::load(const std::string& path) {
  return parse(io::read_text(path), path);
}

const EpisodeModel& EpisodeModel::shipped() {
  static const EpisodeModel model = parse(io::shipped_model, "the model that noctemg ships with");
  return model;
}

}  // namespace noctemg
