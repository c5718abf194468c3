// codec.h - a State as bytes, by ids: a conversation outlives a change of the words, and of the order of
// questions.
//
// Questions, options, chapters and lines are written as 32-bit hashes of their ids. What no longer
// exists is left out; if the open question is gone, the talk stands at the last place that still is
// there. No words of the visitor's are in it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dialog/model.h"
#include "engine/state.h"

namespace foyer::engine {

std::string encode(dialog::Dialog const& dialog, State const& state);
Result<State> decode(dialog::Dialog const& dialog, std::string_view bytes);

}  // namespace foyer::engine
