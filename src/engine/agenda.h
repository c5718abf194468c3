// agenda.h - which question comes next: the file's order, `when`, chapters and how long they are.
//
// An agenda has no edges: from any place the next one is found by looking forward, so there is nothing
// to dangle.
#pragma once

#include "dialog/model.h"
#include "engine/state.h"
#include "engine/turn.h"

namespace foyer::engine {

// What is passed on the way to the next place, so that it can be said.
struct Passage {
  std::int8_t closed = -1, opened = -1;  // chapters
};

bool eligible(dialog::Dialog const& dialog, State const& state, dialog::QuestionIndex question);

// Chapters that the menu offers now: not visited, and with a question that may be asked.
std::vector<std::uint8_t> open_chapters(dialog::Dialog const& dialog, State const& state);

// Moves `state.at` to the next question after it, or to no_question at the agenda's end.
Passage advance(dialog::Dialog const& dialog, State& state);

// Leaves the menu into a chapter.
Passage enter(dialog::Dialog const& dialog, State& state, std::int8_t chapter);

// Records a mark for the open question; it can be come back to.
void answer(State& state, dialog::Mark mark);

// Returns to the question before, taking back what was marked since. False: there is none.
bool go_back(dialog::Dialog const& dialog, State& state);

Progress progress(dialog::Dialog const& dialog, State const& state);

// True while `question`'s turn may hold a milestone: what must not be asked once milestones are over.
inline bool is_milestone(dialog::Question const& question) {
  return question.kind == dialog::Kind::milestone;
}

}  // namespace foyer::engine
