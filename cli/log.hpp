#pragma once

/// \file
/// What the program says on stderr: one line per message, as text or JSON, and a progress bar where
/// somebody watches.

#include <chrono>
#include <string>
#include <string_view>

namespace noctemg::cli {

struct LogFlags {
  bool quiet = false;  ///< errors only, no bar
  bool json = false;   ///< JSON lines, no bar
};

/// Not for several threads at once; the hooks of a batch are called one at a time.
class Log {
 public:
  explicit Log(LogFlags flags);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// \param about  recording or file that the message is about, may be empty
  void note(std::string_view about, std::string_view message);
  void warning(std::string_view about, std::string_view message);
  void error(std::string_view about, std::string_view message);

  /// Draws the bar, at most ten times a second. \param share  finished part, 0 to 1
  void progress(double share, std::string_view what);
  /// Takes the bar away, so that a table can be printed.
  void clear_bar();

 private:
  using Clock = std::chrono::steady_clock;

  void line(std::string_view level, std::string_view about, std::string_view message);

  LogFlags flags_;
  bool show_bar_ = false;
  bool bar_is_drawn_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_ = Clock::time_point::min();
};

/// One message without a Log at hand: the end of the program.
void print_error(bool json, std::string_view message);

}  // namespace noctemg::cli
