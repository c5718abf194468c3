// worker.h - one thread's share of a level: takes each state by every letter. Internal to the walk.
#pragma once

#include <unordered_map>

#include "verify/alphabet.h"
#include "verify/index.h"
#include "verify/properties.h"
#include "verify/sparse.h"

namespace foyer::verify {

inline constexpr std::size_t findings_max = 40;  // of one code: the first few show the fault

// A state that was reached, and by which letter from where: the shortest talk is read off backwards.
struct Node {
  std::uint64_t const* state = nullptr;  // in a SparseStates
  std::uint32_t parent = no_state;
  std::string const* how = nullptr;  // a letter's name
  bool broad = false;  // the first in its mode at its question: tried by the whole alphabet
};

// What all workers read while a level is walked, and none changes.
struct Ground {
  dialog::Loaded const& loaded;
  dialog::Dialog const& dialog;
  Engine const& engine;
  Facts facts;
  Projection key;
  std::vector<Letter> narrow = letters(false), broad = letters(true);
  std::vector<std::vector<Letter>> buttons;  // by place in an Ask
  Letter missing = missing_button();
  std::vector<Node> nodes;
  SparseStates states;
  KeyIndex index;

  Ground(dialog::Loaded const& all, Engine const& under_proof);
  engine::State state(std::uint32_t node) const;
  std::string where_of(dialog::QuestionIndex question) const;
};

// A breach at a letter taken from a state.
struct Caught {
  std::string code, where, what;
  std::uint32_t from = no_state;
  std::string last;
};

class Worker {
 public:
  explicit Worker(Ground const& ground);
  Worker(Worker&&) = default;

  void expand(std::uint32_t from);
  void note(engine::Turn const& turn);

  struct Fresh {
    Key key;
    Node node;
  };
  // Taken over at the end of a level, in order.
  std::vector<Fresh> fresh;
  std::vector<Caught> found;
  void end_level();

  // What was heard and asked on the way, by family and by question.
  std::vector<char> occurs, asked;
  std::size_t transitions = 0;

 private:
  void take(std::uint32_t index, engine::State const& from, Letter const& letter);

  Ground const& ground_;
  engine::Stepped to_;
  engine::Turn open_;
  KeyIndex seen_;  // of `fresh`
  SparseStates states_;
  std::unordered_map<std::string, std::size_t> count_;
};

}  // namespace foyer::verify
