#include "engine/talk.h"

namespace foyer::engine {

using dialog::House;
using dialog::Shared;
using nlu::Answer;
using nlu::Risk;
using nlu::Tier;

namespace {

std::size_t at(Risk risk) {
  return static_cast<std::size_t>(risk);
}

void show_help(Talk& talk, Risk kind) {
  talk.turn.help.show = true;
  talk.turn.help.kind = kind;
}

void hold(Talk& talk) {
  // Someone under 18 is not led on through the questions either.
  bool const over = talk.state.crises >= crises_max || talk.state.minor;
  talk.state.mode = over ? Mode::closed : Mode::hold;
  talk.state.holding = true;
  ask(talk, Asking::first);
}

// The card: a person now, help lines, company, distance. Twice, or with a plan, the milestones are over.
void crisis(Talk& talk, Risk kind) {
  auto& state = talk.state;
  state.hurt = true;
  state.crises = kind == Risk::suicide_plan || state.crises >= 1 ? crises_max : std::uint8_t{1};
  show_help(talk, kind);
  say(talk, {talk.dialog.crisis[at(kind)], talk.dialog.family(Shared::crisis_any)});
  hold(talk);
}

Mode question_for(Risk kind) {
  switch (kind) {
    case Risk::abuse_now:
      return Mode::safe_now;
    case Risk::third_person_risk:
      return Mode::someone;
    case Risk::harm_others:
      return Mode::harm;
    default:
      return Mode::direct;
  }
}

// Asked once: pressing the same question on someone is not care. Unless risk rises, help stands there
// instead.
void check_in(Talk& talk, Risk kind) {
  auto& state = talk.state;
  state.hurt = true;
  show_help(talk, kind);
  say(talk, {talk.dialog.check_in[at(kind)], talk.dialog.family(Shared::check_in_any)});
  if (state.asked_directly || state.crises > 0) return hold(talk);
  state.asked_directly = true;
  state.holding = true;
  state.mode = question_for(kind);
  ask(talk, Asking::first);
}

void meet_minor(Talk& talk) {
  talk.state.minor = true;
  talk.turn.keep_words = false;
  say(talk, Shared::minor);
  end_here(talk, Shared::ending_minor);
}

// One authored reply of its kind. What was asked stays open, unless the words also answer it.
bool support(Talk& talk, Say const& said) {
  auto& state = talk.state;
  auto const& reading = said.reading;
  auto const family = talk.dialog.support[at(reading.risk)];
  if (state.mode != Mode::talking || family == 0) return false;
  if (reading.risk == Risk::abusive_to_bot) {
    if (state.abuse < abuse_max) ++state.abuse;
    auto const again = talk.dialog.family(Shared::abuse_again);
    aside(talk, {state.abuse >= abuse_max ? again : family, family});
    return true;
  }
  bool const told = reading.risk == Risk::past_resolved || reading.risk == Risk::third_person_risk;
  if (told && talk.question().kind == dialog::Kind::open) {
    show_help(talk, reading.risk);
    talk.turn.keep_words = false;
    proceed(talk, dialog::first_mark, {family});
    return true;
  }
  if (told) talk.turn.keep_words = false;
  if (reading.move == nlu::Move::stop || reading.move == nlu::Move::skip ||
      reading.move == nlu::Move::back)
    return false;
  aside(talk, {family});
  return true;
}

// In the middle of a direct question, words of risk are its answer.
bool screen_answer(Talk& talk, Say const& said) {
  auto const mode = talk.state.mode;
  if (said.reading.tier != Tier::check_in) return false;
  if (mode != Mode::direct && mode != Mode::plan && mode != Mode::harm && mode != Mode::someone)
    return false;
  answer_safety(talk, Choose{0});
  return true;
}

enum class Outcome { yes, no, unsure };

Outcome outcome_of(Input const& input) {
  if (auto const* tapped = std::get_if<Choose>(&input))
    return tapped->option == 0 ? Outcome::yes : tapped->option == 1 ? Outcome::no : Outcome::unsure;
  if (auto const* said = std::get_if<Say>(&input)) {
    if (said->option >= 0 && said->option <= 2)
      return outcome_of(Choose{static_cast<std::uint8_t>(said->option)});
    if (said->reading.answer == Answer::yes || said->reading.answer == Answer::somewhat)
      return Outcome::yes;
    if (said->reading.answer == Answer::no) return Outcome::no;
  }
  return Outcome::unsure;
}

// "That's not what I meant", "it was a figure of speech", to the direct question, is a no.
bool says_misread(Input const& input) {
  auto const* said = std::get_if<Say>(&input);
  if (!said || said->reading.answer == Answer::yes) return false;
  return said->reading.move == nlu::Move::complaint || said->reading.retracted;
}

void rest(Talk& talk, Outcome outcome) {
  auto const& replies = talk.dialog.of(house_of(talk.state.mode)).replies;
  say(talk, {replies[static_cast<std::size_t>(outcome)], talk.dialog.family(Shared::listening)});
  hold(talk);
}

// "Will you tell anyone?" decides whether somebody dares to answer, and "that number does not work here"
// is no answer either: both are met, and the question waits.
bool asks_first(Talk& talk, Input const& input) {
  auto const* said = std::get_if<Say>(&input);
  if (!said || said->option >= 0 || talk.state.asides >= asides_max) return false;
  auto const& reading = said->reading;
  // "I've got nobody" holds a no that is none; at the question of safety a no is danger, and goes first.
  bool const answered =
      reading.answer != Answer::no || talk.state.mode == Mode::safe_now || talk.state.asides > 0;
  bool const needs = reading.need != nlu::Need::none && (reading.answer == Answer::unclear || !answered);
  bool const asks = reading.topic == nlu::Topic::privacy || reading.move == nlu::Move::are_you_human;
  if (!needs && !asks) return false;
  talk.turn.keep_words = false;
  talk.turn.help.show = needs;
  aside(talk, {reply_in_danger(talk, reading)});
  return true;
}

void answer_direct(Talk& talk, Input const& input) {
  auto& state = talk.state;
  if (asks_first(talk, input)) return;
  auto const outcome = outcome_of(input);
  talk.turn.keep_words = false;
  talk.turn.help.show = true;
  switch (state.mode) {
    case Mode::direct:
      if (says_misread(input)) return rest(talk, Outcome::no);
      if (outcome != Outcome::yes) return rest(talk, outcome);
      say(talk, {talk.dialog.of(House::safety_direct).replies[0]});
      state.mode = Mode::plan;
      return ask(talk, Asking::first);
    case Mode::plan:
      return outcome == Outcome::no ? rest(talk, outcome) : crisis(talk, Risk::suicide_plan);
    case Mode::safe_now:
      return outcome == Outcome::no ? crisis(talk, Risk::abuse_now) : rest(talk, outcome);
    case Mode::someone:
      return outcome == Outcome::yes ? crisis(talk, Risk::third_person_risk) : rest(talk, outcome);
    default:
      return outcome == Outcome::yes ? crisis(talk, Risk::harm_others) : rest(talk, outcome);
  }
}

void act_in_safety(Talk& talk, Action action) {
  show_help(talk, Risk::none);
  switch (action) {
    case Action::stop:
      return end_here(talk, Shared::ending_risk);
    case Action::person:
      say(talk, Shared::person);
      return ask(talk, Asking::again);
    case Action::help:
      say(talk, Shared::help);
      return ask(talk, Asking::again);
    case Action::repeat:
    case Action::why:
      return ask(talk, Asking::again);
    case Action::skip:
    case Action::back:
      break;
  }
  if (talk.state.mode == Mode::hold || talk.state.mode == Mode::closed) return ask(talk, Asking::again);
  answer_direct(talk, Choose{2});
}

}  // namespace

bool in_safety(Mode mode) {
  return mode != Mode::talking && mode != Mode::offer && mode != Mode::ended;
}

bool screen(Talk& talk, Say const& said) {
  auto& state = talk.state;
  auto const& reading = said.reading;
  // Asking after means when there was pain before is not curiosity (safety.md, cross-turn).
  bool const asks_means = reading.method && state.distress;
  if (reading.distress || reading.tier >= Tier::check_in) state.distress = true;
  if (reading.need == nlu::Need::abroad && (reading.tier >= Tier::check_in || in_safety(state.mode)))
    state.abroad = true;
  if (reading.tier >= Tier::check_in || asks_means || said.failed) talk.turn.keep_words = false;
  if (reading.tier == Tier::crisis_now) return crisis(talk, reading.risk), true;
  if (asks_means) return crisis(talk, Risk::suicide_intent), true;
  if (screen_answer(talk, said)) return true;
  if (reading.tier == Tier::check_in) return check_in(talk, reading.risk), true;
  if (reading.minor && !state.minor) return meet_minor(talk), true;
  if (said.failed) {
    show_help(talk, Risk::none);
    say(talk, Shared::fail_safe);
    if (state.mode != Mode::ended) ask(talk, Asking::again);
    return true;
  }
  return reading.tier == Tier::support_other && support(talk, said);
}

void answer_safety(Talk& talk, Input const& input) {
  auto const* said = std::get_if<Say>(&input);
  if (auto const* done = std::get_if<Do>(&input)) return act_in_safety(talk, done->action);
  if (said && said->reading.move == nlu::Move::stop) return act_in_safety(talk, Action::stop);
  if (said && said->reading.topic == nlu::Topic::person) return act_in_safety(talk, Action::person);
  if (talk.state.mode != Mode::hold && talk.state.mode != Mode::closed)
    return answer_direct(talk, input);
  answer_hold(talk, input);
}

}  // namespace foyer::engine
