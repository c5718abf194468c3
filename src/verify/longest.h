// longest.h - the longest talk that answers (or skips) every question, without detours; answering always
// moves forward on the agenda, so it is finite, and a cycle is a fault. Internal to the walk.
#pragma once

#include <functional>

#include "verify/worker.h"

namespace foyer::verify {

// What the visitor does, turn by turn, from node 0. `on_cycle(node, from)` is called for each place that
// answering leads back to.
std::vector<std::string> longest_talk(Ground const& ground,
                                      std::function<void(std::uint32_t, std::uint32_t)> const& on_cycle);

}  // namespace foyer::verify
