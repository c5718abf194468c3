// voice.h - which line of a family is said: a bag shuffled by the conversation's seed, so that nothing
// is heard twice while another line is left, and the same log gives the same words.
#pragma once

#include <initializer_list>

#include "dialog/model.h"
#include "engine/state.h"
#include "engine/turn.h"

namespace foyer::engine {

// Says one line of the first family that still has an unheard one; when all were heard, the first
// non-empty family starts over. Nothing is said only if every family is empty.
void say(dialog::Dialog const& dialog, State& state, Turn& turn,
         std::initializer_list<dialog::FamilyIndex> families, Spoken quote = {});

}  // namespace foyer::engine
