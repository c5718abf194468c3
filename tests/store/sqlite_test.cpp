// What only a store on a disk can promise, or fail at.
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include "store/seal.h"
#include "store/sqlite_backup.h"
#include "store/sqlite_database.h"
#include "store/sqlite_schema.h"
#include "store_fixture.h"

namespace foyer::store {
namespace {

std::string bytes_of(std::string const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool in_files(Scratch const& scratch, std::string const& needle) {
  for (auto const& entry : std::filesystem::recursive_directory_iterator(scratch.path())) {
    if (bytes_of(entry.path()).find(needle) != std::string::npos) return true;
  }
  return false;
}

template <class Condition>
bool soon(Condition condition) {
  for (int tries = 0; tries < 100; ++tries) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

TEST_CASE("what was answered is there after a restart") {
  Scratch const scratch;
  {
    auto store = sqlite(scratch.file());
    REQUIRE(wait_open(*store, opening_of(id_of(1))));
    REQUIRE(wait_commit(*store, turn_of(id_of(1), 1, "first")));
  }
  CHECK_FALSE(std::filesystem::exists(scratch.file("foyer.db-wal")));  // closed in order: one file
  auto store = sqlite(scratch.file());
  auto const found = wait_load(*store, id_of(1));
  REQUIRE(found);
  CHECK((*found)->turns.at(1).words_and_reply == "sealed first");
  CHECK(wait_commit(*store, turn_of(id_of(1), 1, "first"))->outcome == Outcome::replay);
  CHECK(wait_commit(*store, turn_of(id_of(1), 2, "second"))->outcome == Outcome::committed);
}

TEST_CASE("the files are their owner's alone") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  REQUIRE(wait_open(*store, opening_of(id_of(1))));
  for (auto const& entry : std::filesystem::directory_iterator(scratch.path())) {
    struct stat status {};
    REQUIRE(stat(entry.path().c_str(), &status) == 0);
    CHECK((status.st_mode & 0077) == 0);
  }
}

TEST_CASE("killed at any moment, no answered turn is missing and none is there twice") {
  Scratch const scratch;
  for (int round = 0; round < 5; ++round) {
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    pid_t const child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {  // talks until it is killed, and says each answered turn through the pipe
      auto store = sqlite_store(scratch.file());
      Bytes32 const id = id_of(10 + round);
      if (!store || !wait_open(**store, opening_of(id))) _exit(1);
      for (TurnNumber number = 1;; ++number) {
        auto const answer = wait_commit(**store, turn_of(id, number, std::to_string(number)));
        if (!answer || answer->outcome != Outcome::committed) _exit(1);
        if (write(pipe[1], &number, sizeof number) != sizeof number) _exit(1);
      }
    }
    ::close(pipe[1]);
    TurnNumber answered = 0;
    TurnNumber number = 0;
    while (answered < static_cast<TurnNumber>(20 + 13 * round) &&
           read(pipe[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number)) {
      answered = number;
    }
    kill(child, SIGKILL);
    while (read(pipe[0], &number, sizeof number) == static_cast<ssize_t>(sizeof number))
      answered = number;
    ::close(pipe[0]);
    waitpid(child, nullptr, 0);
    CHECK(answered >= 20);
    auto store = sqlite(scratch.file());
    auto const found = wait_load(*store, id_of(10 + round));
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->conversation.version >= answered);
    CHECK((*found)->conversation.version <= answered + 1);
    CHECK((*found)->turns.size() == (*found)->conversation.version + 1);
  }
}

TEST_CASE("a newer schema is refused, and left as it is") {
  Scratch const scratch;
  { auto const store = sqlite(scratch.file()); }
  {
    auto database = Database::open(scratch.file(), Database::Use::write);
    REQUIRE(database);
    REQUIRE(database->run("PRAGMA user_version=99"));
  }
  auto const refused = sqlite_store(scratch.file());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().where == scratch.file());
  CHECK(refused.error().what.find("newer Foyer (schema 99") != std::string::npos);
  auto database = Database::open(scratch.file(), Database::Use::read);
  CHECK(database->integer("PRAGMA user_version").value() == 99);
}

TEST_CASE("another program's database is refused") {
  Scratch const scratch;
  {
    auto database = Database::open(scratch.file(), Database::Use::write);
    REQUIRE(database);
    REQUIRE(database->run("CREATE TABLE photos (name)"));
  }
  auto const refused = sqlite_store(scratch.file());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("another program") != std::string::npos);
}

TEST_CASE("a step of the schema is taken whole or not at all") {
  Scratch const scratch;
  auto database = Database::open(scratch.file(), Database::Use::write);
  REQUIRE(database);
  std::array<char const*, 3> const steps = {"CREATE TABLE one (a); INSERT INTO one VALUES (1)",
                                            "CREATE TABLE two (a)",
                                            "CREATE TABLE three (a); SELECT nothing"};
  auto const broken = migrate(*database, steps);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().what.find("step 3") != std::string::npos);
  CHECK(database->integer("PRAGMA user_version").value() == 2);
  CHECK(database->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'three'").value() == 0);
  std::array<char const*, 3> const mended = {steps[0], steps[1], "CREATE TABLE three (a)"};
  REQUIRE(migrate(*database, mended));
  CHECK(database->integer("PRAGMA user_version").value() == 3);
  CHECK(database->integer("SELECT count(*) FROM one").value() ==
        1);  // the first step was not taken twice
}

TEST_CASE("every earlier schema is brought up to date with its conversations") {
  for (std::size_t from = 1; from <= migrations().size(); ++from) {
    CAPTURE(from);
    Scratch const scratch;
    {
      auto database = Database::open(scratch.file(), Database::Use::write);
      REQUIRE(database);
      REQUIRE(migrate(*database, migrations().first(from)));
      REQUIRE(database->run(
          "INSERT INTO conversation VALUES (1, zeroblob(32), 1, 5, 9000, zeroblob(32), x'01');"
          "INSERT INTO turn VALUES (1, 0, x'02', x'03'), (1, 1, x'04', x'05')"));
    }
    auto store = sqlite(scratch.file());
    auto const found = wait_load(*store, Bytes32{});
    REQUIRE(found);
    REQUIRE(found->has_value());
    CHECK((*found)->conversation.version == 1);
    CHECK((*found)->turns.size() == 2);
  }
}

TEST_CASE("what was erased or swept is in no file any more, the log included") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  Opening opening = opening_of(id_of(1), "ERASED-MARKER");
  REQUIRE(wait_open(*store, opening));
  NextTurn next = turn_of(id_of(1), 1, "ERASED-MARKER");
  next.turn.words_and_reply = std::string(20'000, 'x') + "ERASED-MARKER";  // on overflow pages too
  REQUIRE(wait_commit(*store, next));
  for (int other = 2; other < 60; ++other) REQUIRE(wait_open(*store, opening_of(id_of(other))));
  CHECK(in_files(scratch, "ERASED-MARKER"));
  REQUIRE(wait_erase(*store, id_of(1)));
  CHECK(soon([&] { return !in_files(scratch, "ERASED-MARKER"); }));
  CHECK(in_files(scratch, "sealed hello"));
  CHECK(store->sweep(1'000'000).value() == 58);
  CHECK(soon([&] { return !in_files(scratch, "sealed hello"); }));
}

TEST_CASE("a state that was replaced is in no file any more once the log is carried over") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  Opening opening = opening_of(id_of(1));
  opening.conversation.state = "OLD-STATE-MARKER";
  REQUIRE(wait_open(*store, opening));
  REQUIRE(wait_commit(*store, turn_of(id_of(1), 1)));
  CHECK(soon([&] { return !in_files(scratch, "OLD-STATE-MARKER"); }));  // a second of quiet is enough
}

TEST_CASE("a sealed conversation leaves no word on the disk") {
  Scratch const scratch;
  std::array<std::uint8_t, 32> token_bytes;
  token_bytes.fill(42);
  std::string const token_copy(reinterpret_cast<char const*>(token_bytes.data()), token_bytes.size());
  Keys const keys = derive(Secret(token_bytes));
  auto store = sqlite(scratch.file());
  Opening opening = opening_of(keys.id);
  opening.conversation.state = seal(keys, {Kind::state, 0}, "CANARY in the state");
  opening.turn.words_and_reply = seal(keys, {Kind::turn, 0}, "CANARY in a turn");
  REQUIRE(wait_open(*store, opening));
  CHECK_FALSE(in_files(scratch, "CANARY"));
  CHECK_FALSE(in_files(scratch, token_copy));
  CHECK_FALSE(
      in_files(scratch, std::string(reinterpret_cast<char const*>(keys.key.data()), Secret::size)));
  auto const found = wait_load(*store, keys.id);
  CHECK(unseal(keys, {Kind::turn, 0}, (*found)->turns[0].words_and_reply).value() == "CANARY in a turn");
}

// No room: the kernel refuses to let the files grow (EFBIG), as a full disk or a quota would.
class NoRoom {
 public:
  explicit NoRoom(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit const small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~NoRoom() { setrlimit(RLIMIT_FSIZE, &before_); }
  NoRoom(NoRoom const&) = delete;
  NoRoom& operator=(NoRoom const&) = delete;

 private:
  rlimit before_{};
};

TEST_CASE(
    "without room every waiter is told, nothing is kept, and it goes on when there is room again") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  REQUIRE(wait_open(*store, opening_of(id_of(1))));
  NextTurn big = turn_of(id_of(1), 1, "big");
  big.turn.words_and_reply = std::string(3'000'000, 'x');
  {
    NoRoom const no_room(1'000'000);
    auto const refused = wait_commit(*store, big);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().where == scratch.file());
    CAPTURE(refused.error().what);
    bool const says_so = refused.error().what.find("nothing more was kept") != std::string::npos;
    CHECK(says_so);
    CHECK((*wait_load(*store, id_of(1)))->conversation.version == 0);  // reading goes on
  }
  CHECK(wait_commit(*store, big)->outcome == Outcome::committed);
  CHECK((*wait_load(*store, id_of(1)))->conversation.version == 1);
}

TEST_CASE("a full disk says so, and nothing that was answered is lost") {
  Scratch const scratch;
  bool const mounted = mount("none", scratch.path().c_str(), "tmpfs", 0, "size=1m") == 0;
  if (!mounted) {
    MESSAGE("not allowed to mount a small disk here; the limit on file size above stands for it");
    return;
  }
  TurnNumber answered = 0;
  {
    auto store = sqlite(scratch.file());
    REQUIRE(wait_open(*store, opening_of(id_of(1))));
    Result<Written> answer = Written{};
    while (answer && answered < 1000) {
      NextTurn next = turn_of(id_of(1), answered + 1);
      next.turn.words_and_reply = std::string(10'000, 'x');
      answer = wait_commit(*store, next);
      if (answer) ++answered;
    }
    REQUIRE_FALSE(answer);
    CHECK(answer.error().what.find("disk is full") != std::string::npos);
    CHECK((*wait_load(*store, id_of(1)))->conversation.version == answered);
  }
  auto store = sqlite_store(scratch.file());
  if (store) CHECK((*wait_load(**store, id_of(1)))->conversation.version == answered);
  store = fail("", "");
  umount2(scratch.path().c_str(), MNT_DETACH);
}

TEST_CASE("a folder that is not there, or a disk that is read-only, is said at the start") {
  auto const nowhere = sqlite_store("/nonexistent/folder/foyer.db");
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().where == "/nonexistent/folder/foyer.db");
  CHECK(nowhere.error().what.find("No such file or directory") != std::string::npos);
  Scratch const scratch;
  if (mount("none", scratch.path().c_str(), "tmpfs", MS_RDONLY, "size=1m") != 0) return;
  auto const refused = sqlite_store(scratch.file());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("Read-only") != std::string::npos);
  umount2(scratch.path().c_str(), MNT_DETACH);
}

TEST_CASE("a file that is no database, and one that is damaged, are told apart from an empty one") {
  Scratch const scratch;
  {
    std::ofstream out(scratch.file());
    out << std::string(8192, 'z');
  }
  auto const refused = sqlite_store(scratch.file());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what.find("not a database of Foyer") != std::string::npos);

  std::string const damaged = scratch.file("damaged.db");
  {
    auto store = sqlite(damaged);
    for (int number = 0; number < 300; ++number) REQUIRE(wait_open(*store, opening_of(id_of(number))));
  }
  auto const size = std::filesystem::file_size(damaged);
  {
    std::fstream out(damaged, std::ios::in | std::ios::out | std::ios::binary);
    out.seekp(4096 * 2);
    out << std::string(size - 4096 * 2, '\x5a');
  }
  auto store = sqlite_store(damaged);
  if (store) {
    bool said = false;
    for (int number = 0; number < 300 && !said; ++number) {
      auto const found = wait_load(**store, id_of(number));
      said = !found && found.error().what.find("damaged") != std::string::npos;
    }
    CHECK(said);
  } else {
    CHECK(store.error().what.find("damaged") != std::string::npos);
  }
  CHECK_FALSE(sqlite_check(damaged));
}

TEST_CASE("a backup taken while turns go on is whole, private, and opens as a store") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  REQUIRE(wait_open(*store, opening_of(id_of(1))));
  std::atomic<bool> stop = false;
  std::thread talker([&] {
    for (TurnNumber number = 1; !stop; ++number)
      (void)wait_commit(*store, turn_of(id_of(1), number)).has_value();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  auto const before = (*wait_load(*store, id_of(1)))->conversation.version;
  auto const copied = store->backup(scratch.file("copy.db"));
  stop = true;
  talker.join();
  if (!copied) FAIL(copied.error().what);
  CHECK(sqlite_check(scratch.file("copy.db")));
  struct stat status {};
  REQUIRE(stat(scratch.file("copy.db").c_str(), &status) == 0);
  CHECK((status.st_mode & 0077) == 0);
  auto const refused = store->backup(scratch.file("copy.db"));
  CHECK_FALSE(refused);  // never over another backup
  auto restored = sqlite(scratch.file("copy.db"));
  auto const found = wait_load(*restored, id_of(1));
  REQUIRE(found);
  CHECK((*found)->conversation.version >= before);
  CHECK((*found)->turns.size() == (*found)->conversation.version + 1);
}

TEST_CASE(
    "a backup is restored in the store's place, never under a running server, and what was there is "
    "kept") {
  Scratch const scratch;
  {
    auto store = sqlite(scratch.file());
    REQUIRE(wait_open(*store, opening_of(id_of(1))));
    REQUIRE(store->backup(scratch.file("copy.db")));
    REQUIRE(wait_commit(*store, turn_of(id_of(1), 1, "after the backup")));
    auto const refused = sqlite_restore(scratch.file("copy.db"), scratch.file());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("stop the server first") != std::string::npos);
  }
  // A log that was left by a kill must not be played over the restored file.
  std::ofstream(scratch.file("foyer.db-wal")) << "left behind";
  REQUIRE(sqlite_restore(scratch.file("copy.db"), scratch.file()));
  CHECK_FALSE(std::filesystem::exists(scratch.file("foyer.db-wal")));
  CHECK(bytes_of(scratch.file("foyer.db.before-restore-wal")) == "left behind");
  {
    auto store = sqlite(scratch.file());
    CHECK((*wait_load(*store, id_of(1)))->conversation.version == 0);
    REQUIRE(wait_commit(*store, turn_of(id_of(1), 1, "other words")));
  }
  std::filesystem::remove(scratch.file("foyer.db.before-restore-wal"));
  auto before = sqlite(scratch.file("foyer.db.before-restore"));
  CHECK((*wait_load(*before, id_of(1)))->turns.at(1).words_and_reply == "sealed after the backup");
  CHECK(sqlite_restore(scratch.file("copy.db"),
                       scratch.file()));  // again, and nothing set aside is overwritten
  CHECK(std::filesystem::exists(scratch.file("foyer.db.before-restore-2")));
}

TEST_CASE("a damaged backup is not restored, and the store stays as it is") {
  Scratch const scratch;
  {
    auto store = sqlite(scratch.file());
    for (int number = 0; number < 300; ++number) REQUIRE(wait_open(*store, opening_of(id_of(number))));
    REQUIRE(store->backup(scratch.file("copy.db")));
  }
  std::fstream(scratch.file("copy.db"), std::ios::in | std::ios::out | std::ios::binary).seekp(4096 * 3)
      << std::string(8192, '\x5a');
  auto const refused = sqlite_restore(scratch.file("copy.db"), scratch.file());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().where == scratch.file("copy.db"));
  CHECK(sqlite(scratch.file())->conversations().value() == 300);
}

TEST_CASE("processes that bring one new database up to date together do not trip over each other") {
  for (int round = 0; round < 30; ++round) {
    Scratch const scratch;
    std::vector<std::thread> group;
    std::mutex lock;
    std::string failed;
    for (int one = 0; one < 6; ++one) {
      group.emplace_back([&] {
        auto database = Database::open(scratch.file(), Database::Use::write);
        auto const done =
            database ? migrate(*database, migrations()) : tl::unexpected<Error>(database.error());
        std::lock_guard const held(lock);
        if (!done) failed = done.error().what;
      });
    }
    for (auto& thread : group) thread.join();
    CHECK(failed == "");
  }
}

TEST_CASE("when too much waits, the next one is told so at once, and what was taken is kept") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  REQUIRE(wait_open(*store, opening_of(id_of(1))));
  auto lock = Database::open(scratch.file(), Database::Use::write);
  REQUIRE(lock);
  REQUIRE(lock->run("BEGIN IMMEDIATE"));  // holds the writer up
  std::atomic<int> busy = 0;
  std::atomic<int> committed = 0;
  std::atomic<int> answered = 0;
  int const sent = static_cast<int>(writes_waiting_max) + 200;
  for (int number = 0; number < sent; ++number) {
    if (number == 1)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));  // the writer takes the first
    store->open(opening_of(id_of(10'000 + number)), [&](Result<Written> written) {
      if (written && written->outcome == Outcome::busy) ++busy;
      if (written && written->outcome == Outcome::committed) ++committed;
      ++answered;
    });
  }
  CHECK(busy >= 1);
  REQUIRE(lock->run("ROLLBACK"));
  CHECK(soon([&] { return answered == sent; }));
  CHECK(busy + committed == sent);
  CHECK(store->conversations().value() == static_cast<std::uint64_t>(committed) + 1);
}

TEST_CASE("the log stays small under a flood, and is emptied when it is quiet") {
  Scratch const scratch;
  auto store = sqlite(scratch.file());
  std::atomic<int> waiting = 0;
  for (int number = 0; number < 3000; ++number) {
    while (waiting > 500) std::this_thread::yield();
    ++waiting;
    Opening opening = opening_of(id_of(number));
    opening.turn.words_and_reply = std::string(8000, 'x');
    store->open(std::move(opening), [&](Result<Written> const&) { --waiting; });
  }
  CHECK(soon([&] { return waiting == 0; }));
  CHECK(std::filesystem::file_size(scratch.file("foyer.db-wal")) < 100'000'000);
  CHECK(soon([&] { return std::filesystem::file_size(scratch.file("foyer.db-wal")) == 0; }));
}

}  // namespace
}  // namespace foyer::store
