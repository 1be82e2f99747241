#include "setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "embedded_files.hpp"
#include "noctemg/error.hpp"
#include "random.hpp"
#include "scenario_file.hpp"

namespace noctemg::synth {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(std::string_view member, double value, std::string_view rule) {
  throw ArgumentError(fmt::format("{}: {} {}", member, value, rule));
}

void check(const NightPlan& plan) {
  if (!(plan.hours >= 0.05 && plan.hours <= 24)) {
    refuse("hours", plan.hours, "must be a number from 0.05 to 24");
  }
  if (plan.channels && (*plan.channels < 1 || *plan.channels > 128)) {
    refuse("channels", *plan.channels, "must be a whole number from 1 to 128");
  }
  if (plan.rate_hz && !(*plan.rate_hz >= 64 && *plan.rate_hz <= 10'000 &&
                        *plan.rate_hz == std::floor(*plan.rate_hz))) {
    refuse("rate_hz", *plan.rate_hz, "must be a whole number from 64 to 10000");
  }
  if (plan.number < 1 || plan.number > 9999) {
    refuse("number", plan.number, "must be a whole number from 1 to 9999");
  }
}

bool is_file(std::string_view name, std::string_view ending) {
  return name.ends_with(ending) || name.find('/') != std::string_view::npos;
}

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) throw OptionError({fmt::format("{}: cannot be read", path)});
  return text;
}

/// Text of an embedded file; `what` for messages.
std::string_view embedded(std::span<const EmbeddedFile> files, std::string_view name,
                          std::string_view ending, std::string_view what) {
  std::string names;
  for (const EmbeddedFile& f : files) {
    const std::string_view stem = f.name.substr(0, f.name.size() - ending.size());
    if (stem == name) return f.text;
    names.append(names.empty() ? "" : ", ").append(stem);
  }
  throw ArgumentError(
      fmt::format("{}: '{}' must be one of {}, or a file *{}", what, name, names, ending));
}

ScenarioFile find_scenario(const std::string& name) {
  if (is_file(name, ".toml")) return parse_scenario(read_text(name), name);
  return parse_scenario(embedded(embedded_scenarios(), name, ".toml", "scenario"), name + ".toml");
}

std::vector<Lead> find_montage(const std::string& name) {
  if (is_file(name, ".tsv")) return parse_montage(read_text(name), name);
  return parse_montage(embedded(embedded_montages(), name, ".tsv", "montage"), name + ".tsv");
}

/// A montage file of a scenario file stands beside it.
std::string montage_of(const ScenarioFile& scenario, const std::string& scenario_name) {
  if (!is_file(scenario.montage, ".tsv") || !is_file(scenario_name, ".toml")) {
    return scenario.montage;
  }
  return (fs::path(scenario_name).parent_path() / scenario.montage).string();
}

std::vector<Lead> leads_of(const NightPlan& plan, const ScenarioFile& scenario) {
  if (!plan.montage.empty() && plan.channels) {
    throw ArgumentError("montage and channels contradict each other: leave one out");
  }
  std::vector<Lead> leads;
  if (!plan.montage.empty()) {
    leads = find_montage(plan.montage);
  } else if (!plan.channels && !scenario.montage.empty()) {
    leads = find_montage(montage_of(scenario, plan.scenario));
  } else {
    leads = usual_leads(plan.channels.value_or(scenario.channels.value_or(8)));
  }
  const double rate = plan.rate_hz.value_or(scenario.rate_hz.value_or(1000));
  for (Lead& lead : leads) {
    if (lead.rate_hz == 0) lead.rate_hz = static_cast<std::int64_t>(rate);
  }
  return leads;
}

Parameters parameters_for(const NightPlan& plan, const ScenarioFile& scenario) {
  Parameters parameters = parameters_of(scenario, plan.hours);
  std::vector<std::string> violations;
  for (const std::string& setting : plan.settings) {
    std::string rule = assign_parameter(parameters, setting);
    if (!rule.empty()) violations.push_back(std::move(rule));
  }
  std::ranges::move(parameter_violations(parameters), std::back_inserter(violations));
  if (!violations.empty()) throw OptionError(violations);
  return parameters;
}

std::string_view word(RecordingFormat format) {
  if (format == RecordingFormat::bdf) return "bdf";
  return format == RecordingFormat::hdf5 ? "hdf5" : "edf";
}

std::string id_of(std::string_view scenario, const NightPlan& plan) {
  return fmt::format("{}-{}-{:03}", scenario, plan.seed, plan.number);
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<ScenarioFile> files = [] {
    std::vector<ScenarioFile> all;
    all.reserve(embedded_scenarios().size());
    for (const EmbeddedFile& f : embedded_scenarios()) {
      all.push_back(parse_scenario(f.text, std::string(f.name)));
    }
    return all;
  }();
  static const std::vector<Scenario> list = [] {
    std::vector<Scenario> all;
    all.reserve(files.size());
    for (const ScenarioFile& f : files) all.push_back({f.name, f.help});
    return all;
  }();
  return list;
}

const std::vector<std::string_view>& montages() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    all.reserve(embedded_montages().size());
    for (const EmbeddedFile& f : embedded_montages()) {
      all.push_back(f.name.substr(0, f.name.size() - 4));
    }
    return all;
  }();
  return names;
}

std::string night_id(const NightPlan& plan) {
  return id_of(find_scenario(plan.scenario).name, plan);
}

std::string plan_as_scenario(const NightPlan& plan) {
  check(plan);
  const ScenarioFile scenario = find_scenario(plan.scenario);
  const Parameters parameters = parameters_for(plan, scenario);
  std::string text = fmt::format("name = \"{}\"\nhelp = \"{}\"\n", scenario.name, scenario.help);
  if (!scenario.montage.empty()) {
    text += fmt::format("montage = \"{}\"\n", montage_of(scenario, plan.scenario));
  }
  if (scenario.channels) text += fmt::format("channels = {}\n", *scenario.channels);
  if (scenario.rate_hz) text += fmt::format("rate_hz = {}\n", *scenario.rate_hz);
  if (scenario.format) text += fmt::format("format = \"{}\"\n", word(*scenario.format));
  return text + "\n" + parameters_toml(parameters, true);
}

Setup set_up(const NightPlan& plan) {
  check(plan);
  const ScenarioFile scenario = find_scenario(plan.scenario);
  Setup setup;
  setup.scenario = scenario.name;
  setup.id = id_of(scenario.name, plan);
  setup.parameters = parameters_for(plan, scenario);
  setup.leads = leads_of(plan, scenario);
  setup.format = plan.format.value_or(scenario.format.value_or(RecordingFormat::edf));
  // A hair more than the product, so that 0.1 h is 360 s although 0.1 has no exact binary form.
  setup.duration_s = std::floor(plan.hours * 3600 + 1e-6);
  setup.key = make_key({plan.seed, static_cast<std::uint64_t>(plan.number)});
  return setup;
}

std::string options_text(const Setup& setup) {
  std::string text = fmt::format("scenario = \"{}\"\nduration_s = {}\nformat = \"{}\"\n\n",
                                 setup.scenario, setup.duration_s, word(setup.format));
  text += parameters_toml(setup.parameters);
  text += "\n# channel muscle side role rate_hz unit along_mm across_mm polarity\n";
  for (const Lead& lead : setup.leads) {
    text += fmt::format("# {}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", lead.label, lead.muscle,
                        to_text(lead.side), to_text(lead.role), lead.rate_hz, lead.unit,
                        lead.along_mm, lead.across_mm, lead.reversed ? "reversed" : "normal");
  }
  return text;
}

}  // namespace noctemg::synth
