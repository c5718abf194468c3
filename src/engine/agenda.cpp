#include "engine/agenda.h"

#include <algorithm>

namespace foyer::engine {

using dialog::Dialog;
using dialog::Kind;
using dialog::no_question;
using dialog::Question;
using dialog::QuestionIndex;

namespace {

bool holds(State const& state, dialog::Condition const& condition) {
  return (condition.marks >> state.marks[condition.question]) & 1U;
}

bool within_limit(Question const& question, State const& state) {
  return !is_milestone(question) || question.chapter < 0 || state.limit == 0 ||
         state.at.asked < state.limit;
}

void arrive(Question const& question, State& state, QuestionIndex index) {
  state.at.question = index;
  if (is_milestone(question) && question.chapter >= 0) ++state.at.asked;
}

bool has_question(Dialog const& dialog, State const& state, std::int8_t chapter) {
  for (std::size_t i = 0; i < dialog.questions.size(); ++i)
    if (dialog.questions[i].chapter == chapter && eligible(dialog, state, static_cast<QuestionIndex>(i)))
      return true;
  return false;
}

bool is_open(Dialog const& dialog, State const& state, std::size_t chapter) {
  return !((state.at.visited >> chapter) & 1U) &&
         has_question(dialog, state, static_cast<std::int8_t>(chapter));
}

bool any_open_chapter(Dialog const& dialog, State const& state) {
  for (std::size_t c = 0; c < dialog.chapters.size(); ++c)
    if (is_open(dialog, state, c)) return true;
  return false;
}

QuestionIndex menu_of(Dialog const& dialog) {
  for (std::size_t i = 0; i < dialog.questions.size(); ++i)
    if (dialog.questions[i].kind == Kind::menu) return static_cast<QuestionIndex>(i);
  return no_question;
}

// The first question from `from` on that may be asked in the chapter where `state` stands (-1: the
// trunk).
QuestionIndex find_from(Dialog const& dialog, State const& state, std::size_t from) {
  for (std::size_t i = from; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    if (question.chapter != state.at.chapter) continue;
    auto const index = static_cast<QuestionIndex>(i);
    if (question.kind == Kind::menu ? any_open_chapter(dialog, state)
                                    : eligible(dialog, state, index) && within_limit(question, state))
      return index;
  }
  return no_question;
}

void settle(State& state) {
  state.repaired = false;
  state.asides = 0;
}

}  // namespace

bool eligible(Dialog const& dialog, State const& state, QuestionIndex index) {
  auto const& question = dialog.questions[index];
  if (question.tender && state.hurt) return false;
  if (question.role == dialog::Role::contact && state.minor) return false;
  return std::ranges::all_of(question.when,
                             [&](auto const& condition) { return holds(state, condition); });
}

std::vector<std::uint8_t> open_chapters(Dialog const& dialog, State const& state) {
  std::vector<std::uint8_t> open;
  for (std::size_t c = 0; c < dialog.chapters.size(); ++c)
    if (is_open(dialog, state, c)) open.push_back(static_cast<std::uint8_t>(c));
  return open;
}

Passage advance(Dialog const& dialog, State& state) {
  Passage passage;
  settle(state);
  if (state.at.question == no_question) return passage;
  auto next = find_from(dialog, state, state.at.question + std::size_t{1});
  if (next == no_question && state.at.chapter >= 0) {
    passage.closed = state.at.chapter;
    state.at.chapter = -1;
    state.at.asked = 0;
    next = find_from(dialog, state, menu_of(dialog));
  }
  if (next == no_question)
    state.at.question = no_question;
  else
    arrive(dialog.questions[next], state, next);
  return passage;
}

Passage enter(Dialog const& dialog, State& state, std::int8_t chapter) {
  settle(state);
  state.at.chapter = chapter;
  state.at.asked = 0;
  state.at.visited = static_cast<std::uint8_t>(state.at.visited | (1U << chapter));
  auto const first = find_from(dialog, state, 0);
  arrive(dialog.questions[first], state, first);
  return {.closed = -1, .opened = chapter};
}

void answer(State& state, dialog::Mark mark) {
  state.marks[state.at.question] = mark;
  // A talk can pass more places than there are questions only by opening the menu again; the oldest are
  // then let go.
  if (state.trail_size == state.trail.size()) {
    std::shift_left(state.trail.begin(), state.trail.end(), 1);
    --state.trail_size;
  }
  state.trail[state.trail_size++] = state.at;
}

bool go_back(Dialog const& dialog, State& state) {
  // After a hard moment a tender question is not gone back to either.
  std::size_t size = state.trail_size;
  while (size > 0 && state.hurt && dialog.questions[state.trail[size - 1].question].tender) --size;
  if (size == 0) return false;
  state.at = state.trail[size - 1];
  while (state.trail_size >= size) state.trail[--state.trail_size] = {};
  // What stands further on hung on this answer or will be asked again; only what is still on the trail
  // stays marked.
  std::array<dialog::Mark, dialog::questions_max> kept{};
  for (std::size_t i = 0; i < state.trail_size; ++i) {
    auto const question = state.trail[i].question;
    kept[question] = state.marks[question];
  }
  state.marks = kept;
  settle(state);
  return true;
}

Progress progress(Dialog const& dialog, State const& state) {
  if (state.at.chapter < 0 || state.at.question == no_question) return {};
  unsigned count = 0;
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    auto const index = static_cast<QuestionIndex>(i);
    if (question.chapter == state.at.chapter && is_milestone(question) && eligible(dialog, state, index))
      ++count;
  }
  auto const limit = state.limit == 0 ? count : std::min<unsigned>(count, state.limit);
  auto const of = std::max<unsigned>(limit, state.at.asked);
  return {.chapter = state.at.chapter, .at = state.at.asked, .of = static_cast<std::uint8_t>(of)};
}

}  // namespace foyer::engine
