// Reads a file from its first byte to its last in blocks of 1 MiB and looks at none of them: what
// no reader can be faster than.
//
//   noctemg_read_bytes FILE

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <vector>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: noctemg_read_bytes FILE\n", stderr);
    return 2;
  }
  const int file = open(argv[1], O_RDONLY | O_CLOEXEC);
  std::vector<char> block(std::size_t{1} << 20);
  long long total = 0;
  ssize_t count = file < 0 ? -1 : 0;
  while (count >= 0 && (count = read(file, block.data(), block.size())) > 0) total += count;
  if (count < 0) {
    std::perror(argv[1]);
    return 1;
  }
  std::printf("%lld\n", total);
  return 0;
}
