#include "run/batch_progress.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace noctemg::detail {

BatchProgress::BatchProgress(const BatchHooks& hooks, std::vector<double> weights)
    : hooks_(hooks), weights_(std::move(weights)), shares_(weights_.size(), 0.0) {
  total_ = std::accumulate(weights_.begin(), weights_.end(), 0.0);
}

template <class Call>
void BatchProgress::guarded(Call&& call) {
  const std::lock_guard lock(mutex_);
  if (error_) return;
  try {
    call();
  } catch (...) {
    error_ = std::current_exception();
    stop();
  }
}

bool BatchProgress::advance(std::size_t recording, double share, const std::string& id) {
  guarded([&] {
    const double step = std::max(0.0, std::min(share, 1.0) - shares_[recording]);
    shares_[recording] += step;
    done_ += step * weights_[recording];
    const double whole = total_ > 0 ? std::min(done_ / total_, 1.0) : 1.0;
    if (stopped() || !hooks_.progress || hooks_.progress(whole, id)) return;
    interrupted_ = true;
    stop();
  });
  return !stopped();
}

void BatchProgress::finished(const std::string& id, const Night& night) {
  if (hooks_.finished) guarded([&] { hooks_.finished(id, night); });
}

void BatchProgress::failed(const BatchFailure& failure) {
  if (hooks_.failed) guarded([&] { hooks_.failed(failure); });
}

void BatchProgress::rethrow_hook_error() const {
  if (error_) std::rethrow_exception(error_);
}

}  // namespace noctemg::detail
