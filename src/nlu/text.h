// text.h - one utterance, made fit for rules: folded text, the visitor's own words behind it, clauses
// and scope cues.
//
// `folded` is what every pattern sees: lower case, accents folded, contractions and slang written out
// ("i'm", "im" and "i am" are one), one space between words, one punctuation mark at most. Tokens lead
// back to the original spelling.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nlu/reading.h"

namespace foyer::nlu {

struct Token {
  std::uint32_t begin = 0, end = 0;                    // in folded
  std::uint32_t original_begin = 0, original_end = 0;  // in original
};

// How a clause hangs on the one before it: `loose` (comma, and, or) lets negation and subject carry
// over.
enum class Joint : std::uint8_t { sentence, contrast, reason, loose };

struct Clause {
  std::uint32_t begin = 0, end = 0;  // in folded, without the mark or word that divides
  Joint joint = Joint::sentence;
};

// What a cue does to the words around it; see docs/understanding.md.
enum class CueKind : std::uint8_t {
  negation,
  concord,
  pseudo,
  past,
  now,
  self,
  other,
  bot,
  hypothetical,
  quote,
  question,
  doubt,
  less
};

struct Cue {
  CueKind kind = CueKind::negation;
  std::uint32_t begin = 0, end = 0;  // in folded
  std::uint32_t clause = 0;
  // What the other cues make of a negation (settle() in scope.h): silent inside a pseudo negation, or as
  // the same word as another; what begins at its reach or later has a subject of its own, undenied.
  bool silent = false;
  std::uint32_t reach = UINT32_MAX;
};

struct Text {
  std::string original;  // valid UTF-8, cut at characters_max
  std::string folded;
  std::vector<Token> tokens;
  std::vector<Clause> clauses;
  std::vector<Cue> cues;        // sorted by begin, settled
  std::vector<int> candidates;  // patterns that may match, ascending
  std::vector<std::uint32_t>
      quotes;  // where quotation marks stood, in folded; every two enclose a quotation

  // The visitor's own spelling of folded[begin, end).
  std::string said(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t clause_at(std::uint32_t position) const;
};

}  // namespace foyer::nlu
