#pragma once

/// \file
/// The hash of the file that an analysis reads.

#include <tbb/task_group.h>

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "io/file_hash.hpp"
#include "noctemg/night.hpp"
#include "noctemg/reader.hpp"
#include "run/channel_plan.hpp"

namespace noctemg::run {

/// Made of the bytes that the analysis reads, or of the file read once more beside everything else.
class InputHash {
 public:
  /// \param file  "" for arrays, which have no hash
  explicit InputHash(const std::string& file);
  ~InputHash();
  InputHash(const InputHash&) = delete;
  InputHash& operator=(const InputHash&) = delete;

  /// What to read the planned channels through, from front to end, so that the hash sees their
  /// bytes. Looking at the file here and there first is none of its business: `reader` does that.
  /// \return lives as long as this and `reader`
  [[nodiscard]] const Reader& fed_by(const Reader& reader, const ChannelPlan& plan,
                                     const std::optional<ChannelPlan>& ecg);

  /// \throws FileNotFoundError, InputError
  void write(Provenance& provenance);

 private:
  void hash_beside();

  std::optional<io::FileHash> hash_;
  std::unique_ptr<Reader> showing_;
  std::string hex_;
  std::int64_t bytes_ = 0;
  std::exception_ptr failure_;
  bool runs_beside_ = false;
  tbb::task_group beside_;
};

}  // namespace noctemg::run
