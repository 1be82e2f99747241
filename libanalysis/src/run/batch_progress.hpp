#pragma once

/// \file
/// The hooks of a batch, called one at a time from whichever thread has news.

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

#include "noctemg/batch.hpp"

namespace noctemg::detail {

/// Keeps the finished share of all recordings, weighted by their size, and the wish to stop. An
/// exception of a hook stops the batch and is thrown again at its end: it is no recording's fault.
class BatchProgress {
 public:
  BatchProgress(const BatchHooks& hooks, std::vector<double> weights);

  /// \return false when the batch is to stop
  bool advance(std::size_t recording, double share, const std::string& id);
  void finished(const std::string& id, const Night& night);
  void failed(const BatchFailure& failure);

  void stop() noexcept { stopped_ = true; }
  [[nodiscard]] bool stopped() const noexcept { return stopped_; }
  /// True when a hook asked to stop, as opposed to stop().
  [[nodiscard]] bool interrupted() const noexcept { return interrupted_; }
  void rethrow_hook_error() const;

 private:
  template <class Call>
  void guarded(Call&& call);

  const BatchHooks& hooks_;
  std::vector<double> weights_;
  std::vector<double> shares_;
  double total_ = 0;
  double done_ = 0;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> interrupted_ = false;
  std::exception_ptr error_;
  std::mutex mutex_;
};

}  // namespace noctemg::detail
