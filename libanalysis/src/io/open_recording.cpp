// open_recording and looks_like_recording of reader.hpp: which format is it?

#include <algorithm>
#include <array>
#include <string_view>

#include "io/edf_bytes.hpp"
#include "io/edf_header.hpp"
#include "io/edf_reader.hpp"
#include "io/edf_text.hpp"
#include "io/h5_reader.hpp"
#include "noctemg/error.hpp"
#include "noctemg/reader.hpp"

namespace noctemg {
namespace {

enum class Format { edf, hdf5, unknown };

constexpr std::size_t signature_bytes = 8;
constexpr std::string_view hdf5_signature = "\x89HDF\r\n\x1a\n";

std::string first_bytes(const std::string& path) {
  const io::FileBytes file(path);
  std::string bytes(std::min<std::size_t>(signature_bytes, static_cast<std::size_t>(file.size())),
                    '\0');
  file.read(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

Format format_of(std::string_view bytes) {
  if (io::is_edf(bytes) || io::is_bdf(bytes)) return Format::edf;
  return bytes == hdf5_signature ? Format::hdf5 : Format::unknown;
}

}  // namespace

std::unique_ptr<Reader> open_recording(const std::string& path, const ReadOptions& options) {
  const std::string bytes = first_bytes(path);
  switch (format_of(bytes)) {
    case Format::edf:
      return io::open_edf(path, options);
    case Format::hdf5:
      return io::open_h5(path, options);
    case Format::unknown:
      break;
  }
  throw InputError(path, "first bytes", io::printable(bytes),
                   "must be those of an EDF, BDF or HDF5 file");
}

bool looks_like_recording(const std::string& path) {
  try {
    return format_of(first_bytes(path)) != Format::unknown;
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace noctemg
