// help_lines.h - people who answer, as dated data (dialogs/safety/resources.json): text and chat first,
// one tap each.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "dialog/practice.h"
#include "engine/turn.h"

namespace foyer::service {

class HelpLines {
 public:
  static Result<HelpLines> load(std::filesystem::path const& dialogs);

  // A JSON array of the lines for this danger in the practice's regions; "[]" if nothing is to be shown.
  std::string json(engine::Help const& help, dialog::Practice const& practice,
                   std::string_view locale) const;

 private:
  struct Line {
    std::vector<std::string> purposes;
    std::string region;
    std::vector<std::string> languages;
    std::vector<std::pair<std::string, std::string>> json;  // by locale
  };
  std::vector<Line> lines_;
};

}  // namespace foyer::service
