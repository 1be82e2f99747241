#pragma once

/// \file
/// The channels of one group of noctemg's own recording layout.

#include <cstddef>
#include <string_view>
#include <vector>

#include "io/h5.hpp"
#include "noctemg/option_groups.hpp"
#include "noctemg/recording.hpp"

namespace noctemg::io {

/// \param group     attributes of `count` channels that share a rate and a table
/// \param integers  whether samples are integers, which must have a scale
/// \throws InputError naming attribute and rule
[[nodiscard]] std::vector<Channel> read_layout_channels(const h5::Group& group, std::size_t count,
                                                        bool integers, const ReadOptions& options);

/// Throws an InputError about an attribute.
[[noreturn]] void fail_attribute(const h5::Object& object, std::string_view attribute,
                                 std::string_view value, std::string_view rule);

}  // namespace noctemg::io
