// bench_store.h - how fast turns become durable.
#pragma once

#include <string>

namespace foyer::cli {

// In a scratch folder below `where` (empty: the system's). Exit code.
int bench_store(std::string const& where, int turns);

}  // namespace foyer::cli
