#include "option_flags.hpp"

namespace noctemg::cli {

void OptionFlags::add_to(CLI::App& command) {
  // One value per flag: with more, `--set a=1 night.edf` would swallow the file.
  command.add_option("--preset", presets, "Published standard, e.g. wasm-2016; may be repeated")
      ->allow_extra_args(false)
      ->type_name("NAME");
  command.add_option("--config", config, "TOML file with options")->type_name("FILE");
  command.add_option("--set", settings, "One option, e.g. filter.highpass_hz=25; may be repeated")
      ->allow_extra_args(false)
      ->type_name("NAME=VALUE");
}

void OptionFlags::add_reading_to(CLI::App& command) {
  command
      .add_option("--assume-unit", assume_unit, "Unit of channels that name none: nV, uV, mV or V")
      ->type_name("UNIT");
  command.add_flag("--accept-truncated", accept_truncated,
                   "Read what is there of files that were cut off");
}

void OptionFlags::add_classifier_to(CLI::App& command) {
  command
      .add_option("--classifier", classifier,
                  "What decides labels: model (with the rules' veto) or rules alone")
      ->type_name("NAME");
}

Options OptionFlags::resolve() const {
  Options options;
  OptionSetter setter(options);
  for (const std::string& name : presets) setter.preset(name);
  if (!config.empty()) setter.toml_file(config);
  for (const std::string& setting : settings) setter.assignment(setting);
  if (!assume_unit.empty()) setter.set("read.assume_unit", assume_unit, "--assume-unit");
  if (accept_truncated) setter.set("read.accept_truncated", "true", "--accept-truncated");
  if (!classifier.empty()) setter.set("classify.classifier", classifier, "--classifier");
  setter.finish();
  return options;
}

}  // namespace noctemg::cli
