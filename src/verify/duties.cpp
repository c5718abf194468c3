#include <algorithm>

#include "verify/checks.h"

namespace foyer::verify {

using dialog::Dialog;
using engine::Action;
using engine::Mode;
using engine::Phase;
using engine::Say;
using engine::State;
using nlu::Answer;
using nlu::Move;
using nlu::Tier;

namespace {

constexpr std::size_t bubbles_max = 3;
constexpr unsigned words_max = 60;         // before the visitor may speak
constexpr unsigned ending_words_max = 90;  // an ending asks nothing, so there is time to read

bool is_aside(Letter const& letter) {
  if (auto const* done = std::get_if<engine::Do>(&letter.input))
    return done->action == Action::repeat || done->action == Action::why ||
           done->action == Action::help || done->action == Action::person;
  auto const* said = harmless(letter);
  return said && said->reading.move != Move::none && said->reading.move != Move::stop &&
         said->reading.move != Move::skip && said->reading.move != Move::back;
}

}  // namespace

engine::Say const* harmless(Letter const& letter) {
  auto const* said = std::get_if<Say>(&letter.input);
  bool const taken = said && (said->failed || said->reading.tier != Tier::none || said->reading.minor ||
                              said->reading.method);
  return taken ? nullptr : said;
}

Found answered(Dialog const& dialog, Facts const&, Transition const& t) {
  if (t.to.turn.lines.empty()) return Breach{"FY101", "nothing is said"};
  if (t.to.turn.phase != Phase::ended && !t.to.turn.asks)
    return Breach{"FY101", "nothing is asked, and it is no ending"};
  for (auto const& line : t.to.turn.lines)
    if (line.line >= dialog.lines.size())
      return Breach{"FY101", "a line is said that was never written"};
  if (t.to.state.turn != t.from.turn + 1) return Breach{"FY101", "the turn is not counted"};
  return std::nullopt;
}

Found conditions_hold(Dialog const& dialog, Facts const&, Transition const& t) {
  auto const& turn = t.to.turn;
  if (!turn.asks || turn.ask.question >= dialog.questions.size()) return std::nullopt;
  auto const& question = dialog.questions[turn.ask.question];
  for (auto const& condition : question.when)
    if (!((condition.marks >> t.to.state.marks[condition.question]) & 1U))
      return Breach{"FY114", "`" + question.id + "` is asked although its `when` does not hold"};
  return std::nullopt;
}

// One thing is said, and the same question asked again, with nothing of the answers changed.
Found asides_return(Dialog const&, Facts const&, Transition const& t) {
  bool const on_the_agenda = t.from.mode == Mode::talking || t.from.mode == Mode::offer;
  if (!on_the_agenda || !is_aside(t.letter)) return std::nullopt;
  auto const& to = t.to.state;
  if (to.mode != t.from.mode || to.at != t.from.at || to.marks != t.from.marks)
    return Breach{"FY115", "an aside does not come back to its question"};
  if (to.mode == Mode::talking && t.to.turn.ask.question != to.at.question)
    return Breach{"FY115", "an aside asks another question than the one that is open"};
  return std::nullopt;
}

Found repaired_once(Dialog const&, Facts const&, Transition const& t) {
  auto const* said = harmless(t.letter);
  if (t.from.mode != Mode::talking || !said || said->reading.move != Move::none || said->option >= 0)
    return std::nullopt;
  auto const& to = t.to.state;
  bool const asked_again = to.mode == Mode::talking && to.at == t.from.at;
  if (asked_again && t.from.repaired) return Breach{"FY116", "a question is repaired twice"};
  if (asked_again && !to.repaired) return Breach{"FY116", "a repair is not counted"};
  return std::nullopt;
}

Found consent(Dialog const& dialog, Facts const&, Transition const& t) {
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

Found short_turn(Dialog const& dialog, Facts const& facts, engine::Turn const& turn) {
  auto const& lines = turn.lines;
  if (lines.size() > bubbles_max) return Breach{"FY107", "more than three bubbles"};
  auto const questions = std::ranges::count_if(
      lines, [&](auto const& each) { return facts.asks[facts.family_of[each.line]]; });
  if (questions > 1) return Breach{"FY108", "two questions in one turn"};
  for (std::size_t locale = 0; locale < facts.longest.size(); ++locale) {
    unsigned words = 0;
    for (auto const& each : lines) words += facts.longest[locale][facts.family_of[each.line]];
    auto const most = turn.phase == Phase::ended ? ending_words_max : words_max;
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

Found short_turns(Dialog const& dialog, Facts const& facts, Transition const& t) {
  return short_turn(dialog, facts, t.to.turn);
}

}  // namespace foyer::verify
