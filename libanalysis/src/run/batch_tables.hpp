#pragma once

/// \file
/// The files of the cohort, made from what lies in OUT: nights.tsv, failed.tsv, run.json. They
/// depend on the results alone, not on how many jobs, shards or attempts it took to make them.

#include <vector>

#include "noctemg/batch.hpp"

namespace noctemg::detail {

/// Writes the three files. `inputs` is the list of all shards; `failed` belongs to this run's
/// shard. A share of several shards also leaves failed.m-of-n.tsv, from which the last shard to end
/// makes the whole failed.tsv. \throws OutputError
void write_tables(const std::vector<BatchInput>& inputs, const std::vector<BatchFailure>& failed,
                  const Options& options, const BatchOptions& batch);

}  // namespace noctemg::detail
