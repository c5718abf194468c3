// play.h - holds a talk test's conversation, and says where it went another way than expected.
#pragma once

#include <optional>
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

// Held in `locale` with `seed`. With the script's own seed the lines are compared by id, with another by
// family: the seed chooses among the lines of one family only.
Played play(service::Edition const& edition, nlu::Reader const& reader, Script const& script,
            std::string const& locale, std::uint64_t seed);

// The script's text with its `foyer` lines as they came, where they are missing, came otherwise, or show
// other words than today's. What still matches (a family, `start.*`) keeps its id.
std::string rewritten(service::Edition const& edition, Script const& script, Played const& played);

// Foyer lines whose words are no longer those of today.
std::size_t old_words(service::Edition const& edition, Script const& script, Played const& played);

// What `means` gives the engine in place of words: `feels sad`, `implies sad`, `risk check_in
// self_harm`, `answer no`, `move complaint`, `practical cost`, `minor`, `unreadable`. Nothing if it is
// none of these.
std::optional<engine::Input> meant(std::string_view what);

// What `walk` does next at a question: first asks in the ways named among `wishes` (`why`,
// `differently`, `help`), then answers with the first of them that is offered, or with the first button;
// tells a story to an open question; opens the first chapter of the menu.
class Walk {
 public:
  explicit Walk(std::string_view wishes);
  engine::Input next(dialog::Dialog const& dialog, engine::Turn const& open);

 private:
  std::vector<std::string> options_;
  std::vector<engine::Input> before_;
  std::size_t asked_ = 0;  // of before_, at this question
};

}  // namespace foyer::script
