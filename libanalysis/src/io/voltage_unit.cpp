#include "io/voltage_unit.hpp"

#include "io/plain_text.hpp"

namespace noctemg::io {

VoltageUnit voltage_unit(std::string_view text) {
  using namespace std::string_view_literals;
  const std::string_view unit = trimmed(text);
  if (unit.empty() || (unit.back() != 'V' && unit.back() != 'v')) return {std::string(unit), 0};
  const std::string_view prefix = unit.substr(0, unit.size() - 1);
  if (prefix.empty()) return {"V", 1e6};
  if (prefix == "m") return {"mV", 1e3};
  if (prefix == "n") return {"nV", 1e-3};
  for (const std::string_view micro : {"u"sv, "\xC2\xB5"sv, "\xCE\xBC"sv, "\xB5"sv}) {
    if (prefix == micro) return {"uV", 1};
  }
  return {std::string(unit), 0};
}

}  // namespace noctemg::io
