// Compiled with the instructions of avx512, and run where a processor has them.
#define NOCTEMG_KERNELS avx512
#define NOCTEMG_REGISTER_BYTES 64
#include "signal/kernels_body.hpp"

namespace noctemg::signal {

extern const KernelSet avx512_kernels;
const KernelSet avx512_kernels = {
    "avx512",        avx512::row_kernels,   avx512::move_kernels,  avx512::spectrum_kernels,
    avx512::cascade, avx512::all_of<float>, avx512::all_of<double>};

}  // namespace noctemg::signal
