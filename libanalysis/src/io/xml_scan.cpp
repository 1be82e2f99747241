#include "io/xml_scan.hpp"

#include <algorithm>

#include "io/plain_text.hpp"

namespace noctemg::io {

bool XmlScan::next() noexcept {
  for (;;) {
    tag_ = text_.find('<', at_);
    if (tag_ == std::string_view::npos) return false;
    const bool comment = text_.substr(tag_, 4) == "<!--";
    const std::string_view mark = comment ? "-->" : ">";
    const auto end = text_.find(mark, tag_);
    if (end == std::string_view::npos) return false;
    at_ = end + mark.size();
    auto inside = text_.substr(tag_ + 1, end - tag_ - 1);
    if (comment || inside.empty() || inside[0] == '!' || inside[0] == '?') continue;
    closing_ = inside[0] == '/';
    if (closing_) inside.remove_prefix(1);
    name_ = inside.substr(0, inside.find_first_of(" \t\r\n/"));
    return true;
  }
}

std::string_view XmlScan::text() const noexcept {
  return trimmed(text_.substr(at_, std::min(text_.find('<', at_), text_.size()) - at_));
}

std::size_t XmlScan::line() const noexcept {
  const auto before = text_.substr(0, tag_);
  return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace noctemg::io
