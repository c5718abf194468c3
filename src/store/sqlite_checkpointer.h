// sqlite_checkpointer.h - carries the write-ahead log over into the database file, off the turns' path.
//
// A checkpoint inside a commit is what makes its tail long, so the writer never does one. Here: a
// passive one whenever the log has grown by a few megabytes; a full one, which empties the log, when it
// is over its cap, when nothing has been written for a second, and soon after an erasure, so that what
// was erased leaves the log too.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "store/sqlite_writer.h"

namespace foyer::store {

class SqliteCheckpointer {
 public:
  SqliteCheckpointer(Database database, SqliteWriter* writer);
  ~SqliteCheckpointer();

  void scrub();  // something was erased: empty the log soon

 private:
  void run();
  void look();
  bool empty_log();

  Database database_;
  SqliteWriter* writer_;
  std::uint64_t pages_carried_ = 0;
  std::uint64_t commits_seen_ = 0;
  int quiet_looks_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool scrub_ = false;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace foyer::store
