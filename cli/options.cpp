#include <fmt/format.h>

#include <memory>

#include "commands.hpp"
#include "log.hpp"
#include "option_flags.hpp"
#include "options_listing.hpp"

namespace noctemg::cli {
namespace {

struct ListingFlags {
  OptionFlags options;
  std::vector<std::string> words;
  std::string format = "text";
  bool toml = false;
};

int run_options(const ListingFlags& flags) {
  const Options options = flags.options.resolve();
  const std::vector<OptionDescription> found = search(describe_options(options), flags.words);
  if (found.empty()) {
    print_error(false, "no option speaks of all these words");
    return exit_some_failed;
  }
  const std::string format = flags.toml ? "toml" : flags.format;
  if (format == "toml") {
    fmt::print("{}", toml_listing(found));
  } else if (format == "json") {
    fmt::print("{}", json_listing(found));
  } else if (format == "markdown") {
    fmt::print("{}", options_markdown(options));
  } else {
    fmt::print("{}{}", text_listing(found), flags.words.empty() ? preset_listing() : "");
  }
  return exit_done;
}

}  // namespace

void add_options(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<ListingFlags>();
  CLI::App* const command =
      app.add_subcommand("options", "Every option: value, range, meaning, source; all presets");
  command->add_option("WORD", flags->words, "Show only options that speak of all these words");
  command->add_option("--format", flags->format, "text, toml, markdown (everything) or json")
      ->check(CLI::IsMember({"text", "toml", "markdown", "json"}))
      ->type_name("FORM");
  command->add_flag("--toml", flags->toml, "Same as --format toml: a file for --config");
  flags->options.add_to(*command);
  command->footer(
      "Examples:\n"
      "  noctemg options notch\n"
      "  noctemg options --preset wasm-2016 --toml > my.toml");
  command->callback([flags, &program] { program.run = [flags] { return run_options(*flags); }; });
}

}  // namespace noctemg::cli
