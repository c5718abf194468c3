// rulefile.h - one JSON file of rules, read and checked; faults name the file and the rule, and all are
// found at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/rules.h"

namespace foyer::nlu {

struct RuleFile {
  std::vector<Rule> rules;
  std::vector<std::string> faults;
};

// What a mark of that name does to the words around it; nothing when it names no scope.
std::optional<CueKind> cue_kind(std::string_view mark);

RuleFile parse_rule_file(std::filesystem::path const& file, Layer layer);

}  // namespace foyer::nlu
