#include "signal/kernels.hpp"

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg::signal {

extern const KernelSet plain_kernels;
#if defined(__x86_64__)
extern const KernelSet avx2_kernels;
extern const KernelSet avx512_kernels;
#endif

namespace {

std::vector<const KernelSet*> find_usable() {
  std::vector<const KernelSet*> result = {&plain_kernels};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0) {
    result.push_back(&avx2_kernels);
  }
  if (result.size() > 1 && __builtin_cpu_supports("avx512f") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0) {
    result.push_back(&avx512_kernels);
  }
#endif
  return result;
}

const KernelSet& choose() {
  const std::span<const KernelSet* const> usable = usable_kernels();
  // Read once, before any thread of ours could set a variable.
  const char* asked = std::getenv("NOCTEMG_CPU");  // NOLINT(concurrency-mt-unsafe)
  if (asked == nullptr || *asked == '\0') return *usable.back();
  std::string names;
  for (const KernelSet* set : usable) {
    if (std::string_view(set->name) == asked) return *set;
    names += (names.empty() ? "" : ", ") + std::string(set->name);
  }
  throw ArgumentError("NOCTEMG_CPU is '" + std::string(asked) + "'; this processor can run " +
                      names);
}

}  // namespace

std::span<const KernelSet* const> usable_kernels() {
  static const std::vector<const KernelSet*> usable = find_usable();
  return usable;
}

const KernelSet& kernels() {
  static const KernelSet& chosen = choose();
  return chosen;
}

}  // namespace noctemg::signal
