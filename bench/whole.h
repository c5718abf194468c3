// whole.h - whole talks through the service over a store in memory: what the server adds the network to.
#pragma once

#include <vector>

#include "base/result.h"
#include "talks.h"

namespace foyer::bench {

// Frame in, sealed turn in the store, frame out; openings are turns too. Turns a second.
Result<double> whole_turns_per_second(std::vector<Visit> const& visits, double seconds);

// A fresh visitor's token.
std::string new_token();

}  // namespace foyer::bench
