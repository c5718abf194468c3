#include "engine/step.h"

#include "engine/talk.h"

namespace foyer::engine {

using dialog::Dialog;
using dialog::FamilyIndex;
using dialog::Shared;

namespace {

// What is asked after the end is answered too, as far as it is no matter of the questions.
FamilyIndex late_answer(Talk const& talk, Say const& said) {
  auto const& reading = said.reading;
  if (talk.state.minor) return 0;
  if (reading.loss) return talk.dialog.family(Shared::loss);
  bool const of_the_house = reading.topic == nlu::Topic::privacy;
  switch (reading.move) {
    case nlu::Move::practical:
      if (reading.topic == nlu::Topic::person) return talk.dialog.family(Shared::person);
      return aside_family(talk, reading);
    case nlu::Move::why:
      return of_the_house ? aside_family(talk, reading) : FamilyIndex{0};
    case nlu::Move::are_you_human:
    case nlu::Move::advice:
    case nlu::Move::thanks:
    case nlu::Move::greeting:
      return aside_family(talk, reading);
    default:
      return 0;
  }
}

void answer_ended(Talk& talk, Input const& input) {
  auto& state = talk.state;
  auto const* said = std::get_if<Say>(&input);
  auto const* tapped = std::get_if<Choose>(&input);
  auto const* done = std::get_if<Do>(&input);
  bool const may_return = talk.asks_agenda() && !state.minor;
  bool const returns = (tapped && tapped->option == 0) || (said && said->option == 0);
  if (done && done->action == Action::help) {
    talk.turn.help.show = true;
    return say(talk, Shared::help);
  }
  if (done && done->action == Action::person && !state.minor) return say(talk, Shared::person);
  if (!may_return || !returns)
    return say(
        talk, {said ? late_answer(talk, *said) : FamilyIndex{0}, talk.dialog.family(Shared::after_end)});
  state.mode = state.crises >= crises_max ? Mode::closed : state.holding ? Mode::hold : Mode::talking;
  say(talk, Shared::go_on);
  ask(talk, Asking::again);
}

void dispatch(Talk& talk, Input const& input) {
  auto const mode = talk.state.mode;
  if (mode == Mode::ended) return answer_ended(talk, input);
  if (in_safety(mode)) return answer_safety(talk, input);
  if (auto const* done = std::get_if<Do>(&input)) return act(talk, done->action);
  if (mode == Mode::offer) return answer_offer(talk, input);
  answer_agenda(talk, input);
}

void remind(Talk& talk) {
  auto& state = talk.state;
  if (state.since_disclosure < disclosure_turns_max) ++state.since_disclosure;
  if (state.since_disclosure < disclosure_turns_max || talk.turn.lines.size() > 2) return;
  // Nothing comes before the answer to something hard, whose cards say themselves that this is a
  // program; an ending needs no reminder.
  if (!talk.turn.keep_words || in_safety(state.mode) || state.mode == Mode::ended) return;
  Turn reminder;
  say(talk.dialog, state, reminder, {talk.dialog.family(Shared::disclosure_again)});
  talk.turn.lines.insert(talk.turn.lines.begin(), reminder.lines.begin(), reminder.lines.end());
  state.since_disclosure = 0;
}

// As a new turn is, but with the room that its lists already have.
void clear(Turn& turn) {
  turn.lines.clear();
  turn.ask.question = 0;
  turn.ask.options.clear();
  turn.asks = false;
  turn.progress = {};
  turn.phase = Phase::talking;
  turn.help = {};
  turn.keep_words = true;
}

}  // namespace

Stepped begin(Dialog const& dialog, std::uint64_t seed) {
  Stepped first;
  first.state.seed = seed;
  first.state.at.question = 0;
  Talk talk{dialog, first.state, first.turn};
  say(talk, Shared::welcome);
  say(talk, Shared::disclosure);
  ask(talk, Asking::first);
  fill(dialog, first.state, first.turn);
  return first;
}

void step(Dialog const& dialog, State const& state, Input const& input, Stepped& to) {
  to.state = state;
  clear(to.turn);
  Talk talk{dialog, to.state, to.turn};
  if (talk.state.turn < 0xffff) ++talk.state.turn;
  auto const* said = std::get_if<Say>(&input);
  if (!said || !screen(talk, *said)) dispatch(talk, input);
  remind(talk);
  fill(dialog, to.state, to.turn);
}

Stepped step(Dialog const& dialog, State const& state, Input const& input) {
  Stepped to;
  step(dialog, state, input, to);
  return to;
}

void standing(Dialog const& dialog, State const& state, Turn& turn) {
  clear(turn);
  fill(dialog, state, turn);
}

Turn standing(Dialog const& dialog, State const& state) {
  Turn turn;
  fill(dialog, state, turn);
  return turn;
}

}  // namespace foyer::engine
