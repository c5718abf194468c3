#include "store/sqlite_writer.h"

#include <future>
#include <utility>

#include "base/secret.h"

namespace foyer::store {
namespace {

constexpr Seconds expiry_slack =
    900;  // an expiry is moved when it is a quarter of an hour off: its index stays cool

tl::unexpected<Error> pass_on(Error const& error) {
  return tl::unexpected<Error>(error);
}

Result<WriterStatements> prepare_all(Database& database) {
  WriterStatements statements;
  struct Line {
    Statement* statement;
    char const* sql;
  };
  Line const lines[] = {
      {&statements.open,
       "INSERT INTO conversation (id, version, created, expires, structure, state)"
       " VALUES (?1, 0, ?2, ?3, ?4, ?5) ON CONFLICT (id) DO NOTHING RETURNING row"},
      {&statements.turn,
       "INSERT INTO turn (conversation, number, mark, sealed) VALUES (?1, ?2, ?3, ?4)"},
      {&statements.advance,
       "UPDATE conversation SET version = ?2, state = ?3 WHERE id = ?1 AND version = ?2 - 1"
       " RETURNING row, expires"},
      {&statements.expire, "UPDATE conversation SET expires = ?2 WHERE row = ?1"},
      {&statements.find, "SELECT row, version FROM conversation WHERE id = ?1"},
      {&statements.kept_turn, "SELECT mark, sealed FROM turn WHERE conversation = ?1 AND number = ?2"},
      {&statements.erase_turns,
       "DELETE FROM turn WHERE conversation = (SELECT row FROM conversation WHERE id = ?1)"},
      {&statements.erase_row, "DELETE FROM conversation WHERE id = ?1"},
      {&statements.count,
       "INSERT INTO count (day, name, times) VALUES (?1, ?2, ?3)"
       " ON CONFLICT (day, name) DO UPDATE SET times = times + excluded.times"},
  };
  for (Line const& line : lines) {
    auto prepared = database.prepare(line.sql);
    if (!prepared) return pass_on(prepared.error());
    *line.statement = std::move(*prepared);
  }
  return statements;
}

}  // namespace

Result<std::unique_ptr<SqliteWriter>> SqliteWriter::start(Database database) {
  auto statements = prepare_all(database);
  if (!statements) return pass_on(statements.error());
  return std::unique_ptr<SqliteWriter>(new SqliteWriter(std::move(database), std::move(*statements)));
}

SqliteWriter::SqliteWriter(Database database, WriterStatements statements)
    : database_(std::move(database)), statements_(std::move(statements)) {
  auto const note_size = [](void* self, sqlite3*, char const*, int pages) {
    static_cast<SqliteWriter*>(self)->wal_pages_.store(static_cast<std::uint64_t>(pages),
                                                       std::memory_order_relaxed);
    return SQLITE_OK;
  };
  sqlite3_wal_hook(database_.handle(), note_size, this);
  thread_ = std::thread([this] { run(); });
}

void SqliteWriter::finish() {
  if (!thread_.joinable()) return;
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  more_.notify_one();
  thread_.join();
}

void SqliteWriter::write(Work work, WhenWritten done) {
  {
    std::unique_lock lock(mutex_);
    if (waiting_.size() < writes_waiting_max) {
      bool const first = waiting_.empty();
      waiting_.push_back({std::move(work), std::move(done)});
      lock.unlock();
      if (first) more_.notify_one();
      return;
    }
  }
  done(Written{Outcome::busy, 0, std::nullopt});
}

Result<void> SqliteWriter::wait(Work work) {
  std::promise<Result<Written>> promise;
  auto answer = promise.get_future();
  write(std::move(work), [&promise](Result<Written> written) { promise.set_value(std::move(written)); });
  auto const written = answer.get();
  if (!written) return pass_on(written.error());
  if (written->outcome == Outcome::busy)
    return fail(database_.file(), "too much is waiting to be written");
  return {};
}

void SqliteWriter::run() {
  std::vector<Job> batch;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      batch.swap(waiting_);
    }
    write_batch(batch);
    batch.clear();
  }
}

void SqliteWriter::write_batch(std::vector<Job>& batch) {
  auto const durable = attempt(batch);
  if (!durable) {
    if (database_.in_transaction()) (void)database_.run("ROLLBACK").has_value();
    for (Job& job : batch) job.answer = pass_on(durable.error());
  } else {
    commits_.fetch_add(1, std::memory_order_relaxed);
  }
  for (Job& job : batch) job.done(std::move(job.answer));
  burn_stack();  // the one who asked may have opened a turn that stood there
}

Result<void> SqliteWriter::attempt(std::vector<Job>& batch) {
  if (auto begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
  for (Job& job : batch) {
    job.answer = std::visit([this](auto& work) { return apply(work); }, job.work);
    if (!job.answer) return pass_on(job.answer.error());
  }
  return database_.run("COMMIT");
}

Result<Written> SqliteWriter::apply(Opening& opening) {
  Conversation const& row = opening.conversation;
  auto& open = statements_.open.with(row.id, row.created, row.expires, row.structure, row.state);
  auto const opened = open.row();
  if (!opened) return pass_on(opened.error());
  if (!*opened) return standing(row.id, opening.turn);
  std::int64_t const number = open.integer(0);
  open.done();
  if (auto added = add_turn(number, opening.turn); !added) return pass_on(added.error());
  if (auto added = add_counts(opening.counts); !added) return pass_on(added.error());
  return Written{};
}

Result<Written> SqliteWriter::apply(NextTurn& next) {
  auto& advance = statements_.advance.with(next.id, next.turn.number, next.state);
  auto const advanced = advance.row();
  if (!advanced) return pass_on(advanced.error());
  if (!*advanced) return standing(next.id, next.turn);
  std::int64_t const row = advance.integer(0);
  Seconds const expires = advance.integer(1);
  advance.done();
  bool const expiry_moved = expires > next.expires || expires < next.expires - expiry_slack;
  if (expiry_moved) {
    auto const moved = statements_.expire.with(row, next.expires).run();
    if (!moved) return pass_on(moved.error());
  }
  if (auto added = add_turn(row, next.turn); !added) return pass_on(added.error());
  if (auto added = add_counts(next.counts); !added) return pass_on(added.error());
  return Written{Outcome::committed, next.turn.number, std::nullopt};
}

// Nothing was written: is the turn the one that stands there already, is the conversation elsewhere, or
// is there none?
Result<Written> SqliteWriter::standing(Bytes32 const& id, Turn const& turn) {
  auto& find = statements_.find.with(id);
  auto const found = find.row();
  if (!found) return pass_on(found.error());
  if (!*found) return Written{Outcome::gone, 0, std::nullopt};
  std::int64_t const row = find.integer(0);
  auto const version = static_cast<TurnNumber>(find.integer(1));
  find.done();
  auto& kept = statements_.kept_turn.with(row, turn.number);
  auto const is_kept = kept.row();
  if (!is_kept) return pass_on(is_kept.error());
  bool const same = *is_kept && kept.blob(0) == turn.mark;
  Written written{Outcome::conflict, version, std::nullopt};
  if (same) written = {Outcome::replay, version, Turn{turn.number, turn.mark, kept.blob(1)}};
  kept.done();
  return written;
}

Result<Written> SqliteWriter::apply(Erase const& erase) {
  auto erased = statements_.erase_turns.with(erase.id).run();
  if (erased) erased = statements_.erase_row.with(erase.id).run();
  if (!erased) return pass_on(erased.error());
  return Written{};
}

Result<Written> SqliteWriter::apply(std::vector<Count> const& counts) {
  auto const added = add_counts(counts);
  if (!added) return pass_on(added.error());
  return Written{};
}

Result<Written> SqliteWriter::apply(Task const& task) {
  auto const done = task(database_);
  if (!done) return pass_on(done.error());
  return Written{};
}

Result<void> SqliteWriter::add_turn(std::int64_t row, Turn const& turn) {
  return statements_.turn.with(row, turn.number, turn.mark, turn.words_and_reply).run();
}

Result<void> SqliteWriter::add_counts(std::vector<Count> const& counts) {
  for (Count const& one : counts) {
    if (auto added = statements_.count.with(one.day, one.name, one.times).run(); !added) return added;
  }
  return {};
}

}  // namespace foyer::store
