#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "log.hpp"
#include "noctemg/batch.hpp"
#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/reader.hpp"
#include "noctemg/writers.hpp"

namespace noctemg::cli {
namespace {

struct InfoFlags {
  std::vector<std::string> files;
  std::string montage;
  bool json = false;
  bool keep_identity = false;
  ReadOptions read;
};

/// Recordings in place of folders; files as they are, so that each can fail on its own line.
std::vector<std::string> expanded(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  for (const std::string& name : names) {
    std::error_code error;
    if (!std::filesystem::is_directory(name, error)) {
      files.push_back(name);
      continue;
    }
    const std::size_t before = files.size();
    for (const BatchInput& input : find_recordings({name})) files.push_back(input.file);
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
  }
  return files;
}

std::vector<MontageRow> montage_of(const std::string& file) {
  try {
    return file.empty() ? std::vector<MontageRow>() : read_montage(file);
  } catch (const InputError& error) {
    throw OptionError({std::string("--montage ") + error.what()});
  }
}

void print_failure(const InfoFlags& flags, const std::string& file, const std::string& message) {
  if (flags.json) {
    const nlohmann::ordered_json json = {{"file", file}, {"error", message}};
    fmt::print("{}\n", json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }
  print_error(false, message);
}

void print_info(const InfoFlags& flags, const std::string& file,
                const std::vector<MontageRow>& montage) {
  const std::unique_ptr<Reader> reader = open_recording(file, flags.read);
  Recording recording = reader->recording();
  (void)apply_montage(recording, montage, flags.montage);
  const std::string text = flags.json ? info_json(recording, flags.keep_identity) + "\n"
                                      : info_text(recording, flags.keep_identity);
  fmt::print("{}", text);
}

int run_info(const InfoFlags& flags) {
  const std::vector<MontageRow> montage = montage_of(flags.montage);
  const std::vector<std::string> files = expanded(flags.files);
  std::size_t failed = 0, missing = 0;
  for (const std::string& file : files) {
    if (!flags.json && &file != &files.front()) fmt::print("\n");
    try {
      print_info(flags, file, montage);
    } catch (const FileNotFoundError& error) {
      ++missing;
      print_failure(flags, file, error.what());
    } catch (const Error& error) {
      ++failed;
      print_failure(flags, file, error.what());
    }
  }
  if (missing == files.size()) {
    if (files.empty()) print_error(false, "no recording found");
    return exit_nothing_to_read;
  }
  return failed + missing > 0 ? exit_some_failed : exit_done;
}

}  // namespace

void add_info(CLI::App& app, Program& program) {
  const auto flags = std::make_shared<InfoFlags>();
  CLI::App* const command =
      app.add_subcommand("info", "What is in a recording: channels, guessed muscles, gaps, damage");
  command->add_option("FILE", flags->files, "Recordings or folders of them")->required();
  command->add_flag("--json", flags->json, "One JSON object per line and file");
  command->add_option("--montage", flags->montage, "Montage file: channel muscle side role")
      ->type_name("FILE");
  command->add_flag("--accept-truncated", flags->read.accept_truncated,
                    "Read what is there of files that were cut off");
  command->add_flag("--keep-identity", flags->keep_identity,
                    "Also show patient and recording text of the header");
  command->footer("Example:\n  noctemg info --json nights/*.edf | jq .channels");
  command->callback([flags, &program] { program.run = [flags] { return run_info(*flags); }; });
}

}  // namespace noctemg::cli
