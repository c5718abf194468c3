// What holds in every talk, tried on many random ones; what can be proved for all talks is proved in
// tests/verify.
#include <doctest/doctest.h>

#include <algorithm>

#include "../support.h"
#include "engine/codec.h"

namespace foyer {

using namespace testing;

namespace {

constexpr int talks = 60, turns = 120;

std::string family_of(dialog::Dialog const& dialog, dialog::LineIndex line) {
  for (auto const& family : dialog.families)
    for (auto const each : family.lines)
      if (each == line) return family.id;
  return "";
}

template <class Visit>
void random_talks(dialog::Dialog const& dialog, Visit visit) {
  for (unsigned seed = 1; seed <= talks; ++seed) {
    std::mt19937 chance(seed);
    auto at = engine::begin(dialog, seed);
    for (int i = 0; i < turns; ++i) {
      auto const input = random_input(dialog, at.state, chance);
      auto next = engine::step(dialog, at.state, input);
      visit(at, input, next);
      at = std::move(next);
    }
  }
}

}  // namespace

namespace {

constexpr std::string_view demo_booking = "harborlane.example/consultation";

// Where in the turn a line of this family stands; -1 if none does.
int place_of(dialog::Dialog const& dialog, engine::Turn const& turn, std::string_view family) {
  for (std::size_t i = 0; i < turn.lines.size(); ++i)
    if (family_of(dialog, turn.lines[i].line) == family) return static_cast<int>(i);
  return -1;
}

bool names_the_booking(dialog::Dialog const& dialog, engine::Turn const& turn) {
  return std::ranges::any_of(turn.lines, [&](auto const& each) {
    return std::ranges::all_of(dialog.words, [&](auto const& words) {
      return words.text[each.line].find(demo_booking) != std::string::npos;
    });
  });
}

// An ending, and in it a person: the consultation, or somebody where the visitor lives; after a hard
// moment help before those; someone under 18 is shown to people near them, and to no consultation.
void check_ending(dialog::Dialog const& dialog, engine::Stepped const& ended) {
  auto const& turn = ended.turn;
  auto const says = [&](std::string_view family) { return place_of(dialog, turn, family) >= 0; };
  bool const person = says("consultation") || says("ending.away") || names_the_booking(dialog, turn);
  if (turn.asks) CHECK(turn.ask.question == dialog.house_position(dialog::House::ended));  // to go on
  if (ended.state.minor) {
    CHECK(says("ending.minor"));
    CHECK(turn.help.show);
    CHECK(turn.help.minor);
    CHECK_FALSE(says("consultation"));
    return;
  }
  CHECK(person);
  if (!ended.state.hurt) return;
  CHECK(says("ending.risk"));
  CHECK(turn.help.show);
  for (auto const* later : {"consultation", "ending.away"})
    if (says(later)) CHECK(place_of(dialog, turn, "ending.risk") < place_of(dialog, turn, later));
}

}  // namespace

TEST_CASE("any prefix of any talk ends whole: stop names an ending and a way to a person") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    CAPTURE(name);
    auto const loaded = shipped(name);
    REQUIRE(loaded.dialog);
    auto const& dialog = *loaded.dialog;
    unsigned plain = 0, after_risk = 0, minors = 0;
    random_talks(dialog, [&](auto const& at, auto const&, auto const& next) {
      if (at.turn.phase == engine::Phase::ended) return;
      ++(at.state.minor ? minors : at.state.hurt ? after_risk : plain);
      auto const stopped = engine::step(dialog, at.state, engine::Do{engine::Action::stop});
      CHECK(stopped.turn.phase == engine::Phase::ended);
      REQUIRE_FALSE(stopped.turn.lines.empty());
      CHECK(family_of(dialog, stopped.turn.lines.front().line).starts_with("ending."));
      check_ending(dialog, stopped);
      if (next.turn.phase == engine::Phase::ended) check_ending(dialog, next);
    });
    CHECK(plain > 50);
    CHECK(after_risk > 50);
    CHECK(minors > 0);
  }
}

TEST_CASE("the same talk again is the same, word for word") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    auto const loaded = shipped(name);
    REQUIRE(loaded.dialog);
    random_talks(*loaded.dialog, [&](auto const& at, auto const& input, auto const& next) {
      auto const again = engine::step(*loaded.dialog, at.state, input);
      CHECK(again.state == next.state);
      CHECK(again.turn == next.turn);
    });
  }
}

TEST_CASE("no line is heard again while another of its family is left") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    auto const loaded = shipped(name);
    REQUIRE(loaded.dialog);
    auto const& dialog = *loaded.dialog;
    random_talks(dialog, [&](auto const& at, auto const&, auto const& next) {
      for (auto const& spoken : next.turn.lines) {
        bool const again = (at.state.heard[spoken.line / 64] >> (spoken.line % 64)) & 1U;
        auto const id = family_of(dialog, spoken.line);
        // A visitor who asks for the question again hears that very question.
        if (!again || id.ends_with(".ask")) continue;
        for (auto const& family : dialog.families) {
          if (family.id != id) continue;
          for (auto const other : family.lines) {
            bool const heard = (at.state.heard[other / 64] >> (other % 64)) & 1U;
            CHECK_MESSAGE(heard, dialog.lines[spoken.line], " came back while ", dialog.lines[other],
                          " was left");
          }
        }
      }
    });
  }
}

TEST_CASE("a talk that is written down and read again goes on the same") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    auto const loaded = shipped(name);
    REQUIRE(loaded.dialog);
    random_talks(*loaded.dialog, [&](auto const&, auto const&, auto const& next) {
      auto const read = engine::decode(*loaded.dialog, engine::encode(*loaded.dialog, next.state));
      REQUIRE(read);
      CHECK(*read == next.state);
    });
  }
}

TEST_CASE("bytes that are no talk are refused") {
  auto const loaded = shipped("checkin");
  REQUIRE(loaded.dialog);
  auto const whole = engine::encode(*loaded.dialog, engine::begin(*loaded.dialog, 7).state);
  for (std::size_t cut = 0; cut < whole.size(); ++cut)
    CHECK_FALSE(engine::decode(*loaded.dialog, whole.substr(0, cut)));
  CHECK_FALSE(engine::decode(*loaded.dialog, whole + "x"));
}

TEST_CASE("a talk goes on when questions are taken out of the agenda under it") {
  auto const whole = shipped("intake"), changed = shipped("intake");
  REQUIRE(whole.dialog);
  auto fewer = *changed.dialog;
  auto const gone = fewer.questions.size() / 2;
  for (std::size_t i = gone; i < fewer.questions.size(); ++i) fewer.questions[i].id += "-renamed";
  random_talks(*whole.dialog, [&](auto const&, auto const&, auto const& next) {
    auto const carried = engine::decode(fewer, engine::encode(*whole.dialog, next.state));
    REQUIRE(carried);
    bool const asks_nothing = carried->at.question == dialog::no_question;
    CHECK_FALSE((asks_nothing && carried->mode == engine::Mode::talking));
    CHECK_FALSE(engine::step(fewer, *carried, engine::Do{engine::Action::help}).turn.lines.empty());
  });
}

TEST_CASE("a talk whose last question was taken out is over, and still answers") {
  auto const loaded = shipped("checkin");
  REQUIRE(loaded.dialog);
  auto const& dialog = *loaded.dialog;
  auto fewer = dialog;
  fewer.questions.pop_back();
  auto at = engine::begin(dialog, 5);
  while (at.state.at.question + std::size_t{1} < dialog.questions.size())
    at = engine::step(dialog, at.state, engine::Do{engine::Action::skip});
  auto const carried = engine::decode(fewer, engine::encode(dialog, at.state));
  REQUIRE(carried);
  CHECK(carried->mode == engine::Mode::ended);
  CHECK_FALSE(engine::step(fewer, *carried, engine::Say{}).turn.lines.empty());
}

TEST_CASE("going back takes back the answer and what hung on it") {
  auto const loaded = shipped("intake");
  REQUIRE(loaded.dialog);
  auto const& dialog = *loaded.dialog;
  auto at = engine::begin(dialog, 3);
  auto const before = at.state;
  at = engine::step(dialog, at.state, engine::Choose{1});
  CHECK(at.state.marks[0] == dialog::first_mark + 1);
  at = engine::step(dialog, at.state, engine::Do{engine::Action::back});
  CHECK(at.state.at == before.at);
  CHECK(at.state.marks == before.marks);
  CHECK(at.turn.ask.question == 0);
}

}  // namespace foyer
