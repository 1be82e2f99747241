#include "noctemg/synth/series.hpp"

#include <fmt/format.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <map>
#include <mutex>

#include "folders.hpp"
#include "manifest.hpp"
#include "noctemg/error.hpp"
#include "setup.hpp"

namespace noctemg::synth {
namespace {

namespace fs = std::filesystem;

void check(const NightPlan& first, const SeriesOptions& options) {
  std::vector<std::string> violations;
  const int most = 10'000 - first.number;
  if (options.nights < 1 || options.nights > most) {
    violations.push_back(fmt::format("nights={}: must be from 1 to {}", options.nights, most));
  }
  if (options.jobs < 0) {
    violations.push_back(fmt::format("jobs={}: must be at least 0 (0: all cores)", options.jobs));
  }
  if (options.verify && !options.resume) violations.emplace_back("verify needs resume");
  if (!violations.empty()) throw OptionError(violations);
}

/// Writing a long manifest after each of many short nights would take longer than the nights: it
/// waits until writing costs a twentieth of the time at most.
class Pace {
 public:
  template <class Write>
  void maybe(Write write) {
    if (Clock::now() < next_) return;
    const Clock::time_point begin = Clock::now();
    write();
    next_ = Clock::now() + 20 * (Clock::now() - begin);
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point next_ = Clock::time_point::min();
};

class Series {
 public:
  Series(const NightPlan& first, const std::string& folder, const SeriesOptions& options,
         const SeriesHooks& hooks)
      : first_(first), folder_(folder), options_(options), hooks_(hooks), manifest_(folder) {}

  SeriesReport run() {
    const int cores = std::max(1, tbb::info::default_concurrency());
    const int jobs = options_.jobs > 0 ? std::min(options_.jobs, cores) : cores;
    tbb::task_arena arena(std::min(jobs, options_.nights));
    // Every worker takes the next night when it is free: nights in order, none waits for another.
    arena.execute([&] {
      tbb::parallel_for(
          0, std::min(jobs, options_.nights),
          [&](int) {
            for (int k = next_++; k < options_.nights && !stopped_; k = next_++) one(k);
          },
          tbb::simple_partitioner());
    });
    if (!finished_.empty()) manifest_.write();
    if (error_) std::rethrow_exception(error_);
    for (auto& [k, night] : finished_) report_.nights.push_back(std::move(night));
    return std::move(report_);
  }

 private:
  void one(int k) {
    try {
      NightPlan plan = first_;
      plan.number += k;
      const Setup setup = set_up(plan);
      if (keep(k, plan, setup)) return;
      const SynthHooks hooks{[&](double share) { return advance(k, share, setup.id); }};
      SimulatedNight night = simulate_night(plan, folder_, hooks);
      ManifestNight entry = describe_night(plan, setup, night);
      const std::lock_guard lock(mutex_);
      manifest_.add(std::move(entry), options_text(setup));
      finished_.emplace(k, std::move(night));
      pace_.maybe([&] { manifest_.write(); });
    } catch (const Interrupted&) {
      stopped_ = true;
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!error_) error_ = std::current_exception();
      stopped_ = true;
    }
  }

  bool keep(int k, const NightPlan& plan, const Setup& setup) {
    if (!options_.resume) return false;
    const ManifestNight* night = nullptr;
    {
      const std::lock_guard lock(mutex_);
      night = manifest_.find(plan, setup);  // stays where it is while others are added
    }
    if (night == nullptr || !manifest_.is_complete(*night, options_.verify)) return false;
    if (!advance(k, 1, setup.id)) throw Interrupted();
    const std::lock_guard lock(mutex_);
    finished_.emplace(k, simulated(*night));
    ++report_.kept;
    return true;
  }

  [[nodiscard]] SimulatedNight simulated(const ManifestNight& known) const {
    SimulatedNight night;
    night.id = known.id;
    const auto path = [&](std::size_t i) {
      return (fs::path(folder_) / known.files.at(i).name).string();
    };
    night.recording_file = path(0);
    night.events_file = path(1);
    night.hypnogram_file = path(2);
    for (std::size_t i = 0; i < label_count; ++i) {
      const auto found = known.counts.find(std::string(to_text(static_cast<Label>(i))));
      if (found != known.counts.end()) night.counts.at(i) = found->second;
    }
    night.cramp_s = known.cramp_s;
    return night;
  }

  bool advance(int k, double share, const std::string& id) {
    const std::lock_guard lock(mutex_);
    double& mine = shares_[k];
    done_ += share - mine;
    mine = share;
    if (!stopped_ && hooks_.progress && !hooks_.progress(done_ / options_.nights, id)) {
      report_.interrupted = true;
      stopped_ = true;
    }
    return !stopped_;
  }

  const NightPlan& first_;
  const std::string& folder_;
  const SeriesOptions& options_;
  const SeriesHooks& hooks_;
  std::mutex mutex_;
  Manifest manifest_;
  Pace pace_;
  std::atomic<int> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::exception_ptr error_;
  std::map<int, double> shares_;
  double done_ = 0;
  std::map<int, SimulatedNight> finished_;
  SeriesReport report_;
};

}  // namespace

SeriesReport simulate_series(const NightPlan& first, const std::string& folder,
                             const SeriesOptions& options, const SeriesHooks& hooks) {
  check(first, options);
  // Before the folder is made: a plan that cannot be must leave nothing.
  (void)plan_night(first);
  make_folder(folder);
  return Series(first, folder, options, hooks).run();
}

}  // namespace noctemg::synth
