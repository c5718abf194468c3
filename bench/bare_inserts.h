// bare_inserts.h - the reference for the store: rows of a turn's size into SQLite, so many a commit, and
// nothing else. With the store's own pragmas, but SQLite's own checkpoints: the store has a thread for
// those.
#pragma once

#include <string>

namespace foyer::bench {

// Rows a second; 0: it failed.
double bare_inserts(std::string const& file, int rows, int rows_a_commit);

}  // namespace foyer::bench
