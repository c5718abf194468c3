// scope.h - what the words around a hit do to it: denied, past, someone else's, only imagined, quoted.
//
// NegEx and ConText, simplified: cues are rules of dialogs/understanding/{en,es}/scope.json; a cue
// reaches as far as its clause, and over a loose joint (comma, and, or) when the next clause has no
// subject of its own.
#pragma once

#include <vector>

#include "nlu/text.h"

namespace foyer::nlu {

enum ScopeBit : std::uint32_t {
  scope_negation = 1,
  scope_past = 2,
  scope_person = 4,
  scope_hypothetical = 8,
  scope_quote = 16,
  scope_question = 32
};

struct Scope {
  bool negated = false;
  int negations = 0;  // how many cues reach it; an even number cancels
  Who who = Who::self;
  bool bot = false;  // said of the program ("you are useless")
  When time = When::now;
  bool quoted = false;
  bool question = false;  // its sentence ends in a question mark
};

// Works out, once for a text, what its cues do to each other; `cues` are sorted by begin. Asked of every
// hit anew it would take seconds on a long message that is made for it.
void settle(std::vector<Cue>& cues, std::string_view folded);

// The scope of text.folded[begin, end); cues inside that span do not count. `ignores` are ScopeBits left
// unset.
Scope scope_of(Text const& text, std::uint32_t begin, std::uint32_t end, std::uint32_t ignores);

// "I am afraid that | she gets angry if I tell her", "no sé si | quiero": what is feared or doubted is
// not said to be so. Holds to the end of the clause.
bool withheld(Text const& text, std::uint32_t begin);

// "I trust people | less", "cada vez menos | ...": a word of less right at its side turns what is said.
bool lessened(Text const& text, std::uint32_t begin, std::uint32_t end);

}  // namespace foyer::nlu
