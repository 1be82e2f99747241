#include "run/batch_mark.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "io/file_hash.hpp"
#include "noctemg/error.hpp"
#include "noctemg/version.hpp"

namespace noctemg::detail {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

std::string mark_path(const std::string& folder) {
  return (fs::path(folder) / "complete.json").string();
}

ordered_json to_json(const CompleteMark& mark) {
  return {{"version", mark.version},
          {"options_hash", mark.options_hash},
          {"keep_identity", mark.write.keep_identity},
          {"annotations_edf", mark.write.annotations_edf},
          {"luna_annot", mark.write.luna_annot},
          {"input", {{"bytes", mark.input_bytes}, {"xxh3", mark.input_xxh3}}},
          {"montage_xxh3", mark.montage_xxh3},
          {"hypnogram_xxh3", mark.hypnogram_xxh3},
          {"nights_header", mark.header},
          {"nights_row", mark.row}};
}

/// \throws nlohmann::json::exception when a member is missing or of another type
CompleteMark from_json(const ordered_json& json) {
  CompleteMark mark;
  mark.version = json.at("version").get<std::string>();
  mark.options_hash = json.at("options_hash").get<std::string>();
  mark.write.keep_identity = json.at("keep_identity").get<bool>();
  mark.write.annotations_edf = json.at("annotations_edf").get<bool>();
  mark.write.luna_annot = json.at("luna_annot").get<bool>();
  mark.input_bytes = json.at("input").at("bytes").get<std::int64_t>();
  mark.input_xxh3 = json.at("input").at("xxh3").get<std::string>();
  mark.montage_xxh3 = json.at("montage_xxh3").get<std::string>();
  mark.hypnogram_xxh3 = json.at("hypnogram_xxh3").get<std::string>();
  mark.header = json.at("nights_header").get<std::string>();
  mark.row = json.at("nights_row").get<std::string>();
  return mark;
}

std::string hash_or_none(const std::string& file) {
  std::int64_t bytes = 0;
  return file.empty() ? std::string() : io::xxh3_of_file(file, bytes);
}

bool promised_files_exist(const std::string& folder) {
  std::error_code error;
  for (const char* const name : {"events.tsv", "events.json", "night.json", "night.h5"})
    if (!fs::exists(fs::path(folder) / name, error)) return false;
  return true;
}

auto settings_of(const CompleteMark& mark) {
  return std::tie(mark.version, mark.options_hash, mark.write.keep_identity,
                  mark.write.annotations_edf, mark.write.luna_annot, mark.header);
}

}  // namespace

CompleteMark expected_mark(const Options& options, const BatchOptions& batch) {
  CompleteMark mark;
  mark.version = version;
  mark.options_hash = options_hash(options);
  mark.write = batch.write;
  mark.header = nights_tsv_header();
  return mark;
}

void fill_hashes(CompleteMark& mark, const BatchInput& input) {
  if (mark.input_xxh3.empty()) mark.input_xxh3 = io::xxh3_of_file(input.file, mark.input_bytes);
  mark.montage_xxh3 = hash_or_none(input.montage);
  mark.hypnogram_xxh3 = hash_or_none(input.hypnogram);
}

void write_mark(const CompleteMark& mark, const std::string& folder) {
  // File names need not be UTF-8: what is not becomes U+FFFD instead of an error.
  write_text_atomically(
      mark_path(folder),
      to_json(mark).dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

std::optional<CompleteMark> read_mark(const std::string& folder) {
  std::ifstream file(mark_path(folder), std::ios::binary);
  if (!file || !promised_files_exist(folder)) return std::nullopt;
  const ordered_json json = ordered_json::parse(file, nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  try {
    return from_json(json);
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;  // not a mark of ours: the result counts as incomplete and is made anew
  }
}

bool same_settings(const CompleteMark& mark, const CompleteMark& expected) {
  return settings_of(mark) == settings_of(expected);
}

bool still_valid(const CompleteMark& mark, const CompleteMark& expected, const BatchInput& input) {
  if (!same_settings(mark, expected)) return false;
  std::error_code error;
  const auto bytes = fs::file_size(input.file, error);
  // A change of length shows without reading the file.
  if (error || static_cast<std::int64_t>(bytes) != mark.input_bytes) return false;
  try {
    CompleteMark now;
    fill_hashes(now, input);
    return now.input_xxh3 == mark.input_xxh3 && now.montage_xxh3 == mark.montage_xxh3 &&
           now.hypnogram_xxh3 == mark.hypnogram_xxh3;
  } catch (const InputError&) {
    return false;  // the analysis will meet the same error and name it
  }
}

}  // namespace noctemg::detail
