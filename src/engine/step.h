// step.h - the whole conversation as one pure function.
//
//   auto [state, turn] = begin(dialog, seed);
//   auto [next, reply] = step(dialog, state, Choose{1});
//
// Total: every input in every state has an answer. No clock, no I/O, no chance (the seed is in the
// state), no JSON, no regular expression. The same dialog, seed and inputs give the same words. What
// `foyer check` proves, it proves by walking this very function.
//
// Priority, that no dialog can change: risk > stop > skip and back > aside > answer > feelings > free
// words.
#pragma once

#include "dialog/model.h"
#include "engine/state.h"
#include "engine/turn.h"

namespace foyer::engine {

struct Stepped {
  State state;
  Turn turn;
};

// Turn 0: welcome, disclosure, first question.
Stepped begin(dialog::Dialog const& dialog, std::uint64_t seed);

Stepped step(dialog::Dialog const& dialog, State const& state, Input const& input);

// The same, into `to`, whose buffers are used again: for the verifier, which takes millions. `state` is
// not `to.state`.
void step(dialog::Dialog const& dialog, State const& state, Input const& input, Stepped& to);

// What is open in `state`, as it would be asked: for a page that resumes, and for the verifier.
Turn standing(dialog::Dialog const& dialog, State const& state);
void standing(dialog::Dialog const& dialog, State const& state, Turn& turn);

}  // namespace foyer::engine
