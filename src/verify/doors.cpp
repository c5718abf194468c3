#include <algorithm>

#include "verify/checks.h"

namespace foyer::verify {

using dialog::Dialog;
using dialog::Shared;
using engine::Action;
using engine::Do;
using engine::Mode;
using engine::Phase;
using engine::State;

namespace {

bool on_the_agenda(State const& state) {
  return state.mode == Mode::talking || state.mode == Mode::offer;
}

Found skips(Transition const& t) {
  bool const stays = t.to.state.at == t.from.at && t.to.turn.phase != Phase::ended;
  if (on_the_agenda(t.from) && stays) return Breach{"FY103", "`skip` stays at the same question"};
  return std::nullopt;
}

// How much of the trail is left behind the place that "back" leads to; after a hard moment a tender
// question is passed over. Nothing: there is no such place.
std::optional<std::size_t> trail_behind(Dialog const& dialog, State const& from) {
  for (std::size_t size = from.trail_size; size > 0; --size) {
    bool const closed = from.hurt && dialog.questions[from.trail[size - 1].question].tender;
    if (!closed) return size - 1;
  }
  return std::nullopt;
}

bool on_trail(State const& state, std::size_t question) {
  for (std::size_t i = 0; i < state.trail_size; ++i)
    if (state.trail[i].question == question) return true;
  return false;
}

Found goes_back(Dialog const& dialog, Transition const& t) {
  auto const& from = t.from;
  auto const& to = t.to.state;
  if (!on_the_agenda(from)) return std::nullopt;
  if (to.mode != Mode::talking) return Breach{"FY103", "`back` leaves the questions"};
  auto const behind = trail_behind(dialog, from);
  if (from.mode == Mode::offer || !behind) {
    if (to.at != from.at) return Breach{"FY103", "`back` leads on where nothing is behind"};
    return std::nullopt;
  }
  if (to.at != from.trail[*behind] || to.trail_size != *behind)
    return Breach{"FY103", "`back` does not go back"};
  for (std::size_t i = 0; i < dialog.questions.size(); ++i)
    if (to.marks[i] != dialog::unasked && !on_trail(to, i))
      return Breach{"FY103", "`back` keeps the answer to `" + dialog.questions[i].id +
                                 "`, which hung on what was taken back"};
  return std::nullopt;
}

}  // namespace

std::optional<Action> wanted(Letter const& letter) {
  if (auto const* done = std::get_if<Do>(&letter.input)) return done->action;
  auto const* said = harmless(letter);
  if (!said) return std::nullopt;
  switch (said->reading.move) {
    case nlu::Move::stop:
      return Action::stop;
    case nlu::Move::skip:
      return Action::skip;
    case nlu::Move::back:
      return Action::back;
    case nlu::Move::practical:
      if (said->reading.topic == nlu::Topic::person) return Action::person;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

Found doors(Dialog const& dialog, Facts const& facts, Transition const& t) {
  auto const action = wanted(t.letter);
  if (!action) return std::nullopt;
  auto const& turn = t.to.turn;
  switch (*action) {
    case Action::stop:
      if (turn.phase != Phase::ended) return Breach{"FY103", "`stop` does not stop"};
      return std::nullopt;
    case Action::help:
      if (!turn.help.show) return Breach{"FY103", "`help` shows no help lines"};
      return std::nullopt;
    case Action::person:
      if (t.from.mode != Mode::ended && !t.from.minor && !says(dialog, facts, turn, Shared::person))
        return Breach{"FY103", "`talk to a person` does not say how"};
      return std::nullopt;
    case Action::skip:
      return skips(t);
    case Action::back:
      return goes_back(dialog, t);
    default:
      return std::nullopt;
  }
}

}  // namespace foyer::verify
