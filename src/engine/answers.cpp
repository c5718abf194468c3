#include <algorithm>

#include "engine/talk.h"

namespace foyer::engine {

using dialog::About;
using dialog::FamilyIndex;
using dialog::first_mark;
using dialog::Kind;
using dialog::left;
using dialog::Mark;
using dialog::Role;
using dialog::Shared;
using nlu::Answer;

namespace {

FamilyIndex general_reply(Talk const& talk, Answer answer) {
  switch (answer) {
    case Answer::yes:
      return talk.dialog.family(Shared::reply_yes);
    case Answer::somewhat:
      return talk.dialog.family(Shared::reply_somewhat);
    case Answer::no:
      return talk.dialog.family(Shared::reply_no);
    case Answer::not_relevant:
      return talk.dialog.family(Shared::reply_not_relevant);
    default:
      return talk.dialog.family(Shared::reply_unsure);
  }
}

FamilyIndex own_reply(dialog::Question const& question, std::size_t option) {
  if (question.role == Role::place) return question.replies[(question.licensed >> option) & 1U ? 0 : 1];
  return option < question.replies.size() ? question.replies[option] : FamilyIndex{0};
}

constexpr std::uint8_t length_of(std::size_t option) {
  return option == 0 ? 3 : option == 1 ? 5 : 0;
}

// The stop an answer means; -1: none.
int stop_of(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return 0;
    case Answer::somewhat:
      return 1;
    case Answer::no:
      return 2;
    case Answer::unsure:
      return 3;
    case Answer::not_relevant:
      return 4;
    default:
      return -1;
  }
}

void finish_menu(Talk& talk, FamilyIndex reply) {
  auto const finish = talk.question().options.size() - 1;
  proceed(talk, static_cast<Mark>(first_mark + finish), {reply});
}

// Nobody is shown out because their words were not understood: whoever has not been anywhere yet is
// shown into the first chapter.
void leave_menu(Talk& talk, FamilyIndex reply) {
  auto const open = open_chapters(talk.dialog, talk.state);
  if (talk.state.at.visited != 0 || open.empty()) return finish_menu(talk, reply);
  say(talk, {talk.state.repaired ? talk.dialog.family(Shared::menu_pick) : reply, reply});
  choose(talk, open.front());
}

// Left without an answer; the place it had in the talk is filled with the kindest default.
void leave(Talk& talk, FamilyIndex reply) {
  auto const& question = talk.question();
  if (question.role == Role::length) talk.state.limit = length_of(0);
  if (question.kind == Kind::menu) return leave_menu(talk, reply);
  if (question.kind == Kind::consent) return choose(talk, 1);
  proceed(talk, left, {reply});
}

// What is said to words that answer nothing: never, to somebody who tells of a death or of themselves,
// that a program cannot read.
struct Repair {
  Shared once, then;
};
Repair repair_of(nlu::Reading const& reading) {
  if (reading.loss) return {Shared::loss, Shared::loss};
  if (reading.told) return {Shared::repair_story, Shared::reply_said};
  return {Shared::repair, Shared::move_on};
}

void repair(Talk& talk, nlu::Reading const& reading) {
  auto const words = repair_of(reading);
  if (talk.state.repaired) return leave(talk, talk.dialog.family(words.then));
  talk.state.repaired = true;
  say(talk, words.once);
  ask(talk, Asking::again);
}

// Feelings that are only implied may be offered, never asserted: at most three, twice in a conversation.
bool offer_feelings(Talk& talk, nlu::Reading const& reading) {
  auto& state = talk.state;
  if (state.offers >= offers_max) return false;
  std::array<std::uint8_t, 3> offered;
  offered.fill(nlu::feeling_count);
  std::size_t count = 0;
  for (auto const& feeling : reading.feelings)
    if (feeling.implied && feeling.main() && count < offered.size() &&
        std::ranges::find(offered, feeling.name) == offered.end())
      offered[count++] = feeling.name;
  if (count == 0) return false;
  if (count == 1) offered[1] = nlu::near(offered[0]);
  state.offered = offered;
  ++state.offers;
  state.mode = Mode::offer;
  ask(talk, Asking::first);
  return true;
}

void hear_open(Talk& talk, nlu::Reading const& reading) {
  if (reading.answer == Answer::decline) return leave(talk, talk.dialog.family(Shared::reply_decline));
  if (reading.loss)
    return proceed(talk, first_mark,
                   {talk.dialog.family(Shared::loss), talk.dialog.family(Shared::reply_said)});
  auto const about = talk.question().about;
  if (auto met = felt_reply(talk, reading, about == About::hope ? nlu::first_unwished : 0))
    return proceed(talk, first_mark, {met->own, met->general}, std::move(met->quote));
  if (about == About::feeling && offer_feelings(talk, reading)) return;
  // The question's own reply answers a story; "nothing" and "I don't remember" are none.
  bool const unsure = reading.answer == Answer::unsure ||
                      (reading.brief && reading.answer == Answer::somewhat && about != About::feeling);
  if (unsure) return leave(talk, talk.dialog.family(Shared::reply_unsure));
  // "Nope" is nothing told; "not well" is no less than it says.
  bool const nothing = reading.answer == Answer::no && reading.brief && reading.feelings.empty();
  if (nothing) return leave(talk, talk.dialog.family(Shared::reply_nothing));
  if (reading.answer == Answer::no && about != About::feeling)
    return proceed(talk, first_mark, {talk.dialog.family(Shared::reply_said)});
  auto const own = own_reply(talk.question(), 0);
  proceed(talk, first_mark, {own, talk.dialog.family(Shared::reply_said)});
}

// A feeling where a button was asked for is met first; then the same question, once.
void meet_or_repair(Talk& talk, nlu::Reading const& reading) {
  auto const met = felt_reply(talk, reading);
  if (!met || reading.loss || talk.state.repaired) return repair(talk, reading);
  talk.state.repaired = true;
  say(talk, {met->own, met->general}, met->quote);
  ask(talk, Asking::again);
}

void hear_milestone(Talk& talk, nlu::Reading const& reading) {
  auto const stop = stop_of(reading.answer);
  if (stop >= 0)
    return choose(talk, static_cast<std::uint8_t>(stop),
                  reading.loss ? talk.dialog.family(Shared::loss) : 0);
  if (reading.answer == Answer::decline) return leave(talk, talk.dialog.family(Shared::reply_decline));
  meet_or_repair(talk, reading);
}

// Only a clear yes is consent. What is neither is asked once more, and then left at no.
void hear_consent(Talk& talk, nlu::Reading const& reading) {
  if (reading.answer == Answer::yes) return choose(talk, 0);
  bool const refused = reading.answer == Answer::no || reading.answer == Answer::decline;
  if (refused || talk.state.repaired) return choose(talk, 1);
  repair(talk, reading);
}

// "No" to "which part?" may mean none of them, or be the beginning of something else: the way out is
// shown, and a second one is taken at its word.
void hear_menu(Talk& talk, nlu::Reading const& reading) {
  bool const none = reading.brief && (reading.answer == Answer::no || reading.answer == Answer::decline);
  if (!none) return meet_or_repair(talk, reading);
  if (talk.state.repaired) return finish_menu(talk, talk.dialog.family(Shared::reply_decline));
  talk.state.repaired = true;
  say(talk, {talk.question().replies.front()});
  ask(talk, Asking::again);
}

void hear(Talk& talk, nlu::Reading const& reading) {
  auto const decline = talk.dialog.family(Shared::reply_decline);
  switch (talk.question().kind) {
    case Kind::open:
      return hear_open(talk, reading);
    case Kind::milestone:
      return hear_milestone(talk, reading);
    case Kind::consent:
      return hear_consent(talk, reading);
    case Kind::menu:
      return hear_menu(talk, reading);
    case Kind::choice:
      if (reading.answer == Answer::decline && !reading.told) return leave(talk, decline);
      if (reading.answer == Answer::unsure) return leave(talk, talk.dialog.family(Shared::reply_unsure));
      return meet_or_repair(talk, reading);
  }
}

bool offered_now(Talk const& talk, std::uint8_t option) {
  auto const turn = standing(talk.dialog, talk.state);
  return turn.asks && std::ranges::find(turn.ask.options, option) != turn.ask.options.end();
}

}  // namespace

std::optional<FeltReply> felt_reply(Talk const& talk, nlu::Reading const& reading, nlu::Feeling from) {
  nlu::FeelingMention const* first = nullptr;
  auto const general = talk.dialog.family(Shared::felt_any);
  for (auto const& each : reading.feelings) {
    if (!each.main() || each.implied || each.name < from) continue;
    if (first && each.name != first->name && each.said != first->said)
      return FeltReply{talk.dialog.family(Shared::felt_both),
                       general,
                       {.quote = Spoken::Quote::felt, .felt = first->said, .also = each.said}};
    if (!first) first = &each;
  }
  if (!first) return std::nullopt;
  return FeltReply{
      talk.dialog.felt[first->name], general, {.quote = Spoken::Quote::felt, .felt = first->said}};
}

void choose(Talk& talk, std::uint8_t option, FamilyIndex rather) {
  auto& state = talk.state;
  auto const& question = talk.question();
  if (question.kind == Kind::menu) {
    if (option + std::size_t{1} == question.options.size()) return finish_menu(talk, 0);
    answer(state, static_cast<Mark>(first_mark + option));
    enter(talk.dialog, state, static_cast<std::int8_t>(option));
    say(talk, {talk.dialog.chapters[option].opening});
    return ask(talk, Asking::first);
  }
  if (question.role == Role::length) state.limit = length_of(option);
  auto quote = Spoken{.quote = Spoken::Quote::option, .question = state.at.question, .option = option};
  auto const general = question.kind == Kind::milestone
                           ? general_reply(talk, static_cast<Answer>(std::array{1, 2, 3, 4, 6}[option]))
                           : talk.dialog.family(Shared::reply_choice);
  proceed(talk, static_cast<Mark>(first_mark + option), {rather, own_reply(question, option), general},
          std::move(quote));
}

void answer_agenda(Talk& talk, Input const& input) {
  if (auto const* tapped = std::get_if<Choose>(&input)) {
    if (offered_now(talk, tapped->option)) return choose(talk, tapped->option);
    return ask(talk, Asking::again);
  }
  auto const* said = std::get_if<Say>(&input);
  if (!said) return ask(talk, Asking::again);
  if (follow_move(talk, said->reading)) return;
  if (said->option >= 0 && offered_now(talk, static_cast<std::uint8_t>(said->option)))
    return choose(talk, static_cast<std::uint8_t>(said->option),
                  said->reading.loss ? talk.dialog.family(Shared::loss) : 0);
  hear(talk, said->reading);
}

void answer_offer(Talk& talk, Input const& input) {
  auto const& dialog = talk.dialog;
  auto const none = dialog.of(dialog::House::offer).replies[nlu::feeling_count];
  if (auto const* tapped = std::get_if<Choose>(&input)) {
    if (!offered_now(talk, tapped->option)) return ask(talk, Asking::again);
    if (tapped->option == nlu::feeling_count) return proceed(talk, first_mark, {none});
    // The label of the button is the word they chose.
    auto quote = Spoken{
        .quote = Spoken::Quote::option,
        .question = static_cast<dialog::QuestionIndex>(dialog.house_position(dialog::House::offer)),
        .option = tapped->option};
    auto const reply = {dialog.felt[tapped->option], dialog.family(Shared::felt_any)};
    return proceed(talk, first_mark, reply, std::move(quote));
  }
  auto const* said = std::get_if<Say>(&input);
  if (!said) return ask(talk, Asking::again);
  if (follow_move(talk, said->reading)) return;
  if (auto met = felt_reply(talk, said->reading))
    return proceed(talk, first_mark, {met->own, met->general}, std::move(met->quote));
  bool const none_near = said->reading.answer == Answer::no;
  proceed(talk, first_mark, {none_near ? none : dialog.family(Shared::reply_said)});
}

}  // namespace foyer::engine
