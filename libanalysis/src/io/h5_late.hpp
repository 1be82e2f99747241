#pragma once

/// \file
/// HDF5's functions under their own names, found in its library at the first call.
///
/// Loading libhdf5 takes longer than all that `noctemg info` does before it reads: Debian's brings
/// an HTTP client, TLS and Kerberos along for files in the cloud. Most runs never open an HDF5
/// file, so the library is loaded when the first one does. Within this namespace the names below
/// hide those of hdf5.h and have the same types; a function that is missing here does not link.
/// Without NOCTEMG_LATE_HDF5 the library is linked as usual and this file does nothing.

#include <atomic>
#include <string>

#include <hdf5.h>

#ifdef NOCTEMG_LATE_HDF5

// Names and conversions are HDF5's and C's, not ours to choose.
// NOLINTBEGIN(readability-identifier-naming,google-explicit-constructor)
namespace noctemg::io::h5 {

/// Why HDF5's library cannot be loaded; empty where it can.
const std::string& library_problem();

/// The address of a name in HDF5's library. \throws Error if there is no such library or name
void* late_address(const char* name);

/// Something of HDF5 that is looked up once.
class Late {
 public:
  explicit constexpr Late(const char* name) : name_(name) {}

 protected:
  [[nodiscard]] void* address() const {
    void* found = address_.load(std::memory_order_acquire);
    if (found == nullptr) {
      found = late_address(name_);
      address_.store(found, std::memory_order_release);
    }
    return found;
  }

 private:
  const char* name_;
  mutable std::atomic<void*> address_ = nullptr;
};

template <class Signature>
class LateFunction;

template <class Result, class... Arguments>
class LateFunction<Result(Arguments...)> : public Late {
 public:
  using Late::Late;
  using Pointer = Result (*)(Arguments...);
  operator Pointer() const { return reinterpret_cast<Pointer>(address()); }
  Result operator()(Arguments... arguments) const { return Pointer(*this)(arguments...); }
};

/// One of the identifiers behind names such as H5T_NATIVE_DOUBLE, set by H5open().
class LateId : public Late {
 public:
  using Late::Late;
  operator hid_t() const { return *static_cast<const hid_t*>(address()); }
};

inline constinit LateFunction<decltype(::H5Aclose)> H5Aclose{"H5Aclose"};
inline constinit LateFunction<decltype(::H5Acreate2)> H5Acreate2{"H5Acreate2"};
inline constinit LateFunction<decltype(::H5Aexists)> H5Aexists{"H5Aexists"};
inline constinit LateFunction<decltype(::H5Aget_space)> H5Aget_space{"H5Aget_space"};
inline constinit LateFunction<decltype(::H5Aget_type)> H5Aget_type{"H5Aget_type"};
inline constinit LateFunction<decltype(::H5Aopen)> H5Aopen{"H5Aopen"};
inline constinit LateFunction<decltype(::H5Aread)> H5Aread{"H5Aread"};
inline constinit LateFunction<decltype(::H5Awrite)> H5Awrite{"H5Awrite"};
inline constinit LateFunction<decltype(::H5Dclose)> H5Dclose{"H5Dclose"};
inline constinit LateFunction<decltype(::H5Dcreate2)> H5Dcreate2{"H5Dcreate2"};
inline constinit LateFunction<decltype(::H5Dget_chunk_storage_size)> H5Dget_chunk_storage_size{
    "H5Dget_chunk_storage_size"};
inline constinit LateFunction<decltype(::H5Dget_create_plist)> H5Dget_create_plist{
    "H5Dget_create_plist"};
inline constinit LateFunction<decltype(::H5Dget_space)> H5Dget_space{"H5Dget_space"};
inline constinit LateFunction<decltype(::H5Dget_type)> H5Dget_type{"H5Dget_type"};
inline constinit LateFunction<decltype(::H5Dopen2)> H5Dopen2{"H5Dopen2"};
inline constinit LateFunction<decltype(::H5Dread)> H5Dread{"H5Dread"};
inline constinit LateFunction<decltype(::H5Dread_chunk)> H5Dread_chunk{"H5Dread_chunk"};
inline constinit LateFunction<decltype(::H5Dset_extent)> H5Dset_extent{"H5Dset_extent"};
inline constinit LateFunction<decltype(::H5Dvlen_reclaim)> H5Dvlen_reclaim{"H5Dvlen_reclaim"};
inline constinit LateFunction<decltype(::H5Dwrite)> H5Dwrite{"H5Dwrite"};
inline constinit LateFunction<decltype(::H5Dwrite_chunk)> H5Dwrite_chunk{"H5Dwrite_chunk"};
inline constinit LateFunction<decltype(::H5Eget_auto2)> H5Eget_auto2{"H5Eget_auto2"};
inline constinit LateFunction<decltype(::H5Eset_auto2)> H5Eset_auto2{"H5Eset_auto2"};
inline constinit LateFunction<decltype(::H5Ewalk2)> H5Ewalk2{"H5Ewalk2"};
inline constinit LateFunction<decltype(::H5Fclose)> H5Fclose{"H5Fclose"};
inline constinit LateFunction<decltype(::H5Fcreate)> H5Fcreate{"H5Fcreate"};
inline constinit LateFunction<decltype(::H5Fflush)> H5Fflush{"H5Fflush"};
inline constinit LateFunction<decltype(::H5Fopen)> H5Fopen{"H5Fopen"};
inline constinit LateFunction<decltype(::H5Gclose)> H5Gclose{"H5Gclose"};
inline constinit LateFunction<decltype(::H5Gcreate2)> H5Gcreate2{"H5Gcreate2"};
inline constinit LateFunction<decltype(::H5Gopen2)> H5Gopen2{"H5Gopen2"};
inline constinit LateFunction<decltype(::H5Iget_file_id)> H5Iget_file_id{"H5Iget_file_id"};
inline constinit LateFunction<decltype(::H5Iget_type)> H5Iget_type{"H5Iget_type"};
inline constinit LateFunction<decltype(::H5Lexists)> H5Lexists{"H5Lexists"};
inline constinit LateFunction<decltype(::H5Literate)> H5Literate{"H5Literate"};
inline constinit LateFunction<decltype(::H5Oclose)> H5Oclose{"H5Oclose"};
inline constinit LateFunction<decltype(::H5Oopen)> H5Oopen{"H5Oopen"};
inline constinit LateFunction<decltype(::H5Pclose)> H5Pclose{"H5Pclose"};
inline constinit LateFunction<decltype(::H5Pcreate)> H5Pcreate{"H5Pcreate"};
inline constinit LateFunction<decltype(::H5Pget_chunk)> H5Pget_chunk{"H5Pget_chunk"};
inline constinit LateFunction<decltype(::H5Pget_filter2)> H5Pget_filter2{"H5Pget_filter2"};
inline constinit LateFunction<decltype(::H5Pget_layout)> H5Pget_layout{"H5Pget_layout"};
inline constinit LateFunction<decltype(::H5Pget_nfilters)> H5Pget_nfilters{"H5Pget_nfilters"};
inline constinit LateFunction<decltype(::H5Pset_buffer)> H5Pset_buffer{"H5Pset_buffer"};
inline constinit LateFunction<decltype(::H5Pset_chunk)> H5Pset_chunk{"H5Pset_chunk"};
inline constinit LateFunction<decltype(::H5Pset_chunk_cache)> H5Pset_chunk_cache{
    "H5Pset_chunk_cache"};
inline constinit LateFunction<decltype(::H5Pset_deflate)> H5Pset_deflate{"H5Pset_deflate"};
inline constinit LateFunction<decltype(::H5Pset_file_locking)> H5Pset_file_locking{
    "H5Pset_file_locking"};
inline constinit LateFunction<decltype(::H5Pset_obj_track_times)> H5Pset_obj_track_times{
    "H5Pset_obj_track_times"};
inline constinit LateFunction<decltype(::H5Pset_shuffle)> H5Pset_shuffle{"H5Pset_shuffle"};
inline constinit LateFunction<decltype(::H5Sclose)> H5Sclose{"H5Sclose"};
inline constinit LateFunction<decltype(::H5Screate)> H5Screate{"H5Screate"};
inline constinit LateFunction<decltype(::H5Screate_simple)> H5Screate_simple{"H5Screate_simple"};
inline constinit LateFunction<decltype(::H5Sget_simple_extent_dims)> H5Sget_simple_extent_dims{
    "H5Sget_simple_extent_dims"};
inline constinit LateFunction<decltype(::H5Sget_simple_extent_ndims)> H5Sget_simple_extent_ndims{
    "H5Sget_simple_extent_ndims"};
inline constinit LateFunction<decltype(::H5Sget_simple_extent_npoints)>
    H5Sget_simple_extent_npoints{"H5Sget_simple_extent_npoints"};
inline constinit LateFunction<decltype(::H5Sget_simple_extent_type)> H5Sget_simple_extent_type{
    "H5Sget_simple_extent_type"};
inline constinit LateFunction<decltype(::H5Sselect_hyperslab)> H5Sselect_hyperslab{
    "H5Sselect_hyperslab"};
inline constinit LateFunction<decltype(::H5Tclose)> H5Tclose{"H5Tclose"};
inline constinit LateFunction<decltype(::H5Tcopy)> H5Tcopy{"H5Tcopy"};
inline constinit LateFunction<decltype(::H5Tequal)> H5Tequal{"H5Tequal"};
inline constinit LateFunction<decltype(::H5Tget_class)> H5Tget_class{"H5Tget_class"};
inline constinit LateFunction<decltype(::H5Tget_sign)> H5Tget_sign{"H5Tget_sign"};
inline constinit LateFunction<decltype(::H5Tget_size)> H5Tget_size{"H5Tget_size"};
inline constinit LateFunction<decltype(::H5Tget_strpad)> H5Tget_strpad{"H5Tget_strpad"};
inline constinit LateFunction<decltype(::H5Tis_variable_str)> H5Tis_variable_str{
    "H5Tis_variable_str"};
inline constinit LateFunction<decltype(::H5Tset_cset)> H5Tset_cset{"H5Tset_cset"};
inline constinit LateFunction<decltype(::H5Tset_size)> H5Tset_size{"H5Tset_size"};
inline constinit LateFunction<decltype(::H5check_version)> H5check_version{"H5check_version"};
inline constinit LateFunction<decltype(::H5dont_atexit)> H5dont_atexit{"H5dont_atexit"};
inline constinit LateFunction<decltype(::H5open)> H5open{"H5open"};

inline constinit LateId H5P_CLS_DATASET_ACCESS_ID_g{"H5P_CLS_DATASET_ACCESS_ID_g"};
inline constinit LateId H5P_CLS_DATASET_CREATE_ID_g{"H5P_CLS_DATASET_CREATE_ID_g"};
inline constinit LateId H5P_CLS_DATASET_XFER_ID_g{"H5P_CLS_DATASET_XFER_ID_g"};
inline constinit LateId H5P_CLS_FILE_ACCESS_ID_g{"H5P_CLS_FILE_ACCESS_ID_g"};
inline constinit LateId H5P_CLS_FILE_CREATE_ID_g{"H5P_CLS_FILE_CREATE_ID_g"};
inline constinit LateId H5P_CLS_GROUP_CREATE_ID_g{"H5P_CLS_GROUP_CREATE_ID_g"};
inline constinit LateId H5T_C_S1_g{"H5T_C_S1_g"};
inline constinit LateId H5T_IEEE_F32LE_g{"H5T_IEEE_F32LE_g"};
inline constinit LateId H5T_IEEE_F64LE_g{"H5T_IEEE_F64LE_g"};
inline constinit LateId H5T_NATIVE_DOUBLE_g{"H5T_NATIVE_DOUBLE_g"};
inline constinit LateId H5T_NATIVE_FLOAT_g{"H5T_NATIVE_FLOAT_g"};
inline constinit LateId H5T_NATIVE_INT16_g{"H5T_NATIVE_INT16_g"};
inline constinit LateId H5T_NATIVE_INT32_g{"H5T_NATIVE_INT32_g"};
inline constinit LateId H5T_NATIVE_INT64_g{"H5T_NATIVE_INT64_g"};
inline constinit LateId H5T_NATIVE_INT8_g{"H5T_NATIVE_INT8_g"};
inline constinit LateId H5T_NATIVE_UINT16_g{"H5T_NATIVE_UINT16_g"};
inline constinit LateId H5T_NATIVE_UINT32_g{"H5T_NATIVE_UINT32_g"};
inline constinit LateId H5T_NATIVE_UINT8_g{"H5T_NATIVE_UINT8_g"};
inline constinit LateId H5T_STD_I16LE_g{"H5T_STD_I16LE_g"};
inline constinit LateId H5T_STD_I32LE_g{"H5T_STD_I32LE_g"};
inline constinit LateId H5T_STD_I64LE_g{"H5T_STD_I64LE_g"};
inline constinit LateId H5T_STD_I8LE_g{"H5T_STD_I8LE_g"};
inline constinit LateId H5T_STD_U16LE_g{"H5T_STD_U16LE_g"};
inline constinit LateId H5T_STD_U32LE_g{"H5T_STD_U32LE_g"};
inline constinit LateId H5T_STD_U8LE_g{"H5T_STD_U8LE_g"};

}  // namespace noctemg::io::h5
// NOLINTEND(readability-identifier-naming,google-explicit-constructor)

#else

namespace noctemg::io::h5 {
inline const std::string& library_problem() {
  static const std::string none;
  return none;
}
}  // namespace noctemg::io::h5

#endif
