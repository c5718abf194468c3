#include "cli/folder_watch.h"

#include <functional>
#include <string>

namespace foyer::cli {
namespace {

namespace fs = std::filesystem;

// One number for one entry; sums of them do not hang on the order in which a folder lists its entries.
std::uint64_t mark_of(fs::directory_entry const& entry) {
  std::error_code gone;  // between being listed and being looked at: its parent has changed too
  auto const time = entry.last_write_time(gone).time_since_epoch().count();
  auto const size = entry.is_regular_file(gone) ? entry.file_size(gone) : 0;
  return std::hash<std::string>()(entry.path().string() + "|" + std::to_string(time) + "|" +
                                  std::to_string(size));
}

std::uint64_t look(std::vector<fs::path> const& folders) {
  std::uint64_t sum = 0;
  for (auto const& folder : folders) {
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) sum += mark_of(*at);
  }
  return sum;
}

}  // namespace

FolderWatch::FolderWatch(std::vector<fs::path> folders)
    : folders_(std::move(folders)), known_(look(folders_)), last_look_(known_) {}

bool FolderWatch::changed() {
  auto const now = look(folders_);
  bool const still = now == last_look_;
  last_look_ = now;
  if (!still || now == known_) return false;
  known_ = now;
  return true;
}

}  // namespace foyer::cli
