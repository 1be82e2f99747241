#include "noctemg/montage.hpp"

#include <algorithm>

#include "io/label_sensor.hpp"
#include "io/plain_text.hpp"
#include "noctemg/error.hpp"

namespace noctemg {
namespace {

/// Fewest numbered sockets that make an EEG cap of a recording: more than any leg set has.
constexpr std::ptrdiff_t cap_size = 16;

bool is_eeg_cap(const Recording& recording) {
  const auto& channels = recording.channels;
  return std::count_if(channels.begin(), channels.end(), [](const Channel& channel) {
           return io::is_socket_name(channel.label);
         }) >= cap_size;
}

std::vector<MontageRow> guess_all(const Recording& recording) {
  const bool cap = is_eeg_cap(recording);
  std::vector<MontageRow> rows;
  for (const auto& channel : recording.channels) {
    auto row = guess_channel(channel.label, channel.unit);
    if (cap && io::is_socket_name(channel.label)) {
      row.role = Role::eeg;
      row.source = MontageSource::guessed;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

bool same_label(std::string_view a, std::string_view b) {
  return io::lower(io::trimmed(a)) == io::lower(io::trimmed(b));
}

void check_rows(const Recording& recording, std::span<const MontageRow> rows,
                std::string_view montage_file) {
  for (const auto& row : rows) {
    const auto& channels = recording.channels;
    const bool known = std::any_of(channels.begin(), channels.end(), [&](const Channel& channel) {
      return same_label(channel.label, row.channel);
    });
    if (!known) {
      throw InputError(montage_file.empty() ? "montage" : montage_file, "column channel",
                       row.channel,
                       "must be the label of a channel of " +
                           (recording.file.empty() ? "the recording" : recording.file));
    }
  }
}

std::vector<MontageRow> take_rows(const Recording& recording, std::span<const MontageRow> rows) {
  std::vector<MontageRow> out;
  for (const auto& channel : recording.channels) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const MontageRow& row) {
      return same_label(row.channel, channel.label);
    });
    MontageRow row = found != rows.end() ? *found : MontageRow{};
    row.channel = channel.label;
    row.source = MontageSource::file;
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace

std::string_view to_text(MontageSource source) noexcept {
  switch (source) {
    case MontageSource::file:
      return "file";
    case MontageSource::guessed:
      return "guessed";
    case MontageSource::unknown:
      break;
  }
  return "unknown";
}

std::vector<MontageRow> apply_montage(Recording& recording, std::span<const MontageRow> rows,
                                      std::string_view montage_file) {
  check_rows(recording, rows, montage_file);
  auto used = rows.empty() ? guess_all(recording) : take_rows(recording, rows);
  for (std::size_t i = 0; i < used.size(); ++i) {
    auto& channel = recording.channels[i];
    channel.muscle = used[i].muscle;
    channel.side = used[i].side;
    channel.role = used[i].role;
    channel.site = used[i].site;
  }
  return used;
}

}  // namespace noctemg
