// cases.h - danger that no single phrase says: small signs that together in a few words amount to one.
//
//   "my will is on the desk, by sunday it won't matter"   settling + ending soon: a plan, crisis_now
//
// A sign is a `mark` rule of the safety layer (dialogs/safety/signs/{en,es}.json): alone it is no alarm.
// A case (dialogs/safety/cases.json) lists, for each of its places, the signs that may stand there; all
// places filled within `within` words, by signs that are not denied nor over, are its risk at its tier.
// "their gone" is the sign `gone` said of somebody else. One list of cases serves both languages, and a
// message that mixes them. Pure; immutable after load().
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlu/rules.h"

namespace foyer::nlu {

// Signs of a case are at most this many words apart unless it says otherwise: two or three sentences.
inline constexpr int case_words = 30;

struct Case {
  std::string id;
  std::vector<std::uint64_t> places;  // each a set of signs, bits of Cases::signs()
  Risk risk = Risk::none;
  Tier tier = Tier::none;
  int within = case_words;
  std::vector<std::string> catches, misses;
};

struct Composed {
  Case const* found = nullptr;
  std::vector<Hit const*> signs;  // one for each place
};

class Cases {
 public:
  // A sign that no rule of `bank` marks, or a label that does not exist, is an error with the case's id.
  static Result<Cases> load(std::filesystem::path const& file, RuleBank const& bank);

  // Every case that the text holds, `hits` being those of Layer::safety with their scopes.
  std::vector<Composed> find(Text const& text, std::vector<Hit> const& hits) const;

  std::vector<Case> const& all() const { return cases_; }
  std::vector<std::string> const& signs() const { return signs_; }

 private:
  std::vector<std::string> signs_;
  std::vector<Case> cases_;
};

}  // namespace foyer::nlu
