// normalise.h - whatever was typed, into the one form that rules are written for.
//
//   Text text = normalise("I'm sooo d0ne… :(", lexicon);     // folded: "i am so done. emoji_sad"
//
// Linear in the text; nothing fails. Broken bytes, invisible characters, look-alike letters, digits in
// words ("k1ll"), stars ("k*ll"), spaced letters ("d i e") and stretched ones ("nooo") are undone.
// Clauses and cues are filled in later.
#pragma once

#include <string_view>

#include "nlu/lexicon.h"
#include "nlu/text.h"

namespace foyer::nlu {

// Longer texts are read up to here; the wire allows 4,000 characters.
inline constexpr std::size_t text_bytes_max = 32768;

Text normalise(std::string_view typed, Lexicon const& lexicon);

}  // namespace foyer::nlu
