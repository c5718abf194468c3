// scratch.h - a folder on the disk that is measured, gone afterwards.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace foyer::bench {

class Scratch {
 public:
  // Below `where`; empty: the system's folder for such things.
  explicit Scratch(std::string const& where)
      : folder_((where.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(where)) /
                "foyer-bench-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) folder_.clear();
  }
  ~Scratch() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;

  bool made() const { return !folder_.empty(); }
  std::string file(std::string const& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

}  // namespace foyer::bench
