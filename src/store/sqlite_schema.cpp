#include "store/sqlite_schema.h"

#include <array>

namespace foyer::store {
namespace {

constexpr std::int64_t application = 0x466f7965;  // "Foye", so that `file` and we can tell

// `row` is given in order of arrival, so that the conversations of this hour lie together: a turn then
// touches pages that are warm already, however many conversations are kept. Expiry is the only moment
// that is indexed.
constexpr char const* first = R"sql(
CREATE TABLE conversation (
  row       INTEGER PRIMARY KEY,
  id        BLOB NOT NULL UNIQUE CHECK (length(id) = 32),
  version   INTEGER NOT NULL,
  created   INTEGER NOT NULL,
  expires   INTEGER NOT NULL,
  structure BLOB NOT NULL,
  state     BLOB NOT NULL
) STRICT;
CREATE INDEX conversation_expires ON conversation (expires);
CREATE INDEX conversation_structure ON conversation (structure);
CREATE TABLE turn (
  conversation INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  mark         BLOB NOT NULL,
  sealed       BLOB NOT NULL,
  PRIMARY KEY (conversation, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE structure (
  hash    BLOB PRIMARY KEY,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE count (
  day   INTEGER NOT NULL,
  name  BLOB NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (day, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE probe (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  at  INTEGER NOT NULL
) STRICT;
INSERT INTO probe VALUES (1, 0);
)sql";

constexpr std::array<char const*, 1> all = {first};

Result<void> check_owner(Database& database, std::int64_t version) {
  auto const owner = database.integer("PRAGMA application_id");
  if (!owner) return tl::unexpected<Error>(owner.error());
  auto const tables = database.integer("SELECT count(*) FROM sqlite_schema");
  if (!tables) return tl::unexpected<Error>(tables.error());
  bool const fresh = version == 0 && *owner == 0 && *tables == 0;
  if (fresh || *owner == application) return {};
  return fail(database.file(), "this database belongs to another program; choose another file");
}

// Nothing is done if another process took the step while this one waited for its turn.
Result<void> take_step(Database& database, char const* step, std::size_t number) {
  std::string const stamp = "PRAGMA application_id=" + std::to_string(application) +
                            "; PRAGMA user_version=" + std::to_string(number) + "; COMMIT";
  auto done = database.run("BEGIN IMMEDIATE");
  if (!done) return done;
  auto const version = database.integer("PRAGMA user_version");
  if (version && *version >= static_cast<std::int64_t>(number)) return database.run("ROLLBACK");
  if (!version) done = tl::unexpected<Error>(version.error());
  if (done) done = database.run(step);
  if (done) done = database.run(stamp.c_str());
  if (!done && database.in_transaction()) {
    auto undone = database.run("ROLLBACK");
    if (!undone) return undone;
  }
  return done;
}

}  // namespace

std::span<char const* const> migrations() {
  return all;
}

Result<void> migrate(Database& database, std::span<char const* const> steps) {
  // One view of it: another process may be bringing it up to date at this moment.
  if (auto begun = database.run("BEGIN"); !begun) return begun;
  auto const version = database.integer("PRAGMA user_version");
  auto owned = version ? check_owner(database, *version) : Result<void>();
  if (auto ended = database.run("COMMIT"); !ended) return ended;
  if (!version) return tl::unexpected<Error>(version.error());
  if (*version > static_cast<std::int64_t>(steps.size())) {
    return fail(database.file(), "this database was written by a newer Foyer (schema " +
                                     std::to_string(*version) + "; this one knows up to " +
                                     std::to_string(steps.size()) +
                                     "): upgrade Foyer, or restore a backup made before the upgrade");
  }
  if (!owned) return owned;
  for (auto at = static_cast<std::size_t>(*version); at < steps.size(); ++at) {
    if (auto taken = take_step(database, steps[at], at + 1); !taken) {
      taken.error().what +=
          " (in step " + std::to_string(at + 1) + " of the schema; the steps before it stand)";
      return taken;
    }
  }
  return {};
}

}  // namespace foyer::store
