// store.h - conversations as sealed bytes: what was answered is on disk, and nobody can read it there.
//
// The store knows no dialogue and no key. A conversation is a row (how far it has come, its sealed
// state) and its turns (sealed words and replies). A turn is written only on top of the very version it
// was thought out from, so that every turn is kept exactly once:
//
//     store->commit(turn, [](Result<Written> written) { ... });  // called once the turn is durable, or
//     with why not
//
// Every method may be called from any thread. A callback may come on any thread, also before the call
// returns; it must be quick and must not block. Engines: memory (tests), SQLite (sqlite_store.h),
// PostgreSQL (postgres_store.h); one suite of tests for all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"

namespace foyer::store {

using Sealed = std::string;  // made and opened by seal.h only
using Mark =
    std::string;  // keyed fingerprint of what the visitor sent: tells "again" from "other words"
using TurnNumber =
    std::uint32_t;         // 0, 1, 2 …; the version of a conversation is the number of its last turn
using Day = std::int32_t;  // days since 1970

// One more of something on a day ("tier_check_in"); never of a person.
struct Count {
  Day day = 0;
  std::string name;
  std::uint64_t times = 1;
};

struct Turn {
  TurnNumber number = 0;
  Mark mark;
  Sealed words_and_reply;
};

struct Conversation {
  Bytes32 id{};
  TurnNumber version = 0;
  Seconds created = 0;
  Seconds expires = 0;
  Bytes32 structure{};  // hash of the structure it began with
  Sealed state;
};

struct Record {
  Conversation conversation;
  std::vector<Turn> turns;  // all, in order
};

// A conversation's beginning: its row at version 0, and turn 0.
struct Opening {
  Conversation conversation;
  Turn turn;
  std::vector<Count> counts;
};

// One more turn of the conversation `id`, to be written only if it stands at turn.number - 1.
struct NextTurn {
  Bytes32 id{};
  Seconds expires = 0;
  Sealed state;
  Turn turn;
  std::vector<Count> counts;  // counted only if this very write commits: a replay is not counted again
};

enum class Outcome : std::uint8_t {
  committed,  // durable now
  replay,     // was durable already with the same mark: `turn` is what was answered then
  conflict,   // the conversation stands elsewhere, or other words were said in this turn
  gone,       // no such conversation: never opened, erased or expired
  busy,       // too much is waiting; nothing was done, try again
};

struct Written {
  Outcome outcome = Outcome::committed;
  TurnNumber version = 0;    // where the conversation stands (committed, replay, conflict)
  std::optional<Turn> turn;  // of a replay
};

using WhenWritten = std::function<void(Result<Written>)>;
using WhenLoaded = std::function<void(Result<std::optional<Record>>)>;

inline constexpr std::size_t writes_waiting_max = 1024;  // beyond it: Outcome::busy

class Store {
 public:
  virtual ~Store() = default;  // finishes what is waiting

  // A visitor's turns.
  virtual void open(Opening opening, WhenWritten done) = 0;
  virtual void commit(NextTurn turn, WhenWritten done) = 0;
  virtual void load(Bytes32 const& id, WhenLoaded done) = 0;
  // Committed also when there was nothing: what counts is that nothing is there now.
  virtual void erase(Bytes32 const& id, WhenWritten done) = 0;

  // Housekeeping; these wait.
  virtual Result<std::uint64_t> sweep(Seconds now) = 0;  // erases what has expired; says how many
  virtual Result<std::uint64_t> conversations() = 0;     // how many there are
  // Waits for the disk the first time only.
  virtual Result<void> put_structure(Bytes32 const& hash, std::string const& structure) = 0;
  virtual Result<std::optional<std::string>> structure(Bytes32 const& hash) = 0;
  // Forgets structures no conversation stands on, but for those in `keep` (the ones loaded now).
  virtual Result<std::uint64_t> sweep_structures(std::vector<Bytes32> const& keep) = 0;
  virtual Result<void> count(std::vector<Count> const& counts) = 0;
  virtual Result<std::vector<Count>> counts(Day first, Day last) = 0;  // by day, then name
  // A whole, checked copy in a new file, taken while turns go on.
  virtual Result<void> backup(std::string const& file) = 0;
  // Can a turn be written now? For /readyz: asks the disk, not the memory of the last answer.
  virtual Result<void> ready() = 0;
};

// "memory:", a path, "sqlite:PATH", or "postgresql://…".
Result<std::unique_ptr<Store>> open_store(std::string const& where);
std::unique_ptr<Store> memory_store();

}  // namespace foyer::store
