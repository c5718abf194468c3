// summary.h - a talk in the visitor's own words, by milestone; nothing scored, and nothing of a hard
// moment.
#pragma once

#include <string>
#include <vector>

#include "engine/state.h"
#include "handoff/share.h"
#include "service/library.h"
#include "service/record.h"

namespace foyer::service {

// All that there is to keep or to share. Reads turns in order: an answer given again replaces the
// earlier one. A question whose last answer carried risk is not in it, neither with words nor with what
// was understood of them.
std::vector<handoff::Entry> entries_of(Edition const& edition, std::size_t locale,
                                       engine::State const& state, std::vector<TurnRecord> const& turns);

// The frame {"type":"summary",…}. Each row's `lines` are what `share` may name.
std::string summary_frame(Edition const& edition, std::size_t locale, engine::State const& state,
                          std::vector<TurnRecord> const& turns);

}  // namespace foyer::service
