#include "verify/properties.h"

#include <algorithm>

namespace foyer::verify {

using dialog::Dialog;
using dialog::Shared;
using engine::Action;
using engine::Do;
using engine::Mode;
using engine::Phase;
using engine::Say;
using nlu::Tier;

namespace {

constexpr std::size_t bubbles_max = 3;
constexpr unsigned words_max = 60;         // before the visitor may speak
constexpr unsigned ending_words_max = 90;  // an ending asks nothing, so there is time to read

std::uint16_t count_words(std::string_view text) {
  std::uint16_t count = 0;
  bool inside = false;
  for (char const c : text) {
    bool const space = c == ' ' || c == '\n';
    if (!space && !inside) ++count;
    inside = !space;
  }
  return count;
}

using Check = std::optional<Breach> (*)(Dialog const&, Facts const&, Transition const&);

bool any_family(Facts const& facts, engine::Turn const& turn, std::vector<bool> const& which) {
  return std::ranges::any_of(turn.lines,
                             [&](auto const& each) { return which[facts.family_of[each.line]]; });
}

std::optional<Breach> answered(Dialog const& dialog, Facts const&, Transition const& t) {
  if (t.to.turn.lines.empty()) return Breach{"FY101", "nothing is said"};
  if (t.to.turn.phase != Phase::ended && !t.to.turn.asks)
    return Breach{"FY101", "nothing is asked, and it is no ending"};
  for (auto const& line : t.to.turn.lines)
    if (line.line >= dialog.lines.size())
      return Breach{"FY101", "a line is said that was never written"};
  if (t.to.state.turn != t.from.turn + 1) return Breach{"FY101", "the turn is not counted"};
  return std::nullopt;
}

std::optional<Breach> risk_first(Dialog const&, Facts const& facts, Transition const& t) {
  auto const* said = std::get_if<Say>(&t.letter.input);
  if (!said) return std::nullopt;
  bool const alarm = said->reading.tier >= Tier::check_in || said->failed;
  if (!alarm) return std::nullopt;
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

std::optional<Breach> ways_out(Dialog const& dialog, Facts const& facts, Transition const& t) {
  auto const* done = std::get_if<Do>(&t.letter.input);
  if (!done) return std::nullopt;
  auto const& turn = t.to.turn;
  bool const running = t.from.mode != Mode::ended;
  switch (done->action) {
    case Action::stop:
      if (turn.phase != Phase::ended) return Breach{"FY103", "`stop` does not stop"};
      break;
    case Action::help:
      if (!turn.help.show) return Breach{"FY103", "`help` shows no help lines"};
      break;
    case Action::person:
      if (running && !t.from.minor && std::ranges::none_of(turn.lines, [&](auto const& each) {
            return facts.family_of[each.line] == dialog.family(Shared::person);
          }))
        return Breach{"FY103", "`talk to a person` does not say how"};
      break;
    case Action::skip:
      if (t.from.mode == Mode::talking && t.to.state.at == t.from.at && turn.phase != Phase::ended)
        return Breach{"FY103", "`skip` stays at the same question"};
      break;
    case Action::back:
      if (t.from.mode == Mode::talking && t.from.trail_size == 1 && t.to.state.trail_size != 0 &&
          !t.from.hurt)
        return Breach{"FY103", "`back` does not go back"};
      break;
    default:
      break;
  }
  return std::nullopt;
}

std::optional<Breach> whole_endings(Dialog const& dialog, Facts const& facts, Transition const& t) {
  auto const& turn = t.to.turn;
  if (t.from.mode == Mode::ended || turn.phase != Phase::ended) return std::nullopt;
  if (!any_family(facts, turn, facts.is_ending)) return Breach{"FY104", "it ends without an ending"};
  auto const said = [&](Shared which) {
    return std::ranges::any_of(turn.lines, [&](auto const& each) {
      return facts.family_of[each.line] == dialog.family(which);
    });
  };
  if (t.to.state.minor)
    return said(Shared::ending_minor) ? std::nullopt
                                      : std::optional(Breach{"FY104", "a minor hears the wrong ending"});
  if (t.to.state.hurt && (!said(Shared::ending_risk) || !turn.help.show))
    return Breach{"FY104", "an ending after a hard moment does not put help first"};
  bool const named = any_family(facts, turn, facts.names_contact) || said(Shared::ending_away);
  if (!named) return Breach{"FY104", "the ending does not name the consultation"};
  return std::nullopt;
}

std::optional<Breach> milestones_over(Dialog const& dialog, Facts const&, Transition const& t) {
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

std::optional<Breach> consent(Dialog const& dialog, Facts const&, Transition const& t) {
  if (t.from.mode != Mode::talking || t.from.at.question == dialog::no_question) return std::nullopt;
  if (dialog.questions[t.from.at.question].kind != dialog::Kind::consent) return std::nullopt;
  if (t.to.state.marks[t.from.at.question] != dialog::first_mark) return std::nullopt;
  auto const* said = std::get_if<Say>(&t.letter.input);
  auto const* tapped = std::get_if<engine::Choose>(&t.letter.input);
  bool const clear = (said && (said->reading.answer == nlu::Answer::yes || said->option == 0)) ||
                     (tapped && tapped->option == 0);
  if (!clear) return Breach{"FY106", "something that is no clear yes counts as consent"};
  return std::nullopt;
}

std::optional<Breach> short_turns(Dialog const& dialog, Facts const& facts, Transition const& t) {
  auto const& lines = t.to.turn.lines;
  if (lines.size() > bubbles_max) return Breach{"FY107", "more than three bubbles"};
  auto const questions = std::ranges::count_if(
      lines, [&](auto const& each) { return facts.asks[facts.family_of[each.line]]; });
  if (questions > 1) return Breach{"FY108", "two questions in one turn"};
  for (std::size_t locale = 0; locale < facts.longest.size(); ++locale) {
    unsigned words = 0;
    for (auto const& each : lines) words += facts.longest[locale][facts.family_of[each.line]];
    auto const most = t.to.turn.phase == Phase::ended ? ending_words_max : words_max;
    if (words <= most) continue;
    std::string ids;
    for (auto const& each : lines)
      ids += (ids.empty() ? "" : " + ") + dialog.families[facts.family_of[each.line]].id;
    return Breach{"FY107", "a turn of up to " + std::to_string(words) + " words in " +
                               dialog.words[locale].locale + " (at most " + std::to_string(most) +
                               "): " + ids};
  }
  return std::nullopt;
}

constexpr std::array<Check, 7> checks = {answered,        risk_first, ways_out,   whole_endings,
                                         milestones_over, consent,    short_turns};

bool starts_with_any(std::string_view id, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](auto each) { return id.starts_with(each); });
}

bool all_lines(Dialog const& dialog, dialog::Family const& family, auto holds) {
  if (family.lines.empty()) return false;
  for (auto const& words : dialog.words)
    for (auto const line : family.lines)
      if (!holds(words.text[line])) return false;
  return true;
}

}  // namespace

Facts::Facts(Dialog const& dialog) : family_of(dialog.lines.size(), 0) {
  longest.resize(dialog.words.size());
  std::string const booking = "://", digits = "0123456789";
  for (std::size_t f = 0; f < dialog.families.size(); ++f) {
    auto const& family = dialog.families[f];
    for (auto const line : family.lines) family_of[line] = static_cast<dialog::FamilyIndex>(f);
    for (std::size_t l = 0; l < dialog.words.size(); ++l) {
      std::uint16_t most = 0;
      for (auto const line : family.lines)
        most = std::max(most, count_words(dialog.words[l].text[line]));
      longest[l].push_back(most);
    }
    auto const& id = family.id;
    is_ending.push_back(id.starts_with("ending."));
    is_consultation.push_back(id == "consultation" || id == "consultation.later");
    is_help_first.push_back(id == "disclosure-again");
    is_safety.push_back(starts_with_any(id, {"crisis.", "check-in.", "safety-", "fail-safe", "help"}));
    asks.push_back(
        all_lines(dialog, family, [](std::string const& text) { return text.ends_with('?'); }));
    names_contact.push_back(id == "consultation" || id == "consultation.later" ||
                            all_lines(dialog, family, [&](std::string const& text) {
                              return text.find(booking) != std::string::npos ||
                                     text.find_first_of(digits) != std::string::npos;
                            }));
  }
}

std::optional<Breach> breach(Dialog const& dialog, Facts const& facts, Transition const& transition) {
  for (auto const check : checks)
    if (auto found = check(dialog, facts, transition)) return found;
  return std::nullopt;
}

}  // namespace foyer::verify
