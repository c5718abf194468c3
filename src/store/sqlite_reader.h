// sqlite_reader.h - reads conversations on a connection and a thread of its own; neither waits for the
// writer, nor it for them.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite_database.h"
#include "store/store.h"

namespace foyer::store {

class SqliteReader {
 public:
  static Result<std::unique_ptr<SqliteReader>> start(Database database);
  ~SqliteReader();  // answers what waits, then ends

  void load(Bytes32 const& id, WhenLoaded done);

 private:
  struct Job {
    Bytes32 id;
    WhenLoaded done;
  };
  SqliteReader(Database database, Statement conversation, Statement turns);
  void run();
  Result<std::optional<Record>> read(Bytes32 const& id);
  Result<std::optional<Record>> read_snapshot(Bytes32 const& id);

  Database database_;
  Statement conversation_;
  Statement turns_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::vector<Job> waiting_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace foyer::store
