// Faults that are put into the engine on purpose: the proof finds each, and gives a talk that leads
// there.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "support.h"

namespace foyer {

using namespace testing;
using engine::Input;
using engine::Mode;
using engine::State;
using engine::Stepped;

namespace {

bool says(dialog::Dialog const& dialog, engine::Turn const& turn, dialog::Shared family) {
  auto const& lines = dialog.families[dialog.family(family)].lines;
  return std::ranges::any_of(
      turn.lines, [&](auto const& each) { return std::ranges::find(lines, each.line) != lines.end(); });
}

}  // namespace

TEST_CASE("faults in the engine are found") {
  struct Row {
    std::string why;
    char const* code;
    std::function<void(dialog::Dialog const&, State const&, Input const&, Stepped&)> spoil;
    char const* dialog = "intake";
  };
  auto const is = [](Input const& input, engine::Action action) {
    auto const* done = std::get_if<engine::Do>(&input);
    return done && done->action == action;
  };
  auto const alarmed = [](Input const& input) {
    auto const* said = std::get_if<engine::Say>(&input);
    return said && said->reading.tier >= nlu::Tier::check_in;
  };
  auto const moves = [](Input const& input, nlu::Move move) {
    auto const* said = std::get_if<engine::Say>(&input);
    return said && said->reading.move == move;
  };
  std::vector<Row> const rows = {
      {"says nothing to a complaint", "FY101",
       [](auto&, auto&, auto& input, auto& to) {
         auto const* said = std::get_if<engine::Say>(&input);
         if (said && said->reading.move == nlu::Move::complaint) to.turn.lines.clear();
       }},
      {"asks nothing after a repair", "FY101",
       [](auto&, auto&, auto&, auto& to) {
         if (to.state.repaired) to.turn.asks = false;
       }},
      {"does not count a turn", "FY101",
       [&](auto&, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::help)) to.state.turn = from.turn;
       }},
      {"shows no help lines in a crisis", "FY102",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input)) to.turn.help.show = false;
       }},
      {"keeps the words of a crisis", "FY102",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input)) to.turn.keep_words = true;
       }},
      {"answers danger with something else first", "FY102",
       [&](auto& dialog, auto&, auto& input, auto& to) {
         if (alarmed(input))
           to.turn.lines.insert(to.turn.lines.begin(),
                                {.line = dialog.families[dialog.family(dialog::Shared::skip)].lines[0]});
       }},
      {"misses danger in an offer", "FY102",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (alarmed(input) && from.mode == Mode::offer) to = engine::step(dialog, from, engine::Say{});
       },
       "checkin"},
      {"misses danger after the end", "FY102",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (alarmed(input) && from.mode == Mode::ended) to = engine::step(dialog, from, engine::Say{});
       }},
      {"goes on talking in a crisis", "FY102",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input) && to.state.mode == Mode::hold &&
             to.state.at.question != dialog::no_question)
           to.state.mode = Mode::talking;
       }},
      {"does not stop in a detour", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::stop) && from.mode == Mode::hold)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"shows no help lines when asked", "FY103",
       [&](auto&, auto&, auto& input, auto& to) {
         if (is(input, engine::Action::help)) to.turn.help.show = false;
       }},
      {"skips nothing at one question", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::skip) && from.mode == Mode::talking && from.at.question == 2)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"does not say how to reach a person", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::person) && from.mode == Mode::talking)
           to = engine::step(dialog, from, engine::Do{engine::Action::why});
       }},
      {"does not go back", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::back) && from.mode == Mode::talking)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"ends without the consultation", "FY104",
       [](auto&, auto&, auto&, auto& to) {
         if (to.turn.phase == engine::Phase::ended && !to.state.hurt && to.turn.lines.size() > 1)
           to.turn.lines.pop_back();
       }},
      {"ends without an ending", "FY104",
       [](auto&, auto&, auto&, auto& to) {
         if (to.turn.phase == engine::Phase::ended) to.turn.lines.erase(to.turn.lines.begin());
       }},
      {"hides help in an ending after a hard moment", "FY104",
       [&](auto&, auto&, auto& input, auto& to) {
         if (to.turn.phase == engine::Phase::ended && !alarmed(input)) to.turn.help.show = false;
       }},
      {"asks a minor for a contact", "FY105",
       [](auto& dialog, auto& from, auto&, auto& to) {
         if (!from.minor) return;
         to.state.mode = Mode::talking;
         for (std::size_t i = 0; i < dialog.questions.size(); ++i)
           if (dialog.questions[i].role == dialog::Role::contact)
             to.state.at.question = static_cast<dialog::QuestionIndex>(i);
         to.turn.asks = true;
         to.turn.ask.question = to.state.at.question;
         to.turn.phase = engine::Phase::talking;
         if (to.turn.lines.empty()) to.turn.lines.push_back({.line = 0});
       }},
      {"goes on with the milestones after a plan", "FY105",
       [](auto&, auto& from, auto&, auto& to) {
         if (from.crises < 2 || to.state.mode == Mode::ended) return;
         to.state.mode = Mode::talking;
         to.state.at = {.question = 0};
         to.turn.phase = engine::Phase::talking;
         to.turn.asks = true;
         to.turn.ask.question = 0;
       }},
      {"takes silence for consent", "FY106",
       [](auto& dialog, auto& from, auto& input, auto& to) {
         auto const* said = std::get_if<engine::Say>(&input);
         if (said && from.mode == Mode::talking && from.at.question < dialog.questions.size() &&
             dialog.questions[from.at.question].kind == dialog::Kind::consent &&
             said->reading.answer == nlu::Answer::unsure)
           to.state.marks[from.at.question] = dialog::first_mark;
       }},
      {"does not stop by words", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (moves(input, nlu::Move::stop) && from.mode == Mode::talking)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"does not skip by words", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (moves(input, nlu::Move::skip)) to = engine::step(dialog, from, engine::Do{engine::Action::why});
       }},
      {"does not go back by words", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (moves(input, nlu::Move::back)) to = engine::step(dialog, from, engine::Do{engine::Action::why});
       }},
      {"goes back one question too far", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::back) && from.trail_size > 2)
           to = engine::step(dialog, to.state, engine::Do{engine::Action::back});
         to.state.turn = static_cast<std::uint16_t>(from.turn + 1);
       }},
      {"keeps an answer that hung on what was taken back", "FY103",
       [&](auto&, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::back) && from.mode == Mode::talking && from.trail_size > 1)
           to.state.marks[from.trail[from.trail_size - 1].question] = dialog::first_mark;
       }},
      {"does not say in words how to reach a person", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         auto const* said = std::get_if<engine::Say>(&input);
         if (said && said->reading.topic == nlu::Topic::person && from.mode == Mode::hold)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"puts the consultation before help", "FY104",
       [](auto& dialog, auto&, auto&, auto& to) {
         auto const later = dialog.family(dialog::Shared::consultation_later);
         if (to.turn.phase == engine::Phase::ended && to.state.hurt && !to.state.minor)
           to.turn.lines.insert(to.turn.lines.begin(), {.line = dialog.families[later].lines[0]});
       }},
      {"offers a consultation out of reach", "FY104",
       [](auto& dialog, auto&, auto&, auto& to) {
         if (!says(dialog, to.turn, dialog::Shared::ending_away)) return;
         to.turn.lines.push_back(
             {.line = dialog.families[dialog.family(dialog::Shared::consultation)].lines[0]});
       }},
      {"tells nobody out of reach where else to turn", "FY104",
       [](auto& dialog, auto&, auto&, auto& to) {
         if (!says(dialog, to.turn, dialog::Shared::ending_away)) return;
         to.turn.lines = {
             {.line = dialog.families[dialog.family(dialog::Shared::ending_finished)].lines[0]},
             {.line = dialog.families[dialog.family(dialog::Shared::consultation)].lines[0]}};
       }},
      {"keeps no mark of danger", "FY113",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input)) to.state.hurt = false;
       }},
      {"forgets a hard moment when the talk goes on", "FY113",
       [](auto&, auto& from, auto&, auto& to) {
         if (from.mode == Mode::hold && to.state.mode == Mode::talking) to.state.hurt = false;
       }},
      {"forgets that someone is under 18", "FY113",
       [&](auto&, auto& from, auto& input, auto& to) {
         if (from.minor && is(input, engine::Action::help)) to.state.minor = false;
       }},
      {"forgets a crisis", "FY113",
       [](auto&, auto& from, auto&, auto& to) {
         if (from.crises == 1 && to.state.mode == Mode::talking) to.state.crises = 0;
       }},
      {"asks against its `when`", "FY114",
       [](auto& dialog, auto&, auto&, auto& to) {
         if (!to.turn.asks || to.state.mode != Mode::talking || to.state.at.question != 4) return;
         to.state.marks[dialog.questions[3].when[0].question] = dialog::first_mark;
         to.state.at.question = to.turn.ask.question = 3;
       }},
      {"asks another question after an aside", "FY115",
       [&](auto&, auto& from, auto& input, auto& to) {
         if (moves(input, nlu::Move::thanks) && from.mode == Mode::talking)
           to.turn.ask.question = from.at.question == 0 ? 1 : 0;
       }},
      {"leaves a minor without help lines at the end", "FY104",
       [](auto&, auto&, auto&, auto& to) {
         if (to.turn.phase == engine::Phase::ended && to.state.minor) to.turn.help.show = false;
       }},
      {"walks on after an aside", "FY115",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (moves(input, nlu::Move::thanks))
           to = engine::step(dialog, from, engine::Do{engine::Action::skip});
       }},
      {"takes an answer from an aside", "FY115",
       [&](auto&, auto& from, auto& input, auto& to) {
         if (moves(input, nlu::Move::why) && from.mode == Mode::talking)
           to.state.marks[from.at.question] = dialog::first_mark;
       }},
      {"repairs twice", "FY116",
       [](auto& dialog, auto& from, auto& input, auto& to) {
         auto const* said = std::get_if<engine::Say>(&input);
         if (said && from.repaired && from.mode == Mode::talking &&
             said->reading.answer == nlu::Answer::unclear && said->reading.tier == nlu::Tier::none)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"does not count a repair", "FY116",
       [](auto&, auto& from, auto&, auto& to) {
         if (!from.repaired) to.state.repaired = false;
       }},
      {"says four bubbles", "FY107",
       [](auto&, auto&, auto&, auto& to) {
         while (to.turn.lines.size() < 4 && !to.turn.lines.empty())
           to.turn.lines.push_back(to.turn.lines.front());
       }},
      {"asks twice", "FY108",
       [](auto& dialog, auto&, auto&, auto& to) {
         if (to.turn.lines.size() == 1)
           to.turn.lines.push_back({.line = dialog.families[dialog.questions[0].ask].lines[0]});
       }},
  };
  for (auto const& row : rows) {
    CAPTURE(row.why);
    auto const loaded = shipped(row.dialog);
    REQUIRE(loaded.dialog);
    auto const faulty = [&](dialog::Dialog const& dialog, State const& state, Input const& input) {
      auto stepped = engine::step(dialog, state, input);
      row.spoil(dialog, state, input, stepped);
      return stepped;
    };
    auto const report = verify::check(loaded, never(), faulty);
    CAPTURE(codes(report));
    CHECK(finds(report, row.code));
    for (auto const& finding : report.findings)
      if (finding.code == row.code) CHECK_FALSE(finding.talk.empty());
  }
}

}  // namespace foyer
