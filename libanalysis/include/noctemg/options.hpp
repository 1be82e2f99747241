#pragma once

/// \file
/// All options in one value, and options as text: `--set`, TOML, listings, provenance.

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "noctemg/option_groups.hpp"

namespace noctemg {

struct Options {
  ReadOptions read;
  FilterOptions filter;
  QualityOptions quality;
  RestOptions rest;
  ActivityOptions activity;
  ClassifyOptions classify;
  PlmOptions plm;
  RunOptions run;

  /// Group names and members, in the order of listings.
  template <class Visitor>
  static constexpr void visit_groups(Visitor&& visit) {
    visit("read", &Options::read, true);
    visit("filter", &Options::filter, true);
    visit("quality", &Options::quality, true);
    visit("rest", &Options::rest, true);
    visit("activity", &Options::activity, true);
    visit("classify", &Options::classify, true);
    visit("plm", &Options::plm, true);
    visit("run", &Options::run, false);  // false: cannot change a result
  }
};

/// One option as text, for listings and for Python.
struct OptionDescription {
  std::string name;      ///< "filter.highpass_hz"
  std::string type;      ///< "number", "integer", "switch", "text"
  std::string value;     ///< current value as TOML
  std::string standard;  ///< default value as TOML
  std::string unit;
  std::string range;  ///< "5 to 200", "auto, 50, 60 or off", ""
  std::string help;
  std::string source;
  bool changes_results = true;
};

[[nodiscard]] std::vector<OptionDescription> describe_options(const Options& options = {});

/// A published standard as a named set of values.
struct Preset {
  std::string_view name;  ///< "wasm-2016"
  std::string_view help;
  std::string_view citation;
  std::string_view settings;  ///< "plm.interval_min_s=10\n..."
};
[[nodiscard]] const std::vector<Preset>& presets();

/// Collects settings from all sources and reports everything that is wrong at once.
/// Order of use: preset, then file, then `--set`; later ones win.
class OptionSetter {
 public:
  explicit OptionSetter(Options& options) : options_(options) {}

  /// Unknown names add a violation with the nearest known one.
  void preset(std::string_view name);
  /// A TOML text: tables are groups; a top-level `preset = "..."` is applied first. \param place
  /// file name for messages
  void toml(std::string_view text, std::string_view place);
  /// Reads and applies a TOML file; unreadable or malformed files add a violation.
  void toml_file(const std::string& path);
  /// "group.name=value".
  void assignment(std::string_view text);
  /// Name and value apart; `place` says where it came from ("--set", "Python").
  void set(std::string_view name, std::string_view value, std::string_view place);

  /// Also checks rules between options (edges in order, ranges). \throws OptionError with every
  /// violation.
  void finish();

 private:
  Options& options_;
  std::vector<std::string> violations_;
};

/// \throws OptionError naming every option out of range or at odds with another.
void validate(const Options& options);

/// TOML of everything (`all`) or only of what can change a result, in listing order, shortest
/// round-trip numbers.
[[nodiscard]] std::string options_toml(const Options& options, bool all = true);
/// The same with ranges, help and sources, as Markdown tables, one per group.
[[nodiscard]] std::string options_markdown(const Options& options = {});
/// XXH3-64 of options_toml(options, false), 16 hex digits.
[[nodiscard]] std::string options_hash(const Options& options);

}  // namespace noctemg
