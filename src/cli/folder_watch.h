// folder_watch.h - when authored files have changed, and stand still again.
//
// Looks (no notices of the kernel: they are lost on network disks and when an editor puts a new file in
// the old one's place) at name, time and size of everything below some folders. A change is told once
// two looks in a row agree, so that a file half written, or the second of two files, is not read too
// early. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace foyer::cli {

class FolderWatch {
 public:
  explicit FolderWatch(std::vector<std::filesystem::path> folders);

  // Whether something is other than when this said yes last (or at the beginning), and has been so since
  // the look before.
  bool changed();

 private:
  std::vector<std::filesystem::path> folders_;
  std::uint64_t known_ = 0, last_look_ = 0;
};

}  // namespace foyer::cli
