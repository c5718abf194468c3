// sown.h - a fault put into a copy of the shipped files, and what the proof says of it.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <vector>

#include "dialog/json_source.h"
#include "support.h"

namespace foyer {

struct Sown {
  std::string why;
  char const* code;
  char const* file;  // under dialogs/
  std::function<void(nlohmann::json&)> spoil;
};

inline verify::Report sow(Sown const& fault) {
  namespace fs = std::filesystem;
  auto const scratch = fs::temp_directory_path() / ("foyer-proof-" + std::to_string(::getpid()));
  fs::remove_all(scratch);
  fs::copy(testing::source() / "dialogs", scratch, fs::copy_options::recursive);
  auto value = nlohmann::json::parse(std::ifstream(scratch / fault.file));
  fault.spoil(value);
  std::ofstream(scratch / fault.file) << value.dump(2);
  auto const folder = fs::path(fault.file).parent_path().string();
  auto const name = folder == "common" || folder == "safety/words" ? "checkin" : folder;
  auto const practice = dialog::load_practice(testing::source() / "practices" / "demo").value();
  auto report = verify::check(dialog::load(scratch, name, practice), never());
  fs::remove_all(scratch);
  return report;
}

// Each by its code, and every finding with file and line.
inline void expect_found(std::vector<Sown> const& faults) {
  for (auto const& fault : faults) {
    CAPTURE(fault.why);
    auto const report = sow(fault);
    CAPTURE(codes(report));
    CHECK(finds(report, fault.code));
    for (auto const& finding : report.findings) {
      CAPTURE(finding.where);
      CHECK(std::regex_search(finding.where, std::regex(R"(\.json:[0-9]+$)")));
    }
  }
}

}  // namespace foyer
