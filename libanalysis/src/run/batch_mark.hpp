#pragma once

/// \file
/// The mark of a complete result, OUT/<id>/complete.json, written last. It says what the result was
/// made from, so that --resume knows it again, and keeps the recording's line of nights.tsv, so
/// that the cohort table can be made anew from the folders alone.

#include <cstdint>
#include <optional>
#include <string>

#include "noctemg/batch.hpp"

namespace noctemg::detail {

struct CompleteMark {
  std::string version;
  std::string options_hash;
  WriteOptions write;
  std::int64_t input_bytes = 0;
  std::string input_xxh3;
  std::string montage_xxh3;    ///< "" without a montage file
  std::string hypnogram_xxh3;  ///< "" without a hypnogram file
  std::string header;          ///< of nights.tsv, ends with '\n'
  std::string row;             ///< of nights.tsv, ends with '\n'
};

/// The mark that a result of these settings would carry, but for the input's hash and the row.
[[nodiscard]] CompleteMark expected_mark(const Options& options, const BatchOptions& batch);

/// Also fills the hashes of the input and its companions. \throws FileNotFoundError, InputError
void fill_hashes(CompleteMark& mark, const BatchInput& input);

/// \throws OutputError
void write_mark(const CompleteMark& mark, const std::string& folder);
/// Nothing when the folder has no readable mark, or lacks a file that the mark promises.
[[nodiscard]] std::optional<CompleteMark> read_mark(const std::string& folder);

/// True when version, options, outputs and table columns are those of `expected`.
[[nodiscard]] bool same_settings(const CompleteMark& mark, const CompleteMark& expected);
/// True when, besides, input, montage and hypnogram have the bytes that the mark names.
[[nodiscard]] bool still_valid(const CompleteMark& mark, const CompleteMark& expected,
                               const BatchInput& input);

}  // namespace noctemg::detail
