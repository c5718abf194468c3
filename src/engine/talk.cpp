#include "engine/talk.h"

#include <numeric>

namespace foyer::engine {

using dialog::FamilyIndex;
using dialog::House;
using dialog::Kind;
using dialog::Role;
using dialog::Shared;

namespace {

bool is_away(dialog::Dialog const& dialog, State const& state) {
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    auto const mark = state.marks[i];
    if (question.role == Role::place && mark >= dialog::first_mark)
      return !((question.licensed >> (mark - dialog::first_mark)) & 1U);
  }
  return false;
}

// The consultation was just named in the reply to its own question.
bool reply_names_consultation(dialog::Question const& last, dialog::Mark mark) {
  return last.role == Role::offer && mark >= dialog::first_mark && mark < dialog::first_mark + 2;
}

void finish(Talk& talk, dialog::Question const& last, dialog::Mark mark,
            std::initializer_list<FamilyIndex> reply, Spoken quote) {
  talk.state.mode = Mode::ended;
  if (talk.state.hurt || talk.state.minor) return end_here(talk, Shared::ending_finished);
  if (reply_names_consultation(last, mark)) {
    say(talk, reply, std::move(quote));
    return say(talk, Shared::ending_finished);
  }
  say(talk, reply, std::move(quote));
  end_here(talk, Shared::ending_finished);
}

void all_options(std::size_t count, std::vector<std::uint8_t>& options) {
  options.resize(count);
  std::iota(options.begin(), options.end(), std::uint8_t{0});
}

void agenda_options(dialog::Dialog const& dialog, State const& state,
                    std::vector<std::uint8_t>& options) {
  auto const& question = dialog.questions[state.at.question];
  if (question.kind != Kind::menu) return all_options(question.options.size(), options);
  options = open_chapters(dialog, state);
  options.push_back(static_cast<std::uint8_t>(question.options.size() - 1));
}

void offer_options(State const& state, std::vector<std::uint8_t>& options) {
  options.clear();
  for (auto const feeling : state.offered)
    if (feeling < nlu::feeling_count && (options.empty() || options.back() != feeling))
      options.push_back(feeling);
  options.push_back(static_cast<std::uint8_t>(nlu::feeling_count));
}

}  // namespace

void say(Talk& talk, std::initializer_list<FamilyIndex> families, Spoken quote) {
  say(talk.dialog, talk.state, talk.turn, families, std::move(quote));
}

void say(Talk& talk, Shared family) {
  say(talk, {talk.dialog.family(family)});
}

House house_of(Mode mode) {
  switch (mode) {
    case Mode::offer:
      return House::offer;
    case Mode::direct:
      return House::safety_direct;
    case Mode::plan:
      return House::safety_plan;
    case Mode::safe_now:
      return House::safety_safe_now;
    case Mode::someone:
      return House::safety_someone;
    case Mode::harm:
      return House::safety_harm;
    case Mode::hold:
      return House::safety_hold;
    case Mode::closed:
      return House::safety_closed;
    case Mode::talking:
    case Mode::ended:
      break;
  }
  return House::ended;
}

dialog::Question const& open_question(Talk const& talk) {
  return talk.state.mode == Mode::talking ? talk.question() : talk.dialog.of(house_of(talk.state.mode));
}

void ask(Talk& talk, Asking how) {
  auto const& question = open_question(talk);
  switch (how) {
    case Asking::first:
      return say(talk, {question.ask, question.again, question.differently});
    case Asking::again:
      return say(talk, {question.again, question.differently, question.ask});
    case Asking::differently:
      return say(talk, {question.differently, question.again, question.ask});
    case Asking::same:
      return say(talk, {question.ask});
  }
}

void aside(Talk& talk, std::initializer_list<FamilyIndex> families) {
  say(talk, families);
  if (talk.state.asides < asides_max) ++talk.state.asides;
  ask(talk, Asking::again);
}

void proceed(Talk& talk, dialog::Mark mark, std::initializer_list<FamilyIndex> reply, Spoken quote) {
  auto& state = talk.state;
  auto const& last = talk.question();
  state.mode = Mode::talking;
  answer(state, mark);
  auto const passage = advance(talk.dialog, state);
  if (!talk.asks_agenda()) return finish(talk, last, mark, reply, std::move(quote));
  say(talk, reply, std::move(quote));
  if (passage.closed >= 0)
    say(talk, {talk.dialog.chapters[static_cast<std::size_t>(passage.closed)].closing});
  ask(talk, Asking::first);
}

void end_here(Talk& talk, Shared ending) {
  talk.state.mode = Mode::ended;
  if (talk.state.minor) {
    talk.turn.help.show = true;
    return say(talk, Shared::ending_minor);
  }
  if (talk.state.hurt) {
    talk.turn.help.show = true;
    say(talk, Shared::ending_risk);
    return say(talk,
               is_away(talk.dialog, talk.state) ? Shared::ending_away : Shared::consultation_later);
  } else if (is_away(talk.dialog, talk.state)) {
    return say(talk, Shared::ending_away);
  } else {
    say(talk, ending);
  }
  say(talk, Shared::consultation);
}

void fill(dialog::Dialog const& dialog, State const& state, Turn& turn) {
  bool const asks_agenda = state.at.question != dialog::no_question;
  auto& options = turn.ask.options;
  if (turn.help.show) {
    turn.help.minor = state.minor;
    turn.help.reach = state.abroad             ? Reach::abroad
                      : is_away(dialog, state) ? Reach::elsewhere
                                               : Reach::here;
  }
  turn.progress = state.mode == Mode::talking ? progress(dialog, state) : Progress{};
  turn.phase = state.mode == Mode::ended ? Phase::ended
               : in_safety(state.mode)   ? Phase::paused
                                         : Phase::talking;
  if (state.mode == Mode::talking) {
    turn.asks = asks_agenda;
    if (!turn.asks) return;
    turn.ask.question = state.at.question;
    return agenda_options(dialog, state, options);
  }
  auto const house = house_of(state.mode);
  turn.asks = state.mode != Mode::ended || (asks_agenda && !state.minor);
  if (!turn.asks) return;
  turn.ask.question = static_cast<std::uint8_t>(dialog.house_position(house));
  if (state.mode == Mode::offer) return offer_options(state, options);
  all_options(dialog.of(house).options.size(), options);
  if (state.minor)
    std::erase_if(options, [&](auto i) { return dialog.of(house).options[i] == "person"; });
}

}  // namespace foyer::engine
