// rules.h - rules as data (docs/understanding.md), compiled once, and where they hit.
//
//   RuleBank bank;
//   bank.add("dialogs/safety/en.json", Layer::safety);       // any number of files, then
//   auto done = bank.compile();                              // every fault of every file at once
//   std::vector<Hit> hits = bank.find(Layer::safety, text);
//
// One pass over the text, for all layers and both languages, finds the words without which patterns
// cannot match (needed.h); only the patterns that are left are run. Measured against RE2::Set, whose one
// automaton grows with every unseen sentence: some ten times faster on first sight. Linear time,
// immutable after compile(); const methods may be called from any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlu/scope.h"
#include "nlu/text.h"

namespace foyer::nlu {

enum class Layer : std::uint8_t { scope, answers, moves, feelings, safety };
inline constexpr std::size_t layer_count = 5;

// What a rule says when it hits: exactly one of answer, move, topic, feeling, risk, mark.
struct Says {
  Answer answer = Answer::none;
  Move move = Move::none;
  Topic topic = Topic::none;  // a topic is a `practical` move
  bool feels = false;
  Feeling feeling = 0;
  bool implied = false;
  Risk risk = Risk::none;
  Tier tier = Tier::none;
  std::string mark;   // scope cues, idiom, joke, retraction, minor, method, distress and what else a
                      // judge understands
  double weight = 1;  // answers and moves: how much it counts
};

struct Rule {
  std::string id, file, locale;
  Says says;
  std::vector<std::string> patterns;  // as written, macros expanded
  std::uint32_t ignores = 0;          // scopes that do not touch this rule, bits of ScopeBit
  std::vector<std::string> catches, misses;
};

struct Hit {
  Rule const* rule = nullptr;
  std::uint32_t begin = 0, end = 0;  // in text.folded
  std::uint32_t clause = 0;          // where it begins
  Scope scope;                       // what `ignores` names is left unset
};

class RuleBank {
 public:
  RuleBank();
  ~RuleBank();
  RuleBank(RuleBank&&) noexcept;
  RuleBank& operator=(RuleBank&&) noexcept;

  void add(std::filesystem::path const& file, Layer layer);
  Result<void> compile();

  // Patterns that may match; belongs into text.candidates before find() is asked.
  std::vector<int> candidates(Text const& text) const;
  std::vector<std::string> always_run() const;  // ids of rules with a pattern that has no needed words

  // Hits in the order of the text, scope not yet filled. What lies inside a `mark: idiom` of the same
  // layer is left out; in the safety layer an idiom is blanked: no pattern reaches across it.
  std::vector<Hit> find(Layer layer, Text const& text) const;
  std::vector<Hit> find_unfiltered(Layer layer,
                                   Text const& text) const;  // the same by running every rule; for tests
  std::vector<Rule const*> rules(Layer layer) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace foyer::nlu
