// feelings.h - which of the 42 feelings were said, of whom, when, and whether they were denied.
#pragma once

#include <vector>

#include "nlu/rules.h"

namespace foyer::nlu {

// `hits` are those of Layer::feelings, with their scopes; mentions come in the order of the text.
std::vector<FeelingMention> find_feelings(Text const& text, std::vector<Hit> const& hits);

}  // namespace foyer::nlu
