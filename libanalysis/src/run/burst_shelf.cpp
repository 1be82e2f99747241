#include "run/burst_shelf.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>

namespace noctemg::run {
namespace {

using emg::Burst;
using emg::SecondFeatures;

/// A second's members as floats, which hold each of them exactly.
using Numbers = std::array<float, 12>;

// Bindings name every member: one that is added has to be added here.
Numbers numbers_of(const SecondFeatures& second) {
  const auto& [low, high, square, fourth, below, mains, median, crossings, missing, flat, clipped,
               rows] = second;
  const auto number = [](auto count) { return static_cast<float>(count); };
  return {low,
          high,
          square,
          fourth,
          below,
          mains,
          median,
          number(crossings),
          number(missing),
          number(flat),
          number(clipped),
          number(rows)};
}

SecondFeatures second_of(std::span<const float, std::tuple_size_v<Numbers>> numbers) {
  SecondFeatures second;
  auto& [low, high, square, fourth, below, mains, median, crossings, missing, flat, clipped, rows] =
      second;
  std::size_t next = 0;
  for (float* const value : {&low, &high, &square, &fourth, &below, &mains, &median}) {
    *value = numbers[next++];
  }
  crossings = static_cast<std::uint16_t>(numbers[next++]);
  for (std::uint8_t* const count : {&missing, &flat, &clipped, &rows}) {
    *count = static_cast<std::uint8_t>(numbers[next++]);
  }
  return second;
}

}  // namespace

void BurstShelf::put(std::size_t channel, std::vector<Burst>& bursts) {
  for (const Burst& burst : bursts) {
    channels_[channel].push_back(
        {burst.begin, burst.end, values_.size(), static_cast<std::uint32_t>(burst.profile.size()),
         static_cast<std::uint32_t>(burst.seconds.size()), burst.rest_uv, burst.slow});
    values_.append(burst.profile);
    for (const SecondFeatures& second : burst.seconds) values_.append(numbers_of(second));
  }
  bursts.clear();
}

std::vector<std::vector<Burst>> BurstShelf::take() {
  constexpr std::size_t width = std::tuple_size_v<Numbers>;
  std::vector<std::vector<Burst>> result(channels_.size());
  std::vector<float> numbers;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    result[c].reserve(channels_[c].size());
    for (const Item& item : channels_[c]) {
      Burst& burst = result[c].emplace_back();
      burst.channel = c;
      burst.begin = item.begin;
      burst.end = item.end;
      burst.rest_uv = item.rest_uv;
      burst.slow = item.slow;
      burst.profile_begin = emg::profile_begin_of(item.begin);
      burst.second_begin = emg::second_begin_of(item.begin);
      burst.profile.resize(item.profile_size);
      values_.copy(item.first, burst.profile);
      numbers.resize(item.second_count * width);
      values_.copy(item.first + item.profile_size, numbers);
      burst.seconds.reserve(item.second_count);
      for (std::size_t s = 0; s < item.second_count; ++s) {
        burst.seconds.push_back(second_of(std::span(numbers).subspan(s * width).first<width>()));
      }
    }
    channels_[c].clear();
  }
  return result;
}

}  // namespace noctemg::run
