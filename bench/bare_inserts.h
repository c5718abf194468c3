// bare_inserts.h - the reference for the store: rows of a turn's size into SQLite, so many a commit, and
// nothing else. With the store's own pragmas, but SQLite's own checkpoints: the store has a thread for
// those.
#pragma once

#include <string>
#include <vector>

namespace foyer::bench {

struct BareInserts {
  double rows_per_second = 0;        // 0: it failed
  std::vector<double> milliseconds;  // of each commit
};
BareInserts bare_inserts(std::string const& file, int rows, int rows_a_commit);

}  // namespace foyer::bench
