// The only file that knows OpenSSL. Its SHA-256 uses the processor's own instructions: half a
// gigabyte, a night, takes less than a second.
#include "sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <vector>

#include "noctemg/error.hpp"

namespace noctemg::synth {
namespace {

class Digest {
 public:
  Digest() : state_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    check(state_ != nullptr && EVP_DigestInit_ex(state_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(std::string_view bytes) {
    check(EVP_DigestUpdate(state_.get(), bytes.data(), bytes.size()) == 1);
  }
  [[nodiscard]] std::string hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    check(EVP_DigestFinal_ex(state_.get(), bytes.data(), &size) == 1);
    std::string text;
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes.at(i));
    return text;
  }

 private:
  static void check(bool worked) {
    if (!worked) throw Error("SHA-256 is not available from OpenSSL");
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> state_;
};

}  // namespace

std::string sha256_of_text(std::string_view text) {
  Digest digest;
  digest.add(text);
  return digest.hex();
}

std::string sha256_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) throw OutputError(path, "cannot be read again");
  Digest digest;
  std::vector<char> part(1 << 20);
  while (file) {
    file.read(part.data(), static_cast<std::streamsize>(part.size()));
    digest.add({part.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (file.bad()) throw OutputError(path, "cannot be read again");
  return digest.hex();
}

}  // namespace noctemg::synth
