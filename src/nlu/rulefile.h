// rulefile.h - one JSON file of rules, read and checked; faults name the file and the rule, and all are
// found at once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "nlu/rules.h"

namespace foyer::nlu {

struct RuleFile {
  std::vector<Rule> rules;
  std::vector<std::string> faults;
};

RuleFile parse_rule_file(std::filesystem::path const& file, Layer layer);

}  // namespace foyer::nlu
