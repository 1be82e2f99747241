#include "io/h5_late.hpp"

#ifdef NOCTEMG_LATE_HDF5

#include <dlfcn.h>

#include "noctemg/error.hpp"

namespace noctemg::io::h5 {
namespace {

/// HDF5's library or why there is none.
struct Library {
  void* handle = nullptr;
  std::string problem;
};

Library load() {
  // Local: a program may have brought another HDF5 along, as h5py does. Lazy: few of its functions
  // are called.
  Library library{dlopen(NOCTEMG_LATE_HDF5, RTLD_LAZY | RTLD_LOCAL), ""};
  if (library.handle == nullptr) {
    // The loader keeps a message per thread.
    const char* const why = dlerror();  // NOLINT(concurrency-mt-unsafe)
    library.problem = "HDF5's library '" NOCTEMG_LATE_HDF5 "' cannot be loaded: " +
                      std::string(why != nullptr ? why : "no reason given");
  }
  return library;
}

/// Never unloaded: handles may outlive main().
const Library& library() {
  static const auto* const the_library = new Library(load());
  return *the_library;
}

}  // namespace

const std::string& library_problem() { return library().problem; }

void* late_address(const char* name) {
  void* const handle = library().handle;
  void* const address = handle != nullptr ? dlsym(handle, name) : nullptr;
  if (address != nullptr) return address;
  throw Error("HDF5's library '" NOCTEMG_LATE_HDF5 "' must have '" + std::string(name) +
              "', and the one that is installed has not");
}

}  // namespace noctemg::io::h5

#endif
