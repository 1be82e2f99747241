// Compiled with the instructions of avx2, and run where a processor has them.
#define NOCTEMG_KERNELS avx2
#define NOCTEMG_REGISTER_BYTES 32
#include "signal/kernels_body.hpp"

namespace noctemg::signal {

extern const KernelSet avx2_kernels;
const KernelSet avx2_kernels = {
    "avx2",        avx2::row_kernels,   avx2::move_kernels,  avx2::spectrum_kernels,
    avx2::cascade, avx2::all_of<float>, avx2::all_of<double>};

}  // namespace noctemg::signal
