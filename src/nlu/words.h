// words.h - one typed word, undone: digits for letters, stars, stretched letters, contractions, slang,
// misspellings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "nlu/lexicon.h"

namespace foyer::nlu {

// What the word stands for, one or more words ("cant" -> "can not"). `out` is overwritten.
void read_word(std::string_view typed, Lexicon const& lexicon, std::string& out);

// Letters that were typed apart ("d i e", "i w a n t t o d i e"), put together again; empty when they
// make no words.
std::string join_letters(std::string_view letters, Lexicon const& lexicon);

}  // namespace foyer::nlu
