#include "verify/properties.h"

#include <array>

#include "verify/checks.h"

namespace foyer::verify {

namespace {

using Check = Found (*)(dialog::Dialog const&, Facts const&, Transition const&);

constexpr std::array<Check, 11> checks = {
    answered,        risk_first,    nothing_forgotten, doors,   whole_endings, milestones_over,
    conditions_hold, asides_return, repaired_once,     consent, short_turns};

}  // namespace

std::optional<Breach> breach(dialog::Dialog const& dialog, Facts const& facts,
                             Transition const& transition) {
  for (auto const check : checks)
    if (auto found = check(dialog, facts, transition)) return found;
  return std::nullopt;
}

std::optional<Breach> breach_at_first(dialog::Dialog const& dialog, Facts const& facts,
                                      engine::Turn const& turn) {
  if (turn.lines.empty() || !turn.asks) return Breach{"FY101", "the first turn says or asks nothing"};
  return short_turn(dialog, facts, turn);
}

}  // namespace foyer::verify
