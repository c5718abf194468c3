// moves.h - what a visitor wants of the talk itself: repeat, skip, stop, who are you, what does it cost.
#pragma once

#include <vector>

#include "nlu/rules.h"

namespace foyer::nlu {

struct Wanted {
  Move move = Move::none;
  Topic topic = Topic::none;
  double confidence = 0;
  std::vector<Evidence> because;
};

// `hits` are those of Layer::moves with their scopes.
Wanted choose_move(Text const& text, std::vector<Hit> const& hits);

}  // namespace foyer::nlu
