// walk.h - every reachable state of the engine, level by level, by each thing that a visitor can do;
// each transition is held against properties.h. Several threads share a level; what they find is put
// together in the order of the states, so that the proof and its shortest talks are the same with any
// number of them.
#pragma once

#include "verify/finding.h"

namespace foyer::verify {

void walk(dialog::Loaded const& loaded, Engine const& engine, Report& report);

}  // namespace foyer::verify
