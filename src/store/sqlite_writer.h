// sqlite_writer.h - the one hand that writes: whatever waits is written in one transaction, made durable
// by one fsync, and only then answered.
//
// Natural group commit: no delay is ever added. While one batch is being made durable the next one
// gathers, so the batch grows with the load, and a lone visitor waits for one fsync only. A batch that
// fails answers every one of its waiters with the error, and nothing of it is kept.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "store/sqlite_database.h"
#include "store/store.h"

namespace foyer::store {

// The prepared statements of a turn. Belongs to the writer's thread.
struct WriterStatements {
  Statement open, turn, advance, expire, find, kept_turn, erase_turns, erase_row, count;
};

class SqliteWriter {
 public:
  struct Erase {
    Bytes32 id{};
  };
  using Task = std::function<Result<void>(Database&)>;  // housekeeping, in the same line as the turns
  using Work = std::variant<Opening, NextTurn, Erase, std::vector<Count>, Task>;

  static Result<std::unique_ptr<SqliteWriter>> start(Database database);
  ~SqliteWriter() { finish(); }

  void finish();  // writes and answers what waits, then ends; what comes later waits for ever

  void write(Work work, WhenWritten done);
  Result<void> wait(Work work);  // the same, for housekeeping: returns when it is durable

  std::uint64_t wal_pages() const { return wal_pages_.load(std::memory_order_relaxed); }
  std::uint64_t commits() const { return commits_.load(std::memory_order_relaxed); }
  void wal_was_emptied() { wal_pages_.store(0, std::memory_order_relaxed); }

 private:
  struct Job {
    Work work;
    WhenWritten done;
    Result<Written> answer = Written{};
  };

  SqliteWriter(Database database, WriterStatements statements);
  void run();
  void write_batch(std::vector<Job>& batch);
  Result<void> attempt(std::vector<Job>& batch);

  Result<Written> apply(Opening& opening);
  Result<Written> apply(NextTurn& next);
  Result<Written> apply(Erase const& erase);
  Result<Written> apply(std::vector<Count> const& counts);
  Result<Written> apply(Task const& task);
  Result<Written> standing(Bytes32 const& id, Turn const& turn);
  Result<void> add_turn(std::int64_t row, Turn const& turn);
  Result<void> add_counts(std::vector<Count> const& counts);

  Database database_;
  WriterStatements statements_;
  std::atomic<std::uint64_t> wal_pages_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Job> waiting_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace foyer::store
