// summary.h - a talk in the visitor's own words, by milestone; nothing scored, and nothing of a hard moment.
#pragma once

#include <string>
#include <vector>

#include "engine/state.h"
#include "service/library.h"
#include "service/record.h"

namespace foyer::service {

// The frame {"type":"summary",…}. Reads turns in order: an answer given again replaces the earlier one.
std::string summary_frame(Edition const& edition, std::size_t locale, engine::State const& state,
                          std::vector<TurnRecord> const& turns);

}  // namespace foyer::service
