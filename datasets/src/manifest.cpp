#include "manifest.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "noctemg/error.hpp"
#include "noctemg/version.hpp"
#include "noctemg/writers.hpp"
#include "sha256.hpp"

namespace noctemg::synth {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* file_name = "manifest.json";

std::string path_in(const std::string& folder, std::string_view name) {
  return (fs::path(folder) / name).string();
}

Json json_of(const ManifestNight& night) {
  Json files = Json::array();
  for (const ManifestFile& f : night.files) {
    files.push_back({{"name", f.name}, {"bytes", f.bytes}, {"sha256", f.sha256}});
  }
  return {{"id", night.id},
          {"version", night.version},
          {"scenario", night.scenario},
          {"seed", night.seed},
          {"number", night.number},
          {"options_sha256", night.options_sha256},
          {"counts", night.counts},
          {"cramp_s", night.cramp_s},
          {"files", files}};
}

ManifestNight night_of(const Json& json) {
  ManifestNight night;
  json.at("id").get_to(night.id);
  json.at("version").get_to(night.version);
  json.at("scenario").get_to(night.scenario);
  json.at("seed").get_to(night.seed);
  json.at("number").get_to(night.number);
  json.at("options_sha256").get_to(night.options_sha256);
  json.at("counts").get_to(night.counts);
  json.at("cramp_s").get_to(night.cramp_s);
  for (const Json& f : json.at("files")) {
    night.files.push_back({f.at("name").get<std::string>(), f.at("bytes").get<std::uint64_t>(),
                           f.at("sha256").get<std::string>()});
  }
  return night;
}

}  // namespace

ManifestNight describe_night(const NightPlan& plan, const Setup& setup,
                             const SimulatedNight& night) {
  ManifestNight n;
  n.id = night.id;
  n.version = version;
  n.scenario = setup.scenario;
  n.seed = plan.seed;
  n.number = plan.number;
  n.options_sha256 = sha256_of_text(options_text(setup));
  for (std::size_t i = 0; i < label_count; ++i) {
    n.counts[std::string(to_text(static_cast<Label>(i)))] = night.counts.at(i);
  }
  n.cramp_s = night.cramp_s;
  for (const std::string& path : {night.recording_file, night.events_file, night.hypnogram_file}) {
    n.files.push_back(
        {fs::path(path).filename().string(), fs::file_size(path), sha256_of_file(path)});
  }
  return n;
}

Manifest::Manifest(std::string folder) : folder_(std::move(folder)) {
  const std::string path = path_in(folder_, file_name);
  std::ifstream file(path);
  if (!file.is_open()) return;
  try {
    const Json json = Json::parse(file);
    for (const Json& night : json.at("nights")) {
      ManifestNight n = night_of(night);
      const Place place{n.scenario, n.seed, n.number};
      nights_.insert_or_assign(place, std::move(n));
    }
    json.at("options").get_to(options_);
  } catch (const Json::exception&) {
    throw OptionError({fmt::format(
        "{}: is not a manifest of simulated nights: move it away or name another folder", path)});
  }
}

const ManifestNight* Manifest::find(const NightPlan& plan, const Setup& setup) const {
  const auto found = nights_.find({setup.scenario, plan.seed, plan.number});
  if (found == nights_.end()) return nullptr;
  const ManifestNight& night = found->second;
  const bool same =
      night.version == version && night.options_sha256 == sha256_of_text(options_text(setup));
  return same ? &night : nullptr;
}

bool Manifest::is_complete(const ManifestNight& night, bool verify) const {
  for (const ManifestFile& f : night.files) {
    const std::string path = path_in(folder_, f.name);
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(path, error);
    if (error || bytes != f.bytes) return false;
    if (verify && sha256_of_file(path) != f.sha256) return false;
  }
  return !night.files.empty();
}

void Manifest::add(ManifestNight night, const std::string& options) {
  options_[night.options_sha256] = options;
  const Place place{night.scenario, night.seed, night.number};
  nights_.insert_or_assign(place, std::move(night));
}

/// One line a night, so that a manifest of thousands can be read, compared and searched.
void Manifest::write() const {
  std::string lines;
  std::map<std::string, std::string> used;
  for (const auto& [place, night] : nights_) {
    lines += fmt::format("{}\n  {}", lines.empty() ? "" : ",", json_of(night).dump());
    const auto text = options_.find(night.options_sha256);
    if (text != options_.end()) used.insert(*text);
  }
  write_text_atomically(
      path_in(folder_, file_name),
      fmt::format("{{\n \"generator\": \"noctemg simulate\",\n \"nights\": [{}\n ],\n "
                  "\"options\": {}\n}}\n",
                  lines, Json(used).dump()));
}

}  // namespace noctemg::synth
