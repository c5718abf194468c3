// What only a store of several machines can promise, or fail at.
#include <atomic>
#include <thread>

#include "postgres_server.h"
#include "store/postgres_schema.h"
#include "store_fixture.h"

namespace foyer::store {
namespace {

TEST_CASE("two nodes on one conversation: each turn is kept once, whichever node was asked") {
  std::string const where = postgres_server().fresh();
  auto const one = postgres(where);
  auto const other = postgres(where);
  REQUIRE(wait_open(*one, opening_of(id_of(1))));
  for (TurnNumber number = 1; number <= 30; ++number) {
    std::atomic<int> committed = 0, odd = 0;
    std::vector<std::thread> group;
    for (auto* const node : {one.get(), other.get(), one.get(), other.get()}) {
      group.emplace_back([&, node] {
        auto const answer = wait_commit(*node, turn_of(id_of(1), number, "same words"));
        if (answer && answer->outcome == Outcome::committed) ++committed;
        if (!answer || (answer->outcome != Outcome::committed && answer->outcome != Outcome::replay))
          ++odd;
      });
    }
    for (auto& thread : group) thread.join();
    CHECK(committed == 1);
    CHECK(odd == 0);
  }
  CHECK((*wait_load(*other, id_of(1)))->turns.size() == 31);
}

TEST_CASE("a turn that is written while its conversation is erased leaves nothing behind") {
  std::string const where = postgres_server().fresh();
  auto const store = postgres(where);
  for (int round = 0; round < 60; ++round) {
    Bytes32 const id = id_of(100 + round);
    REQUIRE(wait_open(*store, opening_of(id)));
    std::thread writer([&] { (void)wait_commit(*store, turn_of(id, 1)).has_value(); });
    REQUIRE(wait_erase(*store, id));
    writer.join();
    CHECK_FALSE(wait_load(*store, id)->has_value());
  }
  auto session = PostgresSession::connect(where);
  REQUIRE(session);
  CHECK(session->run("SELECT count(*)::int8 FROM turn", {})->integer(0, 0) == 0);
}

TEST_CASE("nodes that start together bring the schema up to date once") {
  std::string const where = postgres_server().fresh();
  std::atomic<int> failed = 0;
  std::vector<std::thread> group;
  for (int node = 0; node < 5; ++node)
    group.emplace_back([&] {
      if (!postgres_store(where)) ++failed;
    });
  for (auto& thread : group) thread.join();
  CHECK(failed == 0);
}

TEST_CASE("a step of PostgreSQL's schema is taken whole or not at all, and a newer schema is refused") {
  std::string const where = postgres_server().fresh();
  auto session = PostgresSession::connect(where);
  REQUIRE(session);
  std::array<char const*, 2> const broken = {"CREATE TABLE one (a int)",
                                             "CREATE TABLE two (a int); SELECT nothing"};
  CHECK_FALSE(migrate(*session, broken));
  CHECK(session->run("SELECT max(version)::int8 FROM foyer_schema", {})->integer(0, 0) == 1);
  CHECK(session->run("SELECT (to_regclass('two') IS NULL)::int::int8", {})->integer(0, 0) == 1);
  std::array<char const*, 2> const mended = {broken[0], "CREATE TABLE two (a int)"};
  CHECK(migrate(*session, mended));
  auto const refused = migrate(*session, std::span(mended).first(1));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().error.what.find("newer Foyer (schema 2") != std::string::npos);
}

TEST_CASE("every earlier schema of PostgreSQL is brought up to date with its conversations") {
  for (std::size_t from = 1; from <= postgres_migrations().size(); ++from) {
    CAPTURE(from);
    std::string const where = postgres_server().fresh();
    auto session = PostgresSession::connect(where);
    REQUIRE(session);
    REQUIRE(migrate(*session, postgres_migrations().first(from)));
    REQUIRE(session->script(
        "INSERT INTO conversation VALUES (decode(repeat('00', 32), 'hex'), 1, 5, 9000, '\\x01', "
        "'\\x02');"
        "INSERT INTO turn SELECT id, n, '\\x03', '\\x04' FROM conversation, generate_series(0, 1) n"));
    auto const store = postgres(where);
    auto const found = wait_load(*store, Bytes32{});
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->turns.size() == 2);
  }
}

TEST_CASE("a database that is killed and comes back is waited for, and one that stays away is said") {
  PostgresServer server;
  REQUIRE(server.runs());
  auto const store = postgres(server.fresh());
  REQUIRE(wait_open(*store, opening_of(id_of(1))));
  REQUIRE(server.stop("immediate"));
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    (void)server.start();
  });
  auto answer = wait_commit(*store, turn_of(id_of(1), 1));
  later.join();
  // On a slow machine the start takes longer than a visitor's patience; then they send the same turn
  // again.
  if (!answer) answer = wait_commit(*store, turn_of(id_of(1), 1));
  REQUIRE(answer);
  bool const kept = answer->outcome == Outcome::committed || answer->outcome == Outcome::replay;
  CHECK(kept);
  CHECK((*wait_load(*store, id_of(1)))->turns.size() == 2);
  REQUIRE(server.stop("immediate"));
  auto const away = wait_commit(*store, turn_of(id_of(1), 2));
  REQUIRE_FALSE(away);
  CHECK_FALSE(store->ready());
  REQUIRE(server.start());
  CHECK(wait_commit(*store, turn_of(id_of(1), 2))->outcome == Outcome::committed);
}

TEST_CASE("a database that answers before it is on the disk is told not to, for our connections") {
  std::string const where = postgres_server().fresh();
  std::string const hasty = where + "&options=-c%20synchronous_commit%3Doff";
  auto session = PostgresSession::connect(hasty);
  REQUIRE(session);
  CHECK(session->run("SELECT (current_setting('synchronous_commit') = 'on')::int::int8", {})
            ->integer(0, 0) == 1);
}

TEST_CASE("a database that does not flush to disk is refused, and a connection string that is none") {
  PostgresServer server;
  REQUIRE(server.runs());
  std::string const where = server.fresh();
  REQUIRE(server.sql("ALTER SYSTEM SET fsync = off"));
  REQUIRE(server.sql("SELECT pg_reload_conf()"));
  bool refused = false;  // the reload takes a moment
  for (int tries = 0; tries < 50 && !refused; ++tries) {
    auto const opened = postgres_store(where);
    refused = !opened && opened.error().what.find("fsync is off") != std::string::npos;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(refused);
  CHECK(postgres_store("postgresql://host/db?nonsense=1").error().where == "--store");
}

}  // namespace
}  // namespace foyer::store
