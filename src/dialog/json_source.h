// json_source.h - a JSON file, with the line on which each value stands, so that every fault names file
// and line.
#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "base/result.h"

namespace foyer::dialog {

struct JsonSource {
  std::string file;
  nlohmann::json value;
  std::map<std::string, int, std::less<>> lines;  // by JSON pointer

  // "dialogs/healing/en.json:14" for the value at `pointer`, or for its nearest parent that stands in
  // the file.
  std::string at(std::string pointer) const;
};

Result<JsonSource> read_json(std::filesystem::path const& path);
Result<JsonSource> parse_json(std::string file, std::string const& text);

}  // namespace foyer::dialog
