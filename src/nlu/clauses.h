// clauses.h - where one thought ends and the next begins; scope never crosses a hard joint.
#pragma once

#include "nlu/text.h"

namespace foyer::nlu {

// Fills text.clauses: split at . ; ? ! (sentence), but/pero (contrast), because/porque (reason),
// comma/and/or (loose).
void split_clauses(Text& text);

}  // namespace foyer::nlu
