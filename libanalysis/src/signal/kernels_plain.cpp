// What every processor of a kind has: four floats at a time.
#define NOCTEMG_KERNELS plain
#define NOCTEMG_REGISTER_BYTES 16
#include "signal/kernels_body.hpp"

namespace noctemg::signal {

extern const KernelSet plain_kernels;
const KernelSet plain_kernels = {
    "plain",        plain::row_kernels,   plain::move_kernels,  plain::spectrum_kernels,
    plain::cascade, plain::all_of<float>, plain::all_of<double>};

}  // namespace noctemg::signal
