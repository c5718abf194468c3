// What every store promises, whatever the engine.
#include <atomic>
#include <thread>

#include "store/reporting_store.h"
#include "store/sqlite_database.h"
#include "store_fixture.h"

namespace foyer::store {
namespace {

TEST_CASE("a conversation that was opened can be loaded, with its first turn") {
  on_each_engine([](Store& store) {
    auto const opened = wait_open(store, opening_of(id_of(1)));
    REQUIRE(opened);
    CHECK(opened->outcome == Outcome::committed);
    auto const found = wait_load(store, id_of(1));
    REQUIRE(found);
    REQUIRE(found->has_value());
    Record const& record = **found;
    CHECK(record.conversation.version == 0);
    CHECK(record.conversation.created == 1000);
    CHECK(record.conversation.structure == id_of(77));
    CHECK(record.conversation.state == "state 0");
    REQUIRE(record.turns.size() == 1);
    CHECK(record.turns[0].words_and_reply == "sealed hello");
  });
}

TEST_CASE(
    "opening again in the same way gets the same first turn again, and in another way a conflict") {
  on_each_engine([](Store& store) {
    REQUIRE(wait_open(store, opening_of(id_of(1))));
    auto const again = wait_open(store, opening_of(id_of(1)));
    REQUIRE(again);
    CHECK(again->outcome == Outcome::replay);
    REQUIRE(again->turn);
    CHECK(again->turn->words_and_reply == "sealed hello");
    auto const other = wait_open(store, opening_of(id_of(1), "another dialog"));
    REQUIRE(other);
    CHECK(other->outcome == Outcome::conflict);
  });
}

TEST_CASE(
    "a turn is kept once: again is a replay, other words are a conflict, and so is any other number") {
  on_each_engine([](Store& store) {
    Bytes32 const id = id_of(2);
    REQUIRE(wait_open(store, opening_of(id)));
    for (TurnNumber number = 1; number <= 3; ++number) {
      auto const kept = wait_commit(store, turn_of(id, number, "said " + std::to_string(number)));
      REQUIRE(kept);
      CHECK(kept->outcome == Outcome::committed);
      CHECK(kept->version == number);
    }
    struct Row {
      char const* why;
      TurnNumber number;
      char const* words;
      Outcome expected;
    };
    Row const rows[] = {
        {"the last one again", 3, "said 3", Outcome::replay},
        {"an older one again", 1, "said 1", Outcome::replay},
        {"the same number, other words", 3, "something else", Outcome::conflict},
        {"one ahead", 5, "too early", Outcome::conflict},
        {"the opening, as a turn", 0, "said 0", Outcome::conflict},
    };
    for (Row const& row : rows) {
      CAPTURE(row.why);
      auto const answer = wait_commit(store, turn_of(id, row.number, row.words));
      REQUIRE(answer);
      CHECK(answer->outcome == row.expected);
      CHECK(answer->version == 3);
      bool const has_turn = answer->turn.has_value();
      CHECK(has_turn == (row.expected == Outcome::replay));
      if (has_turn) CHECK(answer->turn->words_and_reply == std::string("sealed ") + row.words);
    }
    auto const found = wait_load(store, id);
    REQUIRE(found);
    CHECK((*found)->turns.size() == 4);
    CHECK((*found)->conversation.state == "state 3");
  });
}

TEST_CASE("sealed bytes come back as they were, whatever they hold") {
  on_each_engine([](Store& store) {
    Opening opening = opening_of(id_of(3));
    opening.conversation.state = std::string("\0\xff' ; DROP TABLE turn\n", 22);
    opening.turn.words_and_reply = std::string(300'000, '\0');
    REQUIRE(wait_open(store, opening));
    NextTurn next = turn_of(id_of(3), 1);
    next.turn.words_and_reply.clear();
    REQUIRE(wait_commit(store, next));
    auto const found = wait_load(store, id_of(3));
    REQUIRE(found);
    CHECK((*found)->turns[0].words_and_reply == opening.turn.words_and_reply);
    CHECK((*found)->turns[1].words_and_reply.empty());
  });
}

TEST_CASE("what was erased is gone, for reading and for writing") {
  on_each_engine([](Store& store) {
    REQUIRE(wait_open(store, opening_of(id_of(4))));
    REQUIRE(wait_open(store, opening_of(id_of(5))));
    REQUIRE(wait_commit(store, turn_of(id_of(4), 1)));
    REQUIRE(wait_erase(store, id_of(4)));
    auto const found = wait_load(store, id_of(4));
    REQUIRE(found);
    CHECK_FALSE(found->has_value());
    auto const late = wait_commit(store, turn_of(id_of(4), 2));
    REQUIRE(late);
    CHECK(late->outcome == Outcome::gone);
    CHECK(wait_erase(store, id_of(4)));  // twice is no error
    auto const neighbour = wait_load(store, id_of(5));
    REQUIRE(neighbour);
    CHECK(neighbour->has_value());
  });
}

TEST_CASE("a sweep erases what has expired, and only that") {
  on_each_engine([](Store& store) {
    for (int number = 0; number < 900; ++number) {
      Opening opening = opening_of(id_of(1000 + number));
      opening.conversation.expires = number < 500 ? 5000 : 50'000;
      REQUIRE(wait_open(store, opening));
    }
    NextTurn next = turn_of(id_of(1000), 1);  // talked on: expires later now
    next.expires = 50'000;
    REQUIRE(wait_commit(store, next));
    auto const early = store.sweep(4999);
    REQUIRE(early);
    CHECK(*early == 0);
    auto const swept = store.sweep(5000);
    REQUIRE(swept);
    CHECK(*swept == 499);
    CHECK(store.conversations().value() == 401);
    CHECK(wait_load(store, id_of(1000))->has_value());
    CHECK_FALSE(wait_load(store, id_of(1001))->has_value());
  });
}

TEST_CASE("an expiry that is brought forward counts at once") {
  on_each_engine([](Store& store) {
    REQUIRE(wait_open(store, opening_of(id_of(6))));
    NextTurn last = turn_of(id_of(6), 1);
    last.expires = 2000;
    REQUIRE(wait_commit(store, last));
    CHECK(store.sweep(2000).value() == 1);
  });
}

TEST_CASE("a structure is kept while a conversation stands on it, or while it is loaded") {
  on_each_engine([](Store& store) {
    REQUIRE(store.put_structure(id_of(77), "used"));
    REQUIRE(store.put_structure(id_of(78), "loaded"));
    REQUIRE(store.put_structure(id_of(79), "neither"));
    REQUIRE(store.put_structure(id_of(77), "used"));  // again is no error
    REQUIRE(wait_open(store, opening_of(id_of(7))));
    CHECK(store.sweep_structures({id_of(78)}).value() == 1);
    CHECK(store.structure(id_of(77)).value() == "used");
    CHECK(store.structure(id_of(78)).value() == "loaded");
    CHECK_FALSE(store.structure(id_of(79)).value().has_value());
    REQUIRE(wait_erase(store, id_of(7)));
    CHECK(store.sweep_structures({}).value() == 2);
  });
}

TEST_CASE("counters go up with a turn that is kept, and not when it is sent again") {
  on_each_engine([](Store& store) {
    REQUIRE(wait_open(store, opening_of(id_of(8))));
    NextTurn next = turn_of(id_of(8), 1);
    next.counts = {{20'000, "tier_check_in"}};
    REQUIRE(wait_commit(store, next));
    REQUIRE(wait_commit(store, next));
    REQUIRE(store.count({{20'000, "opened", 2}, {20'001, "opened"}}));
    auto const counts = store.counts(20'000, 20'000);
    REQUIRE(counts);
    REQUIRE(counts->size() == 2);
    CHECK((*counts)[0].name == "opened");
    CHECK((*counts)[0].times == 2);
    CHECK((*counts)[1].name == "tier_check_in");
    CHECK((*counts)[1].times == 1);
  });
}

TEST_CASE("many at once on one turn: exactly one is kept, the others get a replay or a conflict") {
  on_each_engine([](Store& store) {
    constexpr int threads = 8;
    constexpr TurnNumber turns = 40;
    REQUIRE(wait_open(store, opening_of(id_of(9))));
    for (TurnNumber number = 1; number <= turns; ++number) {
      std::atomic<int> committed = 0;
      std::atomic<int> wrong = 0;
      std::vector<std::thread> group;
      for (int one = 0; one < threads; ++one) {
        group.emplace_back([&, one] {
          auto const answer =
              wait_commit(store, turn_of(id_of(9), number, one % 2 == 0 ? "even" : "odd"));
          if (!answer || answer->version != number) ++wrong;
          if (answer && answer->outcome == Outcome::committed) ++committed;
        });
      }
      for (auto& thread : group) thread.join();
      CHECK(committed == 1);
      CHECK(wrong == 0);
    }
    CHECK((*wait_load(store, id_of(9)))->turns.size() == turns + 1);
  });
}

TEST_CASE("many conversations at once: each keeps its own turns, in order") {
  on_each_engine([](Store& store) {
    constexpr int threads = 6;
    std::vector<std::thread> group;
    std::atomic<int> wrong = 0;
    for (int one = 0; one < threads; ++one) {
      group.emplace_back([&, one] {
        Bytes32 const id = id_of(500 + one);
        if (!wait_open(store, opening_of(id))) ++wrong;
        for (TurnNumber number = 1; number <= 50; ++number) {
          auto const answer = wait_commit(store, turn_of(id, number, std::to_string(one)));
          if (!answer || answer->outcome != Outcome::committed) ++wrong;
        }
      });
    }
    for (auto& thread : group) thread.join();
    CHECK(wrong == 0);
    for (int one = 0; one < threads; ++one) {
      auto const found = wait_load(store, id_of(500 + one));
      REQUIRE(found);
      REQUIRE((*found)->turns.size() == 51);
      for (TurnNumber number = 1; number <= 50; ++number) {
        CHECK((*found)->turns[number].number == number);
        CHECK((*found)->turns[number].words_and_reply == "sealed " + std::to_string(one));
      }
    }
  });
}

TEST_CASE("a reporting store passes everything on, and tells what failed") {
  Scratch const scratch;
  std::vector<std::string> told;
  auto store =
      reporting_store(sqlite(scratch.file()), [&](Error const& error) { told.push_back(error.where); });
  REQUIRE(wait_open(*store, opening_of(id_of(1))));
  CHECK(wait_commit(*store, turn_of(id_of(1), 1))->outcome == Outcome::committed);
  CHECK(wait_commit(*store, turn_of(id_of(2), 1))->outcome ==
        Outcome::gone);  // an answer, not a failure
  CHECK(told.empty());
  {
    auto database = Database::open(scratch.file(), Database::Use::write);
    REQUIRE(database->run("DROP TABLE turn"));
  }
  CHECK_FALSE(wait_commit(*store, turn_of(id_of(1), 2)));
  CHECK(told == std::vector<std::string>{scratch.file()});
}

TEST_CASE("a store that works says it is ready") {
  on_each_engine([](Store& store) { CHECK(store.ready()); });
}

}  // namespace
}  // namespace foyer::store
