// play.h - holds a talk test's conversation, and says where it went another way than expected.
#pragma once

#include <set>

#include "script/script.h"
#include "service/conversation.h"

namespace foyer::script {

struct Failure {
  std::size_t line = 0;  // of the script
  std::string what;      // one or more lines for a person to read
};

struct Played {
  std::vector<Failure> failures;
  std::vector<engine::Turn> turns;  // by step, as far as the talk could be held
  std::set<std::string> heard;      // line ids
};

// Held with `seed`. With the script's own seed the lines are compared by id, with another by family: the seed chooses among
// the lines of one family only.
Played play(service::Edition const& edition, nlu::Reader const& reader, Script const& script, std::uint64_t seed);

// The script's text with its `foyer` lines as they came, where they are missing, came otherwise, or show other words than
// today's. What still matches (a family, `start.*`) keeps its id.
std::string rewritten(service::Edition const& edition, Script const& script, Played const& played);

// Foyer lines whose words are no longer those of today.
std::size_t old_words(service::Edition const& edition, Script const& script, Played const& played);

// What `means` gives the engine in place of words: `feels sad`, `implies sad`, `risk check_in self_harm`, `answer no`,
// `move complaint`, `practical cost`, `minor`, `unreadable`. Nothing if it is none of these.
std::optional<engine::Input> meant(std::string_view what);

}  // namespace foyer::script
