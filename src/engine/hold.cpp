#include "engine/talk.h"

namespace foyer::engine {

using dialog::FamilyIndex;
using dialog::Shared;
using nlu::Move;
using nlu::Need;

namespace {

void go_on_lighter(Talk& talk) {
  auto& state = talk.state;
  state.mode = Mode::talking;
  state.holding = false;
  if (!talk.asks_agenda()) return end_here(talk, Shared::ending_risk);
  say(talk, Shared::lighter);
  // What is tender, and what asks to be told in full, is not what "lighter" means.
  bool const heavy = talk.question().tender || talk.question().kind == dialog::Kind::open;
  if (!heavy) return ask(talk, Asking::again);
  answer(state, dialog::left);
  advance(talk.dialog, state);
  if (talk.asks_agenda()) return ask(talk, Asking::first);
  talk.turn.lines.clear();
  end_here(talk, Shared::ending_risk);
}

Shared reply_to(Need need) {
  switch (need) {
    case Need::abroad:
      return Shared::held_abroad;
    case Need::alone:
      return Shared::held_alone;
    case Need::barrier:
      return Shared::held_barrier;
    case Need::reached:
      return Shared::held_reached;
    case Need::none:
      break;
  }
  return Shared::listening;
}

void reach_practice(Talk& talk) {
  say(talk, talk.state.minor ? Shared::listening : Shared::person);
  talk.turn.help.show = true;
}

void listen(Talk& talk, Input const& input) {
  talk.turn.keep_words = false;
  auto const* said = std::get_if<Say>(&input);
  if (!said) return say(talk, Shared::listening);
  say(talk, {reply_in_danger(talk, said->reading), talk.dialog.family(Shared::listening)});
  auto const need = said->reading.need;
  talk.turn.help.show = need == Need::abroad || need == Need::alone || need == Need::barrier;
}

}  // namespace

// Who is in danger and asks is answered, in words of the hold where the usual ones would be too light:
// what they asked is not "kept for a therapist", and nobody hears that skipping is always possible.
FamilyIndex reply_in_danger(Talk const& talk, nlu::Reading const& reading) {
  auto const& dialog = talk.dialog;
  if (reading.need != Need::none) return dialog.family(reply_to(reading.need));
  if (reading.topic == nlu::Topic::privacy) return dialog.family(Shared::held_privacy);
  switch (reading.move) {
    case Move::advice:
      return dialog.family(Shared::held_what_now);
    case Move::complaint:
      return dialog.family(Shared::held_complaint);
    case Move::practical:
    case Move::are_you_human:
    case Move::thanks:
      return aside_family(talk, reading);
    default:
      return dialog.family(Shared::listening);
  }
}

// hold: continue, person, stop; closed: person, stop.
void answer_hold(Talk& talk, Input const& input) {
  auto const* tapped = std::get_if<Choose>(&input);
  auto const* said = std::get_if<Say>(&input);
  int option = tapped ? int{tapped->option} : said ? said->option : -1;
  if (talk.state.mode == Mode::closed && option >= 0) ++option;
  switch (option) {
    case 0:
      return go_on_lighter(talk);
    case 1:
      return reach_practice(talk);
    case 2:
      return end_here(talk, Shared::ending_risk);
    default:
      return listen(talk, input);
  }
}

}  // namespace foyer::engine
