#include "store/postgres_schema.h"

#include <array>

namespace foyer::store {
namespace {

// Counts are only ever added as rows (and put together by the sweep): turns of many visitors would wait
// for each other on one row a day. The turns go with their conversation by the foreign key, also one
// that is written at that moment.
constexpr char const* first = R"sql(
CREATE TABLE conversation (
  id        bytea PRIMARY KEY CHECK (length(id) = 32),
  version   bigint NOT NULL,
  created   bigint NOT NULL,
  expires   bigint NOT NULL,
  structure bytea NOT NULL,
  state     bytea NOT NULL
) WITH (fillfactor = 70);
CREATE INDEX conversation_expires ON conversation (expires);
CREATE INDEX conversation_structure ON conversation (structure);
CREATE TABLE turn (
  conversation bytea NOT NULL REFERENCES conversation ON DELETE CASCADE,
  number       bigint NOT NULL,
  mark         bytea NOT NULL,
  sealed       bytea NOT NULL,
  PRIMARY KEY (conversation, number)
);
CREATE TABLE structure (hash bytea PRIMARY KEY, content bytea NOT NULL);
CREATE TABLE count (day bigint NOT NULL, name text NOT NULL, times bigint NOT NULL);
CREATE INDEX count_day ON count (day, name);
CREATE TABLE probe (one int PRIMARY KEY CHECK (one = 1), at bigint NOT NULL);
INSERT INTO probe VALUES (1, 0);
)sql";

constexpr std::array<char const*, 1> all = {first};

// "Foye": held until the transaction ends.
constexpr char const* begin = "BEGIN; SELECT pg_advisory_xact_lock(1181710693)";

Tried<std::int64_t> version_of(PostgresSession& session) {
  auto made =
      session.script(std::string(begin) +
                     "; CREATE TABLE IF NOT EXISTS foyer_schema (version bigint NOT NULL); COMMIT");
  if (!made) return tl::unexpected<Failure>(made.error());
  auto const found = session.run("SELECT coalesce(max(version), 0)::int8 FROM foyer_schema", {});
  if (!found) return tl::unexpected<Failure>(found.error());
  return found->integer(0, 0);
}

// Nothing is done if another node took the step while this one waited for the lock.
Tried<void> take_step(PostgresSession& session, char const* step, std::size_t number) {
  auto done = session.script(begin);
  if (!done) return done;
  auto const at = session.run("SELECT coalesce(max(version), 0)::int8 FROM foyer_schema", {});
  if (at && at->integer(0, 0) >= static_cast<std::int64_t>(number)) return session.script("ROLLBACK");
  if (!at) done = tl::unexpected<Failure>(at.error());
  if (done) done = session.script(step);
  if (done)
    done = session.script("INSERT INTO foyer_schema VALUES (" + std::to_string(number) + "); COMMIT");
  if (!done) (void)session.script("ROLLBACK").has_value();
  return done;
}

}  // namespace

std::span<char const* const> postgres_migrations() {
  return all;
}

Tried<void> migrate(PostgresSession& session, std::span<char const* const> steps) {
  auto const version = version_of(session);
  if (!version) return tl::unexpected<Failure>(version.error());
  if (*version > static_cast<std::int64_t>(steps.size())) {
    Error error{"--store", "this database was written by a newer Foyer (schema " +
                               std::to_string(*version) + "; this one knows up to " +
                               std::to_string(steps.size()) + "): upgrade Foyer"};
    return tl::unexpected<Failure>(Failure{std::move(error), false});
  }
  for (auto at = static_cast<std::size_t>(*version); at < steps.size(); ++at) {
    if (auto taken = take_step(session, steps[at], at + 1); !taken) return taken;
  }
  return {};
}

}  // namespace foyer::store
