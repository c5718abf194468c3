#include "filler.h"

#include "store/sqlite_database.h"

namespace foyer::bench {
namespace {

// Past the store, and without a journal: at its own pace a million would take an hour.
std::string statements(std::int64_t wanted, int turns) {
  auto const many = std::to_string(wanted), each = std::to_string(turns);
  return "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; BEGIN;"
         "CREATE TEMP TABLE sizes AS SELECT"
         "  (SELECT max(row) FROM conversation) AS last,"
         "  (SELECT CAST(avg(length(state)) AS INTEGER) FROM conversation) AS state,"
         "  (SELECT CAST(avg(length(sealed)) AS INTEGER) FROM turn) AS turn,"
         "  (SELECT structure FROM conversation LIMIT 1) AS structure;"
         "INSERT INTO conversation"
         "  WITH RECURSIVE n(i) AS (SELECT last + 1 FROM sizes UNION ALL SELECT i + 1 FROM n WHERE i "
         "< " +
         many + ") SELECT i, randomblob(32), " + each +
         " - 1, 4000000000, 4000000000, structure, randomblob(state) FROM n, sizes WHERE i <= " + many +
         ";"
         "INSERT INTO turn"
         "  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < " +
         each +
         " - 1) SELECT row, i, randomblob(32), randomblob(sizes.turn) FROM conversation, sizes, n"
         "  WHERE row > last ORDER BY row, i;"
         "COMMIT; DROP TABLE sizes";
}

}  // namespace

Result<void> fill(std::string const& file, std::int64_t wanted, int turns) {
  auto database = store::Database::open(file, store::Database::Use::write);
  if (!database) return tl::unexpected<Error>(database.error());
  return database->run(statements(wanted, turns).c_str());
}

}  // namespace foyer::bench
