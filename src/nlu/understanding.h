// understanding.h - everything that is loaded from dialogs/understanding and dialogs/safety, and the way
// to a Text.
//
// The inside of a Reader, apart so that tests and tools can look at single rules. Immutable after
// load().
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlu/cases.h"
#include "nlu/lexicon.h"
#include "nlu/rules.h"
#include "nlu/text.h"

namespace foyer::nlu {

class Understanding {
 public:
  static Result<Understanding> load(std::filesystem::path const& dialogs);

  // Normalised, split into clauses, with scope cues.
  Text text(std::string_view typed) const;
  // The same text with a Spanish perfect told in the simple past that rules are written in; none without
  // one.
  std::optional<Text> retold(Text text) const;
  // Hits of one layer, each with its scope.
  std::vector<Hit> hits(Layer layer, Text const& text) const;
  std::vector<Rule const*> rules(Layer layer) const { return bank_.rules(layer); }
  RuleBank const& bank() const { return bank_; }
  Cases const& cases() const { return cases_; }
  Lexicon const& lexicon() const { return lexicon_; }

 private:
  Text prepared(Text text) const;

  Lexicon lexicon_;
  RuleBank bank_;
  Cases cases_;
};

}  // namespace foyer::nlu
