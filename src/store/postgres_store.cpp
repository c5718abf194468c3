#include "store/postgres_store.h"

#include <algorithm>
#include <utility>

#include "store/postgres_schema.h"
#include "store/postgres_workers.h"

namespace foyer::store {
namespace {

constexpr std::size_t connections = 8;
constexpr int sweep_rows = 200;

// One statement is one transaction: all of a turn, or nothing of it.
constexpr char const* open_sql =
    "WITH opened AS (INSERT INTO conversation (id, version, created, expires, structure, state)"
    " VALUES ($1, 0, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING RETURNING id),"
    " kept AS (INSERT INTO turn SELECT id, 0, $6, $7 FROM opened),"
    " counted AS (INSERT INTO count SELECT c.* FROM opened, unnest($8::bigint[], $9::text[], "
    "$10::bigint[]) c)"
    " SELECT count(*)::int8 FROM opened";
// The expiry is moved only when it is a quarter of an hour off, so that most turns touch no index.
constexpr char const* commit_sql =
    "WITH moved AS (UPDATE conversation SET version = $2::bigint, state = $3, expires ="
    " CASE WHEN expires > $4::bigint OR expires < $4::bigint - 900 THEN $4::bigint ELSE expires END"
    " WHERE id = $1 AND version = $2::bigint - 1 RETURNING id),"
    " kept AS (INSERT INTO turn SELECT id, $2::bigint, $5, $6 FROM moved),"
    " counted AS (INSERT INTO count SELECT c.* FROM moved, unnest($7::bigint[], $8::text[], "
    "$9::bigint[]) c)"
    " SELECT count(*)::int8 FROM moved";
constexpr char const* standing_sql =
    "SELECT c.version::int8, t.mark, t.sealed FROM conversation c"
    " LEFT JOIN turn t ON t.conversation = c.id AND t.number = $2 WHERE c.id = $1";
constexpr char const* load_sql =
    "SELECT c.version::int8, c.created::int8, c.expires::int8, c.structure, c.state, t.number::int8, "
    "t.mark, t.sealed"
    " FROM conversation c JOIN turn t ON t.conversation = c.id WHERE c.id = $1 ORDER BY t.number";
constexpr char const* sweep_sql =
    "WITH swept AS (DELETE FROM conversation WHERE id IN (SELECT id FROM conversation WHERE expires <= "
    "$1"
    " ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING 1) SELECT count(*)::int8 FROM swept";
constexpr char const* put_together_sql =
    "WITH old AS (DELETE FROM count WHERE (day, name) IN"
    " (SELECT day, name FROM count GROUP BY day, name HAVING count(*) > 50) RETURNING day, name, times)"
    " INSERT INTO count SELECT day, name, sum(times) FROM old GROUP BY day, name";

void add_counts(std::vector<Parameter>& parameters, std::vector<Count> const& counts) {
  std::vector<std::string> days, names, times;
  for (Count const& one : counts) {
    days.push_back(std::to_string(one.day));
    names.push_back(one.name);
    times.push_back(std::to_string(one.times));
  }
  for (auto const* list : {&days, &names, &times}) parameters.push_back(array(*list));
}

// Nothing was written: is it the turn that stands there, is the conversation elsewhere, or is there
// none?
Tried<Written> standing(PostgresSession& session, Bytes32 const& id, Turn const& turn) {
  auto const rows = session.run(standing_sql, {blob(id), number(turn.number)});
  if (!rows) return tl::unexpected<Failure>(rows.error());
  if (rows->size() == 0) return Written{Outcome::gone, 0, std::nullopt};
  auto const version = static_cast<TurnNumber>(rows->integer(0, 0));
  bool const same = !rows->null(0, 1) && rows->bytes(0, 1) == turn.mark;
  if (!same) return Written{Outcome::conflict, version, std::nullopt};
  return Written{Outcome::replay, version, Turn{turn.number, turn.mark, rows->bytes(0, 2)}};
}

Tried<Written> write(PostgresSession& session, Opening const& opening) {
  Conversation const& row = opening.conversation;
  std::vector<Parameter> parameters = {blob(row.id),
                                       number(row.created),
                                       number(row.expires),
                                       blob(row.structure),
                                       blob(row.state),
                                       blob(opening.turn.mark),
                                       blob(opening.turn.words_and_reply)};
  add_counts(parameters, opening.counts);
  auto const written = session.run(open_sql, parameters);
  if (!written) return tl::unexpected<Failure>(written.error());
  if (written->integer(0, 0) == 0) return standing(session, row.id, opening.turn);
  return Written{};
}

Tried<Written> write(PostgresSession& session, NextTurn const& next) {
  std::vector<Parameter> parameters = {blob(next.id),        number(next.turn.number),
                                       blob(next.state),     number(next.expires),
                                       blob(next.turn.mark), blob(next.turn.words_and_reply)};
  add_counts(parameters, next.counts);
  auto const written = session.run(commit_sql, parameters);
  if (!written) return tl::unexpected<Failure>(written.error());
  if (written->integer(0, 0) == 0) return standing(session, next.id, next.turn);
  return Written{Outcome::committed, next.turn.number, std::nullopt};
}

Tried<std::optional<Record>> read(PostgresSession& session, Bytes32 const& id) {
  auto const rows = session.run(load_sql, {blob(id)});
  if (!rows) return tl::unexpected<Failure>(rows.error());
  if (rows->size() == 0) return std::optional<Record>();
  Record record;
  auto& conversation = record.conversation;
  conversation.id = id;
  conversation.version = static_cast<TurnNumber>(rows->integer(0, 0));
  conversation.created = rows->integer(0, 1);
  conversation.expires = rows->integer(0, 2);
  std::string const structure = rows->bytes(0, 3);
  std::copy_n(structure.begin(), std::min(structure.size(), conversation.structure.size()),
              conversation.structure.begin());
  conversation.state = rows->bytes(0, 4);
  for (int row = 0; row < rows->size(); ++row)
    record.turns.push_back(
        {static_cast<TurnNumber>(rows->integer(row, 5)), rows->bytes(row, 6), rows->bytes(row, 7)});
  return std::optional<Record>(std::move(record));
}

Tried<void> ignore_rows(Tried<Rows> const& rows) {
  if (!rows) return tl::unexpected<Failure>(rows.error());
  return {};
}

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(std::string where) : workers_(std::move(where), connections) {}

  void open(Opening opening, WhenWritten done) override { put(std::move(opening), done); }
  void commit(NextTurn turn, WhenWritten done) override { put(std::move(turn), done); }

  void load(Bytes32 const& id, WhenLoaded done) override {
    auto const work = [id, done](PostgresSession& session) -> Tried<void> {
      auto found = read(session, id);
      if (!found) return tl::unexpected<Failure>(found.error());
      done(std::move(*found));
      return {};
    };
    bool const taken =
        workers_.add(work, [done](Error error) { done(tl::unexpected<Error>(std::move(error))); });
    if (!taken) done(fail("postgresql", "too many conversations are being read at once; try again"));
  }

  void erase(Bytes32 const& id, WhenWritten done) override {
    auto const work = [id, done](PostgresSession& session) -> Tried<void> {
      auto const erased = session.run("DELETE FROM conversation WHERE id = $1", {blob(id)});
      if (!erased) return tl::unexpected<Failure>(erased.error());
      done(Written{});
      return {};
    };
    add(work, done);
  }

  Result<std::uint64_t> sweep(Seconds now) override;
  Result<std::uint64_t> conversations() override {
    return number_of("SELECT count(*)::int8 FROM conversation", {});
  }
  // Asked of the database each time: another node may have swept it since.
  Result<void> put_structure(Bytes32 const& hash, std::string const& structure) override {
    return workers_.wait([&](PostgresSession& session) {
      return ignore_rows(session.run("INSERT INTO structure VALUES ($1, $2) ON CONFLICT DO NOTHING",
                                     {blob(hash), blob(structure)}));
    });
  }
  Result<std::optional<std::string>> structure(Bytes32 const& hash) override;
  Result<std::uint64_t> sweep_structures(std::vector<Bytes32> const& keep) override;
  Result<void> count(std::vector<Count> const& counts) override;
  Result<std::vector<Count>> counts(Day first, Day last) override;
  Result<void> backup(std::string const&) override {
    return fail("--store",
                "PostgreSQL has its own tools for this: pg_basebackup, or pg_dump and pg_restore");
  }
  Result<void> ready() override {
    return workers_.wait([](PostgresSession& session) {
      return ignore_rows(session.run("UPDATE probe SET at = at + 1", {}));
    });
  }

 private:
  template <class What>
  void put(What what, WhenWritten const& done) {
    auto const work = [what = std::move(what), done](PostgresSession& session) -> Tried<void> {
      auto written = write(session, what);
      if (!written) return tl::unexpected<Failure>(written.error());
      done(std::move(*written));
      return {};
    };
    add(work, done);
  }
  void add(PostgresWorkers::Work work, WhenWritten const& done) {
    bool const taken = workers_.add(
        std::move(work), [done](Error error) { done(tl::unexpected<Error>(std::move(error))); });
    if (!taken) done(Written{Outcome::busy, 0, std::nullopt});
  }
  // The one number that a statement answers with.
  Result<std::uint64_t> number_of(char const* sql, std::vector<Parameter> const& parameters) {
    std::uint64_t found = 0;
    auto const done = workers_.wait([&](PostgresSession& session) -> Tried<void> {
      auto const rows = session.run(sql, parameters);
      if (!rows) return tl::unexpected<Failure>(rows.error());
      found = static_cast<std::uint64_t>(rows->integer(0, 0));
      return {};
    });
    if (!done) return tl::unexpected<Error>(done.error());
    return found;
  }

  PostgresWorkers workers_;
};

Result<std::uint64_t> PostgresStore::sweep(Seconds now) {
  std::uint64_t all = 0;
  for (;;) {
    auto const some = number_of(sweep_sql, {number(now), number(sweep_rows)});
    if (!some) return tl::unexpected<Error>(some.error());
    all += *some;
    if (*some < sweep_rows) break;
  }
  auto const together = workers_.wait(
      [](PostgresSession& session) { return ignore_rows(session.run(put_together_sql, {})); });
  if (!together) return tl::unexpected<Error>(together.error());
  return all;
}

Result<std::optional<std::string>> PostgresStore::structure(Bytes32 const& hash) {
  std::optional<std::string> found;
  auto const done = workers_.wait([&](PostgresSession& session) -> Tried<void> {
    auto const rows = session.run("SELECT content FROM structure WHERE hash = $1", {blob(hash)});
    if (!rows) return tl::unexpected<Failure>(rows.error());
    if (rows->size() > 0) found = rows->bytes(0, 0);
    return {};
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return found;
}

Result<std::uint64_t> PostgresStore::sweep_structures(std::vector<Bytes32> const& keep) {
  std::vector<std::string> kept;
  for (auto const& one : keep) {
    std::string hex = "\\x";
    for (auto const byte : one) {
      hex += "0123456789abcdef"[byte >> 4];
      hex += "0123456789abcdef"[byte & 15];
    }
    kept.push_back(std::move(hex));
  }
  return number_of(
      "WITH gone AS (DELETE FROM structure s WHERE NOT EXISTS (SELECT 1 FROM conversation c WHERE "
      "c.structure = s.hash)"
      " AND s.hash <> ALL ($1::bytea[]) RETURNING 1) SELECT count(*)::int8 FROM gone",
      {array(kept)});
}

Result<void> PostgresStore::count(std::vector<Count> const& counts) {
  return workers_.wait([&](PostgresSession& session) {
    std::vector<Parameter> parameters;
    add_counts(parameters, counts);
    return ignore_rows(session.run(
        "INSERT INTO count SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[])", parameters));
  });
}

Result<std::vector<Count>> PostgresStore::counts(Day first, Day last) {
  std::vector<Count> found;
  auto const done = workers_.wait([&](PostgresSession& session) -> Tried<void> {
    auto const rows = session.run(
        "SELECT day::int8, name, sum(times)::int8 FROM count WHERE day BETWEEN $1 AND $2 GROUP BY day, "
        "name"
        " ORDER BY day, name COLLATE \"C\"",
        {number(first), number(last)});
    if (!rows) return tl::unexpected<Failure>(rows.error());
    for (int row = 0; row < rows->size(); ++row)
      found.push_back({static_cast<Day>(rows->integer(row, 0)), rows->bytes(row, 1),
                       static_cast<std::uint64_t>(rows->integer(row, 2))});
    return {};
  });
  if (!done) return tl::unexpected<Error>(done.error());
  return found;
}

}  // namespace

Result<std::unique_ptr<Store>> postgres_store(std::string const& where) {
  auto session = PostgresSession::connect(where);
  if (!session) return tl::unexpected<Error>(session.error().error);
  if (auto migrated = migrate(*session, postgres_migrations()); !migrated)
    return tl::unexpected<Error>(migrated.error().error);
  return std::unique_ptr<Store>(std::make_unique<PostgresStore>(where));
}

}  // namespace foyer::store
