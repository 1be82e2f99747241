#include "io/partial_file.hpp"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fmt/core.h>
#include <unistd.h>

#include "noctemg/error.hpp"

namespace noctemg::io {
namespace {

std::atomic<unsigned> file_count{0};

}  // namespace

PartialFile::PartialFile(std::string path)
    : path_(std::move(path)),
      temporary_(fmt::format("{}.{}-{}.partial", path_, getpid(), file_count++)) {}

PartialFile::~PartialFile() {
  if (!done_) unlink(temporary_.c_str());
}

void PartialFile::commit() {
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw OutputError(path_, std::generic_category().message(errno));
  }
  done_ = true;
}

}  // namespace noctemg::io
