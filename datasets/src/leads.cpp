#include "leads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "legs.hpp"
#include "noctemg/error.hpp"
#include "noctemg/montage.hpp"
#include "noctemg/nearest.hpp"
#include "trimmed.hpp"

namespace noctemg::synth {
namespace {

constexpr std::size_t most_leads = 512;
constexpr std::array<std::string_view, 10> column_names = {
    "channel", "muscle", "side",     "role",      "site",
    "rate_hz", "unit",   "along_mm", "across_mm", "polarity"};
enum Column : std::size_t {
  channel,
  muscle,
  side,
  role,
  site,
  rate,
  unit,
  along,
  across,
  polarity
};

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(at, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool is_missing(std::string_view text) { return text.empty() || text == "n/a"; }

std::string muscle_names() {
  std::string names;
  for (const Muscle& m : known_muscles()) {
    if (muscles_under(m.name).empty() && m.name != "mentalis") continue;
    names.append(names.empty() ? "" : ", ").append(m.name);
  }
  return names;
}

/// The table while it is read; what is wrong is collected, not thrown.
class Table {
 public:
  Table(std::string_view text, std::string place) : place_(std::move(place)) {
    const std::vector<std::string> lines = split(text, '\n');
    take_header(lines.front());
    if (header_is_right_) {
      for (number_ = 2; number_ <= lines.size(); ++number_) take(lines[number_ - 1]);
    }
    if (header_is_right_ && leads_.empty()) fail("", "", "must describe at least one channel");
    if (leads_.size() > most_leads) {
      fail("", fmt::format("{} channels", leads_.size()), fmt::format("at most {}", most_leads));
    }
    if (!violations_.empty()) throw OptionError(violations_);
  }

  [[nodiscard]] std::vector<Lead> leads() && { return std::move(leads_); }

 private:
  void fail(std::string_view column, std::string_view value, std::string_view rule) {
    violations_.push_back(fmt::format("{}:{}: {}{}{}: {}", place_, number_, column,
                                      column.empty() || value.empty() ? "" : " ", value, rule));
  }

  void take_header(const std::string& line) {
    const std::vector<std::string> known(column_names.begin(), column_names.end());
    places_.fill(std::string::npos);
    const std::vector<std::string> names = split(line, '\t');
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string name(trimmed(names[i]));
      const auto found = std::ranges::find(known, name);
      if (found != known.end()) {
        places_.at(static_cast<std::size_t>(found - known.begin())) = i;
        continue;
      }
      const std::string near = nearest_name(name, known);
      fail("column", name,
           near.empty() ? "unknown; known are " + fmt::format("{}", fmt::join(known, ", "))
                        : "unknown, did you mean " + near + "?");
    }
    for (const Column needed : {channel, muscle, side, role}) {
      if (places_.at(needed) == std::string::npos)
        fail("column", column_names.at(needed), "is missing");
    }
    header_is_right_ = violations_.empty();
  }

  [[nodiscard]] std::string field(Column column) const {
    const std::size_t at = places_.at(column);
    return std::string(at < fields_.size() ? trimmed(fields_[at]) : std::string_view());
  }

  double number(Column column, double low, double high, double otherwise) {
    const std::string text = field(column);
    if (is_missing(text)) return otherwise;
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && stop == text.data() + text.size();
    if (whole && value >= low && value <= high) return value;
    fail(column_names.at(column), text, fmt::format("must be a number from {} to {}", low, high));
    return otherwise;
  }

  void take(const std::string& line) {
    if (trimmed(line).empty()) return;
    fields_ = split(line, '\t');
    Lead lead;
    lead.line = number_;
    lead.label = field(channel);
    if (lead.label.empty()) fail("channel", "", "must be the label of a channel");
    take_role(lead);
    take_muscle(lead);
    take_side(lead);
    take_unit(lead);
    lead.site = is_missing(field(site)) ? "" : field(site);
    const double hz = number(rate, lead.is_leg_muscle() ? 64 : 1, 10'000, 0);
    if (hz != std::floor(hz)) fail("rate_hz", field(rate), "must be a whole number");
    lead.rate_hz = static_cast<std::int64_t>(hz);
    lead.along_mm = number(along, -300, 300, 0);
    lead.across_mm = number(across, -300, 300, 0);
    const std::string direction = field(polarity);
    lead.reversed = direction == "reversed";
    if (!lead.reversed && !is_missing(direction) && direction != "normal") {
      fail("polarity", direction, "must be normal or reversed");
    }
    leads_.push_back(std::move(lead));
  }

  void take_role(Lead& lead) {
    const std::string text = field(role);
    if (is_missing(text)) return;  // EMG, as in a montage for analysis
    for (const Role r :
         {Role::emg, Role::ecg, Role::eeg, Role::accel, Role::position, Role::ignore}) {
      if (text != to_text(r)) continue;
      lead.role = r;
      return;
    }
    fail("role", text, "must be emg, ecg, eeg, accel, position or ignore (breathing)");
  }

  void take_muscle(Lead& lead) {
    const std::string text = field(muscle);
    if (!is_missing(text)) lead.muscle = canonical_muscle(text);
    if (lead.role != Role::emg) return;
    if (lead.muscle != "mentalis" && muscles_under(lead.muscle).empty()) {
      fail("muscle", text, "must be one of " + muscle_names());
    }
  }

  void take_side(Lead& lead) {
    const std::string text = field(side);
    if (text == "left" || text == "l" || text == "L") lead.side = Side::left;
    if (text == "right" || text == "r" || text == "R") lead.side = Side::right;
    const bool needed = lead.is_leg_muscle();
    if (lead.side == Side::unknown && (needed || !is_missing(text))) {
      fail("side", text, needed ? "must be left or right" : "must be left, right or n/a");
    }
  }

  void take_unit(Lead& lead) {
    const bool voltage = lead.role == Role::emg || lead.role == Role::ecg || lead.role == Role::eeg;
    lead.unit = voltage ? "uV" : lead.role == Role::accel ? "g" : "";
    const std::string text = field(unit);
    if (is_missing(text)) return;
    if (voltage && text != "uV" && text != "mV" && text != "nV") {
      fail("unit", text, "must be uV, mV or nV");
    }
    lead.unit = text;
  }

  std::string place_;
  std::size_t number_ = 1;
  bool header_is_right_ = false;
  std::array<std::size_t, column_names.size()> places_{};
  std::vector<std::string> fields_;
  std::vector<Lead> leads_;
  std::vector<std::string> violations_;
};

}  // namespace

double uv_per_unit(std::string_view unit) noexcept {
  if (unit == "uV") return 1;
  if (unit == "mV") return 1000;
  return unit == "nV" ? 0.001 : 0;
}

std::vector<Lead> parse_montage(std::string_view text, const std::string& place) {
  return Table(text, place).leads();
}

std::vector<Lead> usual_leads(int channels) {
  constexpr int muscles = 8;
  std::vector<Lead> leads;
  for (int k = 0; k < channels; ++k) {
    const int pair = k / 2;
    const auto m = static_cast<LegMuscle>(pair % muscles);
    Lead lead;
    lead.side = k % 2 == 0 ? Side::left : Side::right;
    lead.muscle = muscle_name(m);
    lead.label = fmt::format("{} {}", lead.side == Side::left ? 'L' : 'R', muscle_label(m));
    if (pair >= muscles) lead.label += fmt::format(" {}", pair / muscles + 1);
    leads.push_back(std::move(lead));
  }
  std::ranges::stable_sort(leads, {}, &Lead::side);
  return leads;
}

}  // namespace noctemg::synth
