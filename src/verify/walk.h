// walk.h - every reachable state of the engine's own step, by breadth: so the first way to a finding is the shortest.
#pragma once

#include "verify/finding.h"

namespace foyer::verify {

// Adds findings, counts and the longest talk to `report`. Properties are in properties.h.
void walk(dialog::Loaded const& loaded, Step const& step, Report& report);

}  // namespace foyer::verify
