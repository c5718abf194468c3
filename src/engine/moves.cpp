#include "engine/talk.h"

namespace foyer::engine {

using dialog::FamilyIndex;
using dialog::Shared;
using nlu::Answer;
using nlu::Move;

namespace {

// A greeting or thanks before a clear answer is courtesy, not a move.
bool is_courtesy(nlu::Reading const& reading) {
  bool const answered = reading.answer != Answer::none && reading.answer != Answer::unclear;
  return (reading.move == Move::greeting || reading.move == Move::thanks) && answered;
}

}  // namespace

FamilyIndex aside_family(Talk const& talk, nlu::Reading const& reading) {
  auto const& dialog = talk.dialog;
  switch (reading.move) {
    case Move::why:  // "who reads this?" asks about the house, not about the question
      if (reading.topic == nlu::Topic::privacy)
        return dialog.practical[static_cast<std::size_t>(reading.topic)];
      return open_question(talk).why;
    case Move::are_you_human:
      return dialog.family(Shared::aside_are_you_human);
    case Move::advice:
      return dialog.family(Shared::aside_advice);
    case Move::practical:
      return dialog.practical[static_cast<std::size_t>(reading.topic)];
    case Move::greeting:
      return dialog.family(Shared::aside_greeting);
    case Move::thanks:
      return dialog.family(Shared::aside_thanks);
    case Move::complaint:
      return dialog.family(Shared::aside_complaint);
    case Move::off_topic:
      return dialog.family(Shared::aside_off_topic);
    default:
      return 0;
  }
}

namespace {

// Small talk at one question comes to its end; who asks whether a person is there, what it costs or what
// to do is answered however often they ask.
bool runs_out(Move move) {
  return move != Move::are_you_human && move != Move::practical && move != Move::advice;
}

// In an offer the agenda's question was answered already: leaving the offer is going on.
void skip(Talk& talk) {
  bool const answered = talk.state.mode == Mode::offer;
  proceed(talk, answered ? dialog::first_mark : dialog::left, {talk.dialog.family(Shared::skip)});
}

void back(Talk& talk) {
  bool const inside = talk.state.mode == Mode::offer || go_back(talk.dialog, talk.state);
  talk.state.mode = Mode::talking;
  say(talk, inside ? Shared::back : Shared::back_none);
  ask(talk, Asking::again);
}

}  // namespace

// Where something is told, "that's all" ends the telling and not the talk.
bool ends_telling(Talk const& talk, nlu::Reading const& reading) {
  return talk.state.mode == Mode::talking && talk.question().kind == dialog::Kind::open &&
         reading.move == Move::stop && reading.answer == nlu::Answer::no;
}

bool follow_move(Talk& talk, nlu::Reading const& reading) {
  if (reading.move == Move::none || is_courtesy(reading) || ends_telling(talk, reading)) return false;
  switch (reading.move) {
    case Move::stop:
      act(talk, Action::stop);
      return true;
    case Move::skip:
      act(talk, Action::skip);
      return true;
    case Move::back:
      act(talk, Action::back);
      return true;
    case Move::repeat:
      act(talk, Action::repeat);
      return true;
    case Move::explain:
      ask(talk, Asking::differently);
      return true;
    case Move::practical:
      if (reading.topic == nlu::Topic::person) return act(talk, Action::person), true;
      break;
    default:
      break;
  }
  auto const first = aside_family(talk, reading);
  if (talk.state.asides >= asides_max && runs_out(reading.move))
    aside(talk, {talk.dialog.family(Shared::aside_too_many), first});
  else
    aside(talk, {first});
  return true;
}

void act(Talk& talk, Action action) {
  switch (action) {
    case Action::stop:
      return end_here(talk, Shared::ending_stop);
    case Action::skip:
      return skip(talk);
    case Action::back:
      return back(talk);
    case Action::repeat:
      return ask(talk, Asking::same);
    case Action::why:
      return aside(talk, {open_question(talk).why});
    case Action::help:
      talk.turn.help.show = true;
      return aside(talk, {talk.dialog.family(Shared::help)});
    case Action::person:
      return aside(talk, {talk.dialog.family(Shared::person)});
  }
}

}  // namespace foyer::engine
