#include "emg/lane_cascade.hpp"

#include <algorithm>
#include <cmath>

#include "noctemg/error.hpp"

namespace noctemg::emg {
namespace {

using signal::Section;

/// A notch that takes nothing: its zeros and poles lie on each other.
constexpr Section no_notch = {1, 0, 1, 1, 0, 1};
/// Zeros are placed by formulas that are good to some last digits.
constexpr double on_the_spot = 1e-9;

bool near(double value, double place) { return std::abs(value - place) <= on_the_spot; }

/// The same filter with a zero at frequency 0 and one at half the rate in every section, where
/// butter() gives some sections two of one kind, as SciPy does: such sections need two products a
/// sample instead of four.
std::vector<Section> with_paired_zeros(std::span<const Section> band) {
  std::vector<Section> result;
  int more_at_0 = 0;  // zeros there less those at half the rate
  for (const Section& section : band) {
    const double middle = section[1] / section[0];
    const double last = section[2] / section[0];
    if (near(last, 1) && near(std::abs(middle), 2)) {
      more_at_0 += middle < 0 ? 1 : -1;
    } else if (!near(last, -1) || !near(middle, 0)) {
      throw ArgumentError("LaneCascade: not the sections of a Butterworth band-pass");
    }
    result.push_back({section[0], 0, -section[0], 1, section[4], section[5]});
  }
  if (band.empty() || more_at_0 != 0) {
    throw ArgumentError("LaneCascade: not the sections of a Butterworth band-pass");
  }
  return result;
}

double gain_of(std::span<const Section> sections) {
  double gain = 1;
  for (const Section& section : sections) gain *= section[0];
  return gain;
}

}  // namespace

template <typename T>
LaneCascade<T>::LaneCascade(std::span<const Section> band,
                            std::span<const std::vector<Section>> notches) {
  if (notches.size() != lane_count) throw ArgumentError("LaneCascade: notches of every lane");
  for (const auto& own : notches) {
    most_notches_ = std::max(most_notches_, own.size());
    for (const Section& notch : own) {
      if (near(notch[2] / notch[0], 1)) continue;
      throw ArgumentError("LaneCascade: the zeros of a notch lie on the unit circle");
    }
  }
  std::vector<std::vector<Section>> all(lane_count, with_paired_zeros(band));
  for (std::size_t lane = 0; lane < lane_count; ++lane) {
    all[lane].insert(all[lane].end(), notches[lane].begin(), notches[lane].end());
    all[lane].resize(band.size() + most_notches_, no_notch);
  }
  const signal::SectionTable<T> table(all);
  const signal::SectionTable<T> differences = table.of_differences();
  backward_.assign(table.sections().begin(), table.sections().end());
  forward_.assign(differences.sections().begin(), differences.sections().end());
  for (std::size_t lane = 0; lane < lane_count; ++lane) gain_[lane] = table.gain(lane);
  plan_passes(band.size());
  scale_passes(all);
}

/// As the kernel takes them: up to four sections of one kind, or all four of the usual band-pass
/// and some notches.
template <typename T>
void LaneCascade<T>::plan_passes(std::size_t band_sections) {
  std::size_t notches_left = most_notches_;
  for (std::size_t first = 0; first < band_sections;) {
    Pass pass;
    pass.first = first;
    pass.band = std::min(signal::filter_sections, band_sections - first);
    if (band_sections == signal::filter_sections) {
      pass.notches = std::min(signal::filter_sections, notches_left);
    }
    notches_left -= pass.notches;
    first += pass.band;
    passes_.push_back(pass);
  }
  while (notches_left > 0) {
    Pass pass;
    pass.first = band_sections + most_notches_ - notches_left;
    pass.notches = std::min(signal::filter_sections, notches_left);
    notches_left -= pass.notches;
    passes_.push_back(pass);
  }
}

template <typename T>
void LaneCascade<T>::scale_passes(std::span<const std::vector<Section>> all) {
  for (Pass& pass : passes_) {
    for (std::size_t lane = 0; lane < lane_count; ++lane) {
      const std::span<const Section> own(all[lane]);
      const double before = gain_of(own.first(pass.first + pass.band));
      pass.notch_gain.of[lane] =
          static_cast<T>(gain_of(own.subspan(pass.first + pass.band, pass.notches)));
      pass.taken_scale[lane] = before * before;
    }
  }
}

template <typename T>
signal::FilterPass<T> LaneCascade<T>::pass_of(const Pass& pass, bool differences) const {
  signal::FilterPass<T> result;
  result.sections = (differences ? forward_ : backward_).data() + pass.first;
  result.band = pass.band;
  result.notches = pass.notches;
  result.differences = differences && pass.first == 0;
  result.notch_gain = &pass.notch_gain;
  return result;
}

template <typename T>
typename LaneCascade<T>::Listener LaneCascade<T>::hearing(Memory& memory, Lanes& squares) const {
  if (passes_.size() != 1 || passes_.front().band > 2 || has_notches()) {
    throw ArgumentError("LaneCascade: only one or two sections of a band-pass can listen");
  }
  return {pass_of(passes_.front(), true), memory.data(), &squares};
}

template <typename T>
void LaneCascade<T>::forward(Memory& memory, Lanes* frames, std::size_t count, Lanes* hum,
                             const Listener& listener) const {
  if (count == 0) return;
  const auto& kernel = signal::kernels().of<T>();
  for (const Pass& pass : passes_) {
    const bool tapped = hum != nullptr && pass.notches > 0;
    Lanes taken = {};
    if (&pass == &passes_.front() && listener.pass.band > 0) {
      kernel.filter_beside(pass_of(pass, true), memory.data(), frames->of, count,
                           tapped ? &taken : nullptr, listener);
    } else {
      kernel.filter(pass_of(pass, true), memory.data() + pass.first, frames->of, 1, count,
                    tapped ? &taken : nullptr);
    }
    if (!tapped) continue;
    for (std::size_t l = 0; l < lane_count; ++l) {
      hum->of[l] += static_cast<T>(static_cast<double>(taken.of[l]) * pass.taken_scale[l] /
                                   static_cast<double>(count));
    }
  }
}

template <typename T>
void LaneCascade<T>::backward(Memory& memory, Lanes* last, std::size_t count) const {
  for (const Pass& pass : passes_) {
    signal::kernels().of<T>().filter(pass_of(pass, false), memory.data() + pass.first, last->of, -1,
                                     count, nullptr);
  }
}

template class LaneCascade<float>;
template class LaneCascade<double>;

}  // namespace noctemg::emg
