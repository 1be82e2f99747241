#include "log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "layout.hpp"

namespace noctemg::cli {
namespace {

std::string json_line(std::string_view level, std::string_view about, std::string_view message) {
  nlohmann::ordered_json json;
  json["level"] = level;
  if (!about.empty()) json["about"] = about;
  json["message"] = message;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string text_line(std::string_view level, std::string_view about, std::string_view message) {
  std::string text = "noctemg: ";
  if (level == "warning") text += "warning: ";
  if (!about.empty()) text.append(about).append(": ");
  return text.append(message) + "\n";
}

std::string bar_text(double share, double elapsed_s, std::string_view what) {
  constexpr int cells = 24;
  const int full = static_cast<int>(share * cells);
  std::string text =
      fmt::format("\r[{:=>{}}{:>{}}] {:3.0f} %", "", full, "", cells - full, 100 * share);
  // An estimate from the first moments would jump about.
  if (share > 0.01 && elapsed_s > 2)
    text += fmt::format("  {} left", hours_minutes_seconds(elapsed_s * (1 - share) / share));
  return fmt::format("{}  {}\x1b[K", text, shortened(what, 30));
}

}  // namespace

Log::Log(LogFlags flags)
    : flags_(flags), show_bar_(!flags.quiet && !flags.json && ::isatty(STDERR_FILENO) == 1) {}

Log::~Log() { clear_bar(); }

void Log::line(std::string_view level, std::string_view about, std::string_view message) {
  clear_bar();
  fmt::print(stderr, "{}",
             flags_.json ? json_line(level, about, message) : text_line(level, about, message));
}

void Log::note(std::string_view about, std::string_view message) {
  if (!flags_.quiet) line("info", about, message);
}

void Log::warning(std::string_view about, std::string_view message) {
  if (!flags_.quiet) line("warning", about, message);
}

void Log::error(std::string_view about, std::string_view message) { line("error", about, message); }

void Log::progress(double share, std::string_view what) {
  if (!show_bar_) return;
  const Clock::time_point now = Clock::now();
  if (bar_is_drawn_ && now - drawn_ < std::chrono::milliseconds(100)) return;
  const std::chrono::duration<double> elapsed = now - begin_;
  fmt::print(stderr, "{}", bar_text(std::clamp(share, 0.0, 1.0), elapsed.count(), what));
  (void)std::fflush(stderr);
  drawn_ = now;
  bar_is_drawn_ = true;
}

void Log::clear_bar() {
  if (!bar_is_drawn_) return;
  fmt::print(stderr, "\r\x1b[K");
  (void)std::fflush(stderr);
  bar_is_drawn_ = false;
}

void print_error(bool json, std::string_view message) {
  fmt::print(stderr, "{}", json ? json_line("error", "", message) : text_line("", "", message));
}

}  // namespace noctemg::cli
