#include "store/sqlite_checkpointer.h"

#include <chrono>
#include <utility>

namespace foyer::store {
namespace {

constexpr std::chrono::milliseconds look_every_ms(100);
constexpr int quiet_looks_max = 10;                     // a second without a commit
constexpr std::uint64_t passive_pages = 1000;           // 4 MiB
constexpr std::uint64_t log_pages_max = 64 * 1024 / 4;  // 64 MiB

}  // namespace

SqliteCheckpointer::SqliteCheckpointer(Database database, SqliteWriter* writer)
    : database_(std::move(database)), writer_(writer) {
  thread_ = std::thread([this] { run(); });
}

SqliteCheckpointer::~SqliteCheckpointer() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void SqliteCheckpointer::scrub() {
  std::scoped_lock const lock(mutex_);
  scrub_ = true;
}

void SqliteCheckpointer::run() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    wake_.wait_for(lock, look_every_ms);
    bool const scrub_now = std::exchange(scrub_, false);
    lock.unlock();
    bool const failed = scrub_now && !empty_log();
    if (!scrub_now) look();
    lock.lock();
    scrub_ = scrub_ || failed;  // a reader was in the way: again at the next look
  }
}

// A checkpoint that fails loses nothing: the log keeps it, and the next look tries again.
void SqliteCheckpointer::look() {
  std::uint64_t const commits = writer_->commits();
  std::uint64_t const pages = writer_->wal_pages();
  quiet_looks_ = commits == commits_seen_ ? quiet_looks_ + 1 : 0;
  commits_seen_ = commits;
  if (pages == 0) return;
  if (pages > log_pages_max || quiet_looks_ >= quiet_looks_max) {
    quiet_looks_ = 0;
    empty_log();
    return;
  }
  if (pages < pages_carried_) pages_carried_ = 0;  // the log began anew
  if (pages - pages_carried_ < passive_pages) return;
  sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  pages_carried_ = pages;
}

bool SqliteCheckpointer::empty_log() {
  std::uint64_t const commits = writer_->commits();
  int const code = sqlite3_wal_checkpoint_v2(database_.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE,
                                             nullptr, nullptr);
  if (code != SQLITE_OK) return false;
  pages_carried_ = 0;
  if (commits == writer_->commits()) writer_->wal_was_emptied();
  return true;
}

}  // namespace foyer::store
