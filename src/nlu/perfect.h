// perfect.h - Spanish tells one past in two tenses: "me pegó" in much of America, "me ha pegado" in
// Spain and the Andes. Rules are written in the first; this gives them the second.
#pragma once

#include "nlu/text.h"

namespace foyer::nlu {

// Rewrites every perfect of `text.folded` as a simple past, its two tokens as one that still leads back
// to the words as typed: "me ha pegado" -> "me pego", "he hecho" -> "hice". Clauses, cues and candidates
// are left to be found anew. False, and nothing changed, when there is none.
bool retell_perfect(Text& text);

}  // namespace foyer::nlu
