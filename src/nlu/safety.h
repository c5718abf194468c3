// safety.h - from the hits of the safety rules, and the cases they make up, to one verdict: which tier,
// of what kind, and why.
//
// Pure; decides nothing about the talk. What each tier does is the engine's business (docs/safety.md).
#pragma once

#include <vector>

#include "nlu/cases.h"
#include "nlu/rules.h"

namespace foyer::nlu {

struct Verdict {
  Tier tier = Tier::none;
  Risk risk = Risk::none;
  bool minor = false;
  bool distress = false;
  bool loss = false;
  bool method = false;
  bool retracted = false;
  Need need = Need::none;
  std::vector<Evidence> because;  // strongest first
};

// `hits` are those of Layer::safety, with their scopes; `composed` the cases that they make up.
Verdict judge_safety(Text const& text, std::vector<Hit> const& hits,
                     std::vector<Composed> const& composed);

}  // namespace foyer::nlu
