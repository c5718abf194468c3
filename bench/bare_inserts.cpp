#include "bare_inserts.h"

#include <sqlite3.h>

#include "figures.h"

namespace foyer::bench {
namespace {

constexpr char const* setup =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;"
    "CREATE TABLE turn (session INTEGER, number INTEGER, body BLOB, PRIMARY KEY (session, number))"
    " WITHOUT ROWID";
constexpr std::size_t row_bytes = 1400;  // a sealed state and a sealed turn of talkers.h

}  // namespace

BareInserts bare_inserts(std::string const& file, int rows, int rows_a_commit) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  auto const run = [&](char const* sql) {
    return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  bool fine = run(setup);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO turn VALUES (?1, ?2, ?3)", -1, &insert, nullptr);
  std::string const row(row_bytes, 'r');
  BareInserts done;
  auto const began = Steady::now();
  for (int turn = 0; turn < rows && fine;) {
    auto const commit_began = Steady::now();
    fine = run("BEGIN");
    for (int i = 0; i < rows_a_commit && turn < rows && fine; ++i, ++turn) {
      sqlite3_bind_int(insert, 1, turn % rows_a_commit);
      sqlite3_bind_int(insert, 2, turn / rows_a_commit);
      sqlite3_bind_blob(insert, 3, row.data(), static_cast<int>(row.size()), SQLITE_STATIC);
      fine = sqlite3_step(insert) == SQLITE_DONE;
      sqlite3_reset(insert);
    }
    fine = fine && run("COMMIT");
    done.milliseconds.push_back(1000 * seconds_since(commit_began));
  }
  done.rows_per_second = fine ? rows / seconds_since(began) : 0;
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return done;
}

}  // namespace foyer::bench
