// key.h - what of a state can still matter to the structure of a talk: the quotient that makes it finite
// and small.
//
// Left out, and why it is sound:
//  - marks that no later `when` looks at, and of the others everything but whether each such condition
//  holds;
//  - the trail: going back leads to a place with the marks of its time, which walking forward reaches
//  too;
//  - heard lines, the seed and the turn: they choose among lines of one family, and every property
//  speaks of families;
//  - repaired, asides, offers, distress, abuse: the walk tries both extremes of each at every state
//  (walk.cpp), so it proves
//    more states than can be reached.
// tests/verify checks it from outside: every state of random talks lies in the proved set.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "dialog/model.h"
#include "engine/state.h"

namespace foyer::verify {

struct Key {
  std::uint64_t agenda = 0, conditions = 0;
  bool operator==(Key const&) const = default;
};

struct KeyHash {
  std::size_t operator()(Key const& key) const {
    return static_cast<std::size_t>((key.agenda * 0x9e3779b97f4a7c15U) ^
                                    (key.conditions * 0xc2b2ae3d27d4eb4fU) ^ (key.conditions >> 29));
  }
};

class Projection {
 public:
  explicit Projection(dialog::Dialog const& dialog);

  // False: more than 64 different conditions, which is more than the proof can hold.
  bool fits() const { return conditions_.size() <= 64; }
  Key operator()(engine::State const& state) const;

 private:
  std::uint64_t live(engine::Place const& at) const;

  std::vector<dialog::Condition> conditions_;  // distinct
  std::vector<std::uint64_t> of_question_;     // bit c: the question has condition c
  std::vector<std::uint64_t> trunk_after_;     // by question: conditions of trunk questions after it
  std::vector<std::uint64_t> chapter_after_;   // by question: of its own chapter, after it
  std::vector<std::uint64_t> whole_chapter_;   // by chapter
  bool away(engine::State const& state) const;

  dialog::QuestionIndex menu_ = dialog::no_question, length_ = dialog::no_question,
                        place_ = dialog::no_question;
  std::uint64_t licensed_ = 0;
};

}  // namespace foyer::verify
