// filler.h - makes a store look as if it had been used for long: conversations of the right size, with
// random bytes in the place of sealed ones.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace foyer::bench {

// Adds conversations until there are `wanted`, each with `turns` turns, to a store that nobody has open.
Result<void> fill(std::string const& file, std::int64_t wanted, int turns);

}  // namespace foyer::bench
