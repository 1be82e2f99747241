#include "io/partial_folder.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

namespace fs = std::filesystem;

std::atomic<unsigned> folder_count{0};

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "host";
  return name.data();
}

fs::path parent_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Without this process's own number: "<folder>/.<name>.partial-<host>-".
std::string prefix_of(const fs::path& path) {
  return fmt::format(".{}.partial-{}-", path.filename().string(), host_name());
}

bool is_dead(std::string_view number_and_rest) {
  int process = 0;
  const auto* end = number_and_rest.data() + number_and_rest.size();
  const auto parsed = std::from_chars(number_and_rest.data(), end, process);
  if (parsed.ec != std::errc{} || process <= 0) return false;
  return ::kill(process, 0) != 0 && errno == ESRCH;
}

void remove_leftovers(const fs::path& path) {
  const auto prefix = prefix_of(path);
  std::error_code ignored;  // what cannot be listed or removed does no harm
  std::error_code problem;
  fs::directory_iterator entry(parent_of(path), problem);
  for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
    const auto name = entry->path().filename().string();
    if (name.compare(0, prefix.size(), prefix) != 0) continue;
    if (is_dead(name.substr(prefix.size()))) fs::remove_all(entry->path(), ignored);
  }
}

/// Swaps two folders in one step. False where the system or the file system cannot.
bool swap_folders(const std::string& a, const std::string& b) {
#ifdef RENAME_EXCHANGE
  return ::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
#else
  (void)a;
  (void)b;
  return false;
#endif
}

void rename_or_throw(const std::string& from, const std::string& to, const std::string& path) {
  if (std::rename(from.c_str(), to.c_str()) != 0)
    throw OutputError(path, std::generic_category().message(errno));
}

std::string without_end_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

}  // namespace

PartialFolder::PartialFolder(std::string path) : path_(without_end_slash(std::move(path))) {
  const fs::path target(path_);
  std::error_code problem;
  fs::create_directories(parent_of(target), problem);
  if (problem) throw OutputError(parent_of(target).string(), problem.message());
  remove_leftovers(target);
  const auto name = fmt::format("{}{}-{}", prefix_of(target), ::getpid(), folder_count++);
  temporary_ = (parent_of(target) / name).string();
  if (!fs::create_directory(temporary_, problem)) {
    throw OutputError(temporary_, problem ? problem.message() : "already exists");
  }
}

PartialFolder::~PartialFolder() {
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
}

void PartialFolder::commit() {
  std::error_code problem;
  const auto status = fs::symlink_status(path_, problem);
  if (!fs::exists(status)) return rename_or_throw(temporary_, path_, path_);
  if (!fs::is_directory(fs::status(path_, problem))) {
    throw OutputError(path_, "a file of that name is in the way");
  }
  if (swap_folders(temporary_, path_)) return;  // the old folder goes with the destructor
  const auto old = temporary_ + "-old";
  rename_or_throw(path_, old, path_);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const std::string reason = std::generic_category().message(errno);
    (void)std::rename(old.c_str(), path_.c_str());
    throw OutputError(path_, reason);
  }
  fs::remove_all(old, problem);
}

}  // namespace noctemg::io
