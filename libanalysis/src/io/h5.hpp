#pragma once

/// \file
/// The one door to HDF5: files, groups, data sets and attributes as values that close themselves.
///
/// HDF5 keeps global state, so every call takes one process-wide lock. Its own printing of errors
/// is off while noctemg is inside it. What goes wrong becomes an InputError for files opened for
/// reading and an OutputError for files being written, both with HDF5's own words.
/// Text is UTF-8. Rows are the first dimension; a one-dimensional data set has one column.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace noctemg::io::h5 {

/// Element types that noctemg reads and writes.
enum class Number { i8, u8, i16, u16, i32, u32, i64, f32, f64 };
[[nodiscard]] std::size_t size_of(Number type) noexcept;
[[nodiscard]] bool is_floating(Number type) noexcept;

/// The file that an object lives in; decides what its errors are.
struct Origin {
  std::string path;
  bool writing = false;
};

/// An HDF5 identifier with its own way of closing. Move only.
class Handle {
 public:
  using Close = int (*)(std::int64_t);  // HDF5's own signature: hid_t is a std::int64_t
  Handle() = default;
  Handle(std::int64_t id, Close closer) noexcept : id_(id), close_(closer) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { reset(); }
  [[nodiscard]] std::int64_t id() const noexcept { return id_; }
  void reset() noexcept;
  /// Closes and says whether HDF5 was content.
  [[nodiscard]] bool close() noexcept;

 private:
  std::int64_t id_ = -1;
  Close close_ = nullptr;
};

/// A group or data set: something with a name and attributes. Absent attributes are nullopt or
/// empty; attributes of another kind than asked for are errors that name the attribute.
class Object {
 public:
  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::string& path() const noexcept { return origin_->path; }
  [[nodiscard]] bool has(std::string_view attribute) const;

  [[nodiscard]] std::optional<std::string> text(std::string_view attribute) const;
  [[nodiscard]] std::optional<double> number(std::string_view attribute) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view attribute) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view attribute) const;
  [[nodiscard]] std::vector<double> numbers(std::string_view attribute) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view attribute) const;

  void set_text(std::string_view attribute, std::string_view value);
  void set_number(std::string_view attribute, double value);
  void set_integer(std::string_view attribute, std::int64_t value);
  void set_texts(std::string_view attribute, std::span<const std::string> values);
  void set_numbers(std::string_view attribute, std::span<const double> values);
  void set_integers(std::string_view attribute, std::span<const std::int64_t> values);

  /// Throws the error that fits the file's direction.
  [[noreturn]] void fail(std::string_view place, std::string_view value,
                         std::string_view rule) const;

 protected:
  Object(std::shared_ptr<const Origin> origin, std::string name, Handle handle)
      : origin_(std::move(origin)), name_(std::move(name)), handle_(std::move(handle)) {}
  /// "attribute 'x' of '/signals/0'".
  [[nodiscard]] std::string place_of(std::string_view attribute) const;

  std::shared_ptr<const Origin> origin_;
  std::string name_;
  Handle handle_;
};

/// How HDF5 stores the bytes of a chunk.
struct Storage {
  std::int64_t chunk_rows = 0;  ///< 0: not chunked
  std::int64_t chunk_columns = 0;
  bool shuffled = false;
  bool deflated = false;
  bool plain = true;  ///< no other filter than the two above, in the order shuffle, deflate, and
                      ///< the machine's own byte order: chunks can be decoded without HDF5
};

/// A table of numbers, or of texts with one column.
class Dataset : public Object {
 public:
  [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
  [[nodiscard]] std::int64_t columns() const noexcept { return columns_; }
  [[nodiscard]] Number type() const noexcept { return type_; }
  [[nodiscard]] const Storage& storage() const noexcept { return storage_; }

  /// Reads rows [first, first + count), converted to `type`, row after row.
  void read(std::int64_t first, std::int64_t count, Number type, void* out) const;
  /// The stored bytes of the chunk of whole rows that starts at row `first`.
  /// \param skipped  bit 0: the first filter was left out for this chunk, bit 1: the second
  void read_chunk(std::int64_t first, std::vector<std::byte>& bytes, std::uint32_t& skipped) const;
  /// Writes rows at the end, which makes the data set longer.
  void append(std::int64_t count, Number type, const void* values);

 private:
  friend class Group;
  Dataset(std::shared_ptr<const Origin> origin, std::string name, Handle handle);
  void inspect();
  [[nodiscard]] bool written_here(Number type) const noexcept;
  void extend(std::int64_t count);
  void append_chunk(std::span<const std::byte> numbers);
  /// Opens the data set again with a cache that holds a whole row of its chunks.
  void widen_cache();

  std::int64_t rows_ = 0;
  std::int64_t columns_ = 1;
  int rank_ = 1;
  Number type_ = Number::f32;
  Storage storage_;
};

class Group : public Object {
 public:
  /// Names of the members, sorted by byte.
  [[nodiscard]] std::vector<std::string> members() const;
  [[nodiscard]] bool has_group(std::string_view member) const;
  [[nodiscard]] bool has_dataset(std::string_view member) const;
  [[nodiscard]] Group group(std::string_view member) const;
  /// A data set of numbers with one or two dimensions.
  [[nodiscard]] Dataset dataset(std::string_view member) const;
  [[nodiscard]] std::vector<std::string> text_column(std::string_view member) const;

  Group create_group(std::string_view member);
  /// An empty table that append() fills; shuffled and deflated (level 1) chunks of `chunk_rows`
  /// rows. \param columns  0 for one dimension
  Dataset create_dataset(std::string_view member, Number type, std::int64_t columns,
                         std::int64_t chunk_rows);
  void write_column(std::string_view member, std::span<const double> values);
  void write_column(std::string_view member, std::span<const std::int64_t> values);
  void write_column(std::string_view member, std::span<const std::string> values);

 private:
  friend class File;
  using Object::Object;
};

class File {
 public:
  /// \throws FileNotFoundError, InputError
  [[nodiscard]] static File open(const std::string& path);
  /// Makes a new file, also over an old one. \param path  where the bytes go now \param shown  what
  /// messages call it \throws OutputError
  [[nodiscard]] static File create(const std::string& path, const std::string& shown);
  [[nodiscard]] Group root() const;
  /// For a file that was created: writes everything out. All groups and data sets must be gone.
  /// \throws OutputError
  void close();

 private:
  File(std::shared_ptr<const Origin> origin, Handle handle)
      : origin_(std::move(origin)), handle_(std::move(handle)) {}
  std::shared_ptr<const Origin> origin_;
  Handle handle_;
};

}  // namespace noctemg::io::h5
