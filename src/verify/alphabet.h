// alphabet.h - one input for each thing a visitor can do that the engine can tell apart.
#pragma once

#include <string>
#include <vector>

#include "dialog/model.h"
#include "engine/turn.h"

namespace foyer::verify {

struct Letter {
  engine::Input input;
  std::string name;      // as it is written in a shortest talk: "says: no", "skip"
  bool depends = false;  // its effect may hang on what the key leaves out (key.h)
};

// What can be said or done in any state. `breadth` adds every kind of danger, feeling and topic; without
// it one of each family that the engine treats alike.
std::vector<Letter> letters(bool breadth);

// The buttons of a question (its place in an Ask), by option; and one that is never offered.
std::vector<Letter> buttons(dialog::Question const& question);
Letter missing_button();

}  // namespace foyer::verify
