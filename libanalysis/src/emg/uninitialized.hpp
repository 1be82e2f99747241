#pragma once

/// \file
/// Vectors whose new elements are not written before their first use.

#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace noctemg::emg {

/// An allocator whose elements keep what their memory held, unless they are given a value: resize()
/// of a vector then costs nothing where all that is new is written anyway.
template <typename T>
struct UninitializedAllocator : std::allocator<T> {
  static_assert(std::is_trivially_copyable_v<T>);
  // Names and conversions that the standard asks of allocators.
  // NOLINTBEGIN(readability-identifier-naming,google-explicit-constructor)
  template <typename Other>
  struct rebind {
    using other = UninitializedAllocator<Other>;
  };

  UninitializedAllocator() = default;
  template <typename Other>
  UninitializedAllocator(const UninitializedAllocator<Other>& /*other*/) noexcept {}
  // NOLINTEND(readability-identifier-naming,google-explicit-constructor)

  template <typename Other>
  void construct(Other* at) noexcept(std::is_nothrow_default_constructible_v<Other>) {
    ::new (static_cast<void*>(at)) Other;
  }
  template <typename Other, typename... Values>
  void construct(Other* at, Values&&... values) {
    std::construct_at(at, std::forward<Values>(values)...);
  }
};

template <typename T>
using UninitializedVector = std::vector<T, UninitializedAllocator<T>>;

}  // namespace noctemg::emg
