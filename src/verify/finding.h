// finding.h - what `foyer check` found: a code with a page in docs/faults.md, a place to open, and how
// to get there.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "dialog/load.h"
#include "engine/step.h"

namespace foyer::verify {

struct Finding {
  std::string code;
  std::string where;  // file:line
  std::string what;
  std::vector<std::string> talk;  // the shortest talk that leads there; empty: not about a talk
};

// The engine under proof. The tests put faulty ones in its place; those need not be safe to call from
// two threads.
using Step =
    std::function<engine::Stepped(dialog::Dialog const&, engine::State const&, engine::Input const&)>;

// The same into a Stepped that is used again, and by how many threads at once.
struct Engine {
  std::function<void(dialog::Dialog const&, engine::State const&, engine::Input const&,
                     engine::Stepped&)>
      step;
  unsigned threads = 1;
};

struct Report {
  std::vector<Finding> findings;
  std::size_t states = 0, transitions = 0;
  std::size_t longest_turns = 0;  // answering every question, without detours
  double seconds = 0;
};

}  // namespace foyer::verify
