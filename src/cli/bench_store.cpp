// foyer bench store: durable turns a second, beside the same turns without a disk and beside bare
// inserts into SQLite.
#include "cli/bench_store.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "base/secret.h"
#include "store/seal.h"
#include "store/store.h"

namespace foyer::cli {
namespace {

namespace fs = std::filesystem;
constexpr int in_flight = 256;     // conversations that wait for their answer at once
constexpr std::size_t body = 900;  // of a turn's words and reply, before sealing

double per_second(int turns, std::chrono::steady_clock::time_point began) {
  return turns / std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

// Each conversation sends its next turn when the last one was answered, as visitors do.
class Talkers {
 public:
  Talkers(store::Store& store, int turns) : store_(store), left_(turns) {}

  double run() {
    auto const all = left_.load();
    for (int one = 0; one < in_flight; ++one) {
      std::array<std::uint8_t, Secret::size> token{};
      token[0] = static_cast<std::uint8_t>(one);
      token[1] = static_cast<std::uint8_t>(one >> 8);
      keys_.push_back(store::derive(Secret(token)));
    }
    auto const began = std::chrono::steady_clock::now();
    for (int one = 0; one < in_flight; ++one) open(static_cast<std::size_t>(one));
    while (done_ < in_flight) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return failed_ ? 0 : per_second(all, began);
  }

 private:
  void open(std::size_t who) {
    auto const& keys = keys_[who];
    store::Opening opening;
    opening.conversation = {
        keys.id, 0, 1, 1'000'000'000, {}, seal(keys, {store::Kind::state, 0}, std::string(300, 's'))};
    opening.turn = {0, "mark", seal(keys, {store::Kind::turn, 0}, std::string(body, 't'))};
    store_.open(std::move(opening),
                [this, who](Result<store::Written> const& written) { next(who, written, 1); });
  }
  void next(std::size_t who, Result<store::Written> const& before, store::TurnNumber number) {
    if (!before || before->outcome != store::Outcome::committed) failed_ = true;
    if (failed_ || --left_ < 0) {
      ++done_;
      return;
    }
    auto const& keys = keys_[who];
    store::NextTurn turn;
    turn.id = keys.id;
    turn.expires = 1'000'000'000;
    turn.state = seal(keys, {store::Kind::state, number}, std::string(300, 's'));
    turn.turn = {number, fingerprint(keys, "words"),
                 seal(keys, {store::Kind::turn, number}, std::string(body, 't'))};
    auto again = [this, who, number](Result<store::Written> const& written) {
      next(who, written, number + 1);
    };
    // The memory store answers within the call: there the stack would grow with each turn.
    if (inline_) return later(who, std::move(turn), number);
    store_.commit(std::move(turn), std::move(again));
  }
  void later(std::size_t who, store::NextTurn turn, store::TurnNumber number) {
    for (;;) {
      bool kept = false;
      store_.commit(std::move(turn),
                    [&](Result<store::Written> const& written) { kept = written.has_value(); });
      if (!kept) failed_ = true;
      if (failed_ || --left_ < 0) break;
      auto const& keys = keys_[who];
      turn = {keys.id,
              1'000'000'000,
              seal(keys, {store::Kind::state, ++number}, std::string(300, 's')),
              {},
              {}};
      turn.turn = {number, fingerprint(keys, "words"),
                   seal(keys, {store::Kind::turn, number}, std::string(body, 't'))};
    }
    ++done_;
  }

 public:
  bool inline_ = false;

 private:
  store::Store& store_;
  std::vector<store::Keys> keys_;
  std::atomic<int> left_;
  std::atomic<int> done_ = 0;
  std::atomic<bool> failed_ = false;
};

// As many rows of the same size, as many a transaction as talkers wait, and nothing else.
double bare_inserts(std::string const& file, int turns) {
  sqlite3* database = nullptr;
  sqlite3_open(file.c_str(), &database);
  sqlite3_exec(database,
               "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
               "CREATE TABLE turn (session INTEGER, number INTEGER, body BLOB, PRIMARY KEY (session, "
               "number)) WITHOUT ROWID",
               nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO turn VALUES (?1, ?2, ?3)", -1, &insert, nullptr);
  std::string const row(1400, 'r');
  auto const began = std::chrono::steady_clock::now();
  for (int turn = 0; turn < turns; ++turn) {
    if (turn % in_flight == 0)
      sqlite3_exec(database, turn == 0 ? "BEGIN" : "COMMIT; BEGIN", nullptr, nullptr, nullptr);
    sqlite3_bind_int(insert, 1, turn % in_flight);
    sqlite3_bind_int(insert, 2, turn / in_flight);
    sqlite3_bind_blob(insert, 3, row.data(), static_cast<int>(row.size()), SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  bool const fine = sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK;
  double const speed = per_second(turns, began);
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return fine ? speed : 0;
}

}  // namespace

int bench_store(std::string const& where, int turns) {
  std::string pattern =
      (where.empty() ? fs::temp_directory_path() : fs::path(where)) / "foyer-bench-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) {
    std::cerr << "foyer bench: " << pattern << ": the folder cannot be made\n";
    return 1;
  }
  auto const memory = store::memory_store();
  Talkers free_talkers(*memory, turns);
  free_talkers.inline_ = true;
  double const without = free_talkers.run();
  double const bare = bare_inserts(pattern + "/bare.db", turns);
  double durable = 0;
  if (auto opened = store::open_store(pattern + "/foyer.db")) durable = Talkers(**opened, turns).run();
  fs::remove_all(pattern);
  fmt::print("durable turns          {:9.0f} /s\n", durable);
  fmt::print("the same, no disk      {:9.0f} /s   durable is {:.2f} of it\n", without,
             durable / without);
  fmt::print("bare SQLite inserts    {:9.0f} /s   durable is {:.2f} of it\n", bare, durable / bare);
  return durable > 0 && without > 0 && bare > 0 ? 0 : 1;
}

}  // namespace foyer::cli
