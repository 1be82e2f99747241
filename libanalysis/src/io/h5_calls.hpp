#pragma once

/// \file
/// What the files behind the HDF5 door share. With h5_late.hpp the only place that includes
/// hdf5.h.

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "io/h5.hpp"
#include "io/h5_late.hpp"

namespace noctemg::io::h5 {

constexpr std::int64_t max_values = 50'000'000;

/// One caller at a time, with HDF5's printing off and put back as it was afterwards.
class Turn {
 public:
  Turn() : lock_(mutex()) {
    // A file that could not be closed (disk full) makes HDF5 crash when it tidies up at exit.
    // Handles close what is open; nothing is left for it to do.
    static const bool no_tidying = H5dont_atexit() >= 0;
    (void)no_tidying;
    H5Eget_auto2(H5E_DEFAULT, &printer_, &client_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  ~Turn() { H5Eset_auto2(H5E_DEFAULT, printer_, client_); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  /// Recursive, since handles close themselves inside other calls; never destroyed, since handles
  /// may outlive main().
  static std::recursive_mutex& mutex() {
    static auto* const the_mutex = new std::recursive_mutex;
    return *the_mutex;
  }
  std::lock_guard<std::recursive_mutex> lock_;
  H5E_auto2_t printer_ = nullptr;
  void* client_ = nullptr;
};

/// HDF5's innermost words on what went wrong.
std::string words();

/// A handle for an identifier and HDF5's function that closes its kind.
inline Handle closing(hid_t id, herr_t (*close)(hid_t)) { return {id, close}; }
inline Handle space_of(hid_t id) { return closing(id, H5Sclose); }
inline Handle type_of(hid_t id) { return closing(id, H5Tclose); }
inline Handle list_of(hid_t id) { return closing(id, H5Pclose); }

/// Types in memory and, little-endian whatever the machine, on disk.
hid_t native(Number type);
hid_t stored(Number type);
/// The number type of an HDF5 type; nothing for texts, compounds and odd sizes.
std::optional<Number> number_type(hid_t type);
/// UTF-8 of any length.
Handle text_type();

/// Reads texts of either kind, variable or fixed length. `read` gets a memory type and a buffer.
/// Nothing when HDF5 fails or the size is out of all reason.
std::optional<std::vector<std::string>> read_texts(hid_t type, hid_t space,
                                                   const std::function<bool(hid_t, void*)>& read);

/// Property list of objects whose bytes depend on their contents alone.
Handle without_times(hid_t list_class);

}  // namespace noctemg::io::h5
