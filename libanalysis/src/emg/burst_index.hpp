#pragma once

/// \file
/// The bursts of a segment, to be asked what a channel did at a time.

#include <cstdint>
#include <span>
#include <vector>

#include "emg/burst.hpp"
#include "emg/site.hpp"

namespace noctemg::emg {

/// All bursts of a segment by site, each site's sorted by begin and not overlapping.
class BurstIndex {
 public:
  /// \param by_site  one list per site, sorted by begin
  explicit BurstIndex(std::vector<std::vector<Burst>> by_site) : by_site_(std::move(by_site)) {}

  [[nodiscard]] std::size_t site_count() const noexcept { return by_site_.size(); }
  [[nodiscard]] const std::vector<Burst>& of(std::size_t site) const { return by_site_[site]; }

  /// Gives the lists back; the index is empty afterwards.
  [[nodiscard]] std::vector<std::vector<Burst>> release() noexcept { return std::move(by_site_); }

  /// Mean level above rest of a site over [begin, end), µV; 0 where it had no burst.
  [[nodiscard]] double mean_above_rest(std::size_t site, std::int64_t begin,
                                       std::int64_t end) const;

 private:
  std::vector<std::vector<Burst>> by_site_;
};

/// Sum of the profile's level above rest over [begin, end), in µV times profile values, and how
/// many values that are.
struct ProfileSum {
  double above_rest = 0;
  std::int64_t values = 0;
};
[[nodiscard]] ProfileSum sum_above_rest(const Burst& burst, std::int64_t begin, std::int64_t end);

/// The part of a burst within [begin, end); both should lie within the burst.
[[nodiscard]] Burst slice(const Burst& burst, std::int64_t begin, std::int64_t end);

}  // namespace noctemg::emg
