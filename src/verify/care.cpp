#include <algorithm>

#include "verify/checks.h"

namespace foyer::verify {

using dialog::Dialog;
using dialog::Shared;
using engine::Mode;
using engine::Phase;
using engine::Say;
using nlu::Tier;

namespace {

bool any_family(Facts const& facts, engine::Turn const& turn, std::vector<bool> const& which) {
  return std::ranges::any_of(turn.lines,
                             [&](auto const& each) { return which[facts.family_of[each.line]]; });
}

// Whether anything of `which` is said before the first line of `family`.
bool before(Dialog const& dialog, Facts const& facts, engine::Turn const& turn, Shared family,
            std::vector<bool> const& which) {
  for (auto const& each : turn.lines) {
    if (facts.family_of[each.line] == dialog.family(family)) return false;
    if (which[facts.family_of[each.line]]) return true;
  }
  return false;
}

}  // namespace

bool alarms(Letter const& letter) {
  auto const* said = std::get_if<Say>(&letter.input);
  return said && said->reading.tier >= Tier::check_in;
}

bool is_away(Dialog const& dialog, engine::State const& state) {
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    auto const mark = state.marks[i];
    if (question.role == dialog::Role::place && mark >= dialog::first_mark)
      return !((question.licensed >> (mark - dialog::first_mark)) & 1U);
  }
  return false;
}

bool says(Dialog const& dialog, Facts const& facts, engine::Turn const& turn, Shared family) {
  return std::ranges::any_of(
      turn.lines, [&](auto const& each) { return facts.family_of[each.line] == dialog.family(family); });
}

Found risk_first(Dialog const&, Facts const& facts, Transition const& t) {
  auto const* said = std::get_if<Say>(&t.letter.input);
  if (!said) return std::nullopt;
  if (!alarms(t.letter) && !said->failed) return std::nullopt;
  auto const& turn = t.to.turn;
  if (!turn.help.show) return Breach{"FY102", "danger is met without help lines in the same turn"};
  if (turn.keep_words) return Breach{"FY102", "words that carried danger would be stored"};
  auto const first = std::ranges::find_if(turn.lines, [&](auto const& each) {
    return facts.family_of[each.line] != 0 && !facts.is_help_first[facts.family_of[each.line]];
  });
  if (turn.lines.empty() || first == turn.lines.end() || !facts.is_safety[facts.family_of[first->line]])
    return Breach{"FY102", "danger is not answered first"};
  if (said->reading.tier == Tier::crisis_now && t.to.state.mode != Mode::hold &&
      t.to.state.mode != Mode::closed)
    return Breach{"FY102", "the milestones do not stop at a crisis"};
  return std::nullopt;
}

// The state's own marks of a hard moment are not taken on trust: they come with the danger, and stay.
Found nothing_forgotten(Dialog const&, Facts const&, Transition const& t) {
  auto const& from = t.from;
  auto const& to = t.to.state;
  if (alarms(t.letter) && !to.hurt) return Breach{"FY113", "danger leaves no mark on the talk"};
  if (from.hurt && !to.hurt) return Breach{"FY113", "a hard moment is forgotten"};
  if (from.minor && !to.minor) return Breach{"FY113", "it is forgotten that someone is under 18"};
  if (to.crises < from.crises) return Breach{"FY113", "a crisis is forgotten"};
  return std::nullopt;
}

Found whole_endings(Dialog const& dialog, Facts const& facts, Transition const& t) {
  auto const& turn = t.to.turn;
  if (t.from.mode == Mode::ended || turn.phase != Phase::ended) return std::nullopt;
  if (!any_family(facts, turn, facts.is_ending)) return Breach{"FY104", "it ends without an ending"};
  auto const said = [&](Shared which) { return says(dialog, facts, turn, which); };
  if (t.to.state.minor) {
    if (!said(Shared::ending_minor)) return Breach{"FY104", "a minor hears the wrong ending"};
    if (!turn.help.show || !turn.help.minor)
      return Breach{"FY104", "a minor's ending does not show the lines for the young"};
    return std::nullopt;
  }
  if (t.to.state.hurt && (!said(Shared::ending_risk) || !turn.help.show ||
                          before(dialog, facts, turn, Shared::ending_risk, facts.names_contact)))
    return Breach{"FY104", "an ending after a hard moment does not put help first"};
  if (is_away(dialog, t.to.state)) {
    if (!said(Shared::ending_away))
      return Breach{"FY104", "somebody out of reach does not hear where else to turn"};
    if (any_family(facts, turn, facts.is_consultation))
      return Breach{"FY104", "a consultation is offered where the practice may not work"};
    return std::nullopt;
  }
  bool const named = any_family(facts, turn, facts.names_contact);
  if (!named) return Breach{"FY104", "the ending does not name the consultation"};
  return std::nullopt;
}

Found milestones_over(Dialog const& dialog, Facts const&, Transition const& t) {
  auto const& turn = t.to.turn;
  if (!turn.asks || turn.ask.question >= dialog.questions.size()) return std::nullopt;
  auto const& question = dialog.questions[turn.ask.question];
  if (t.to.state.crises >= engine::crises_max)
    return Breach{"FY105", "`" + question.id + "` is asked after two crises or a plan"};
  if (question.tender && t.to.state.hurt && t.from.at != t.to.state.at)
    return Breach{"FY105", "`" + question.id + "` is tender, and comes next after a hard moment"};
  if (question.role == dialog::Role::contact && t.to.state.minor)
    return Breach{"FY105", "someone under 18 is asked for a contact"};
  if (t.from.holding && t.to.state.holding)
    return Breach{"FY105", "the reflection goes on before `continue`"};
  return std::nullopt;
}

}  // namespace foyer::verify
