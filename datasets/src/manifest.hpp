#pragma once

/// \file
/// manifest.json of a folder of simulated nights: what each file is and what it was made from.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "noctemg/synth.hpp"
#include "setup.hpp"

namespace noctemg::synth {

struct ManifestFile {
  std::string name;  ///< within the folder
  std::uint64_t bytes = 0;
  std::string sha256;
};

struct ManifestNight {
  std::string id;
  std::string version;  ///< of noctemg
  std::string scenario;
  std::uint64_t seed = 0;
  int number = 0;
  std::string options_sha256;                  ///< of options_text()
  std::map<std::string, std::int64_t> counts;  ///< episodes per label
  double cramp_s = 0;
  std::vector<ManifestFile> files;  ///< recording, events, hypnogram
};

/// Reads the night's files for their hashes.
[[nodiscard]] ManifestNight describe_night(const NightPlan& plan, const Setup& setup,
                                           const SimulatedNight& night);

class Manifest {
 public:
  /// Reads the one that a folder has. \throws OptionError when it has something else of that name
  explicit Manifest(std::string folder);

  /// The night that these files would be; nullptr when it is not there or was made otherwise.
  [[nodiscard]] const ManifestNight* find(const NightPlan& plan, const Setup& setup) const;
  /// True when its files are there with the right size and, when asked for, the right hash.
  [[nodiscard]] bool is_complete(const ManifestNight& night, bool verify) const;
  /// Takes a night in place of an older one of its name. \param options  options_text() of it
  void add(ManifestNight night, const std::string& options);
  /// Writes manifest.json under a temporary name and renames it. \throws OutputError
  void write() const;

 private:
  using Place = std::tuple<std::string, std::uint64_t, int>;  // scenario, seed, number

  std::string folder_;
  std::map<Place, ManifestNight> nights_;
  std::map<std::string, std::string> options_;  // by hash
};

}  // namespace noctemg::synth
