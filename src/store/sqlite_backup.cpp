#include "store/sqlite_backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/file_lock.h"
#include "store/sqlite_database.h"
#include "store/sqlite_schema.h"

namespace foyer::store {
namespace {

Result<void> copy_pages(Database& from, Database& to) {
  sqlite3_backup* const copy = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (copy == nullptr) return tl::unexpected<Error>(to.error());
  // All pages in one read transaction: the copy is one moment's, and is never begun again because of a
  // turn.
  int const stepped = sqlite3_backup_step(copy, -1);
  int const finished = sqlite3_backup_finish(copy);
  if (stepped != SQLITE_DONE || finished != SQLITE_OK) return tl::unexpected<Error>(to.error());
  return to.run("PRAGMA journal_mode=DELETE");  // one file, without a log beside it
}

Result<void> flush(std::string const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return fail(path, std::string("it cannot be opened: ") + std::strerror(errno));
  int const flushed = ::fsync(descriptor);
  ::close(descriptor);
  if (flushed != 0) return fail(path, std::string("the disk did not take it: ") + std::strerror(errno));
  return {};
}

Result<void> make_copy(std::string const& from, std::string const& part) {
  auto source = Database::open(from, Database::Use::read);
  if (!source) return tl::unexpected<Error>(source.error());
  auto copy = Database::open(part, Database::Use::write);
  if (!copy) return tl::unexpected<Error>(copy.error());
  return copy_pages(*source, *copy);
}

std::string free_name(std::string const& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  std::string const first = file + ".before-restore";
  std::string name = first;
  for (int number = 2; fs::exists(name, error) || fs::exists(name + "-wal", error); ++number)
    name = first + "-" + std::to_string(number);
  return name;
}

// The old log must be out of the way before the new file is in place: SQLite would play it over the new
// file.
Result<void> set_aside(std::string const& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  std::string const aside = free_name(file);
  fs::create_hard_link(file, aside, error);
  if (!error && fs::exists(file + "-wal")) fs::rename(file + "-wal", aside + "-wal", error);
  if (error) return fail(aside, "what was there cannot be set aside: " + error.message());
  fs::remove(file + "-shm", error);
  return {};
}

}  // namespace

Result<void> sqlite_check(std::string const& file) {
  auto database = Database::open(file, Database::Use::read);
  if (!database) return tl::unexpected<Error>(database.error());
  auto check = database->prepare("PRAGMA integrity_check(1)");
  if (!check) return tl::unexpected<Error>(check.error());
  auto const row = check->row();
  if (!row) return tl::unexpected<Error>(row.error());
  std::string const verdict = *row ? check->blob(0) : "no answer";
  if (verdict != "ok") return fail(file, "it is damaged: " + verdict);
  auto const version = database->integer("PRAGMA user_version");
  if (!version) return tl::unexpected<Error>(version.error());
  if (*version < 1 || *version > static_cast<std::int64_t>(migrations().size())) {
    return fail(file, "it is not a store this Foyer knows (schema " + std::to_string(*version) + ")");
  }
  return {};
}

Result<void> sqlite_backup(std::string const& from, std::string const& to) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::exists(to, error))
    return fail(to, "there is such a file already; a backup never overwrites one");
  std::string const part = to + ".part";
  for (auto const* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(part + tail, error);
  auto done = make_copy(from, part);
  if (done) done = sqlite_check(part);
  if (done) done = flush(part);
  if (!done) {
    fs::remove(part, error);
    return done;
  }
  fs::rename(part, to, error);
  if (error) return fail(to, "it cannot be put in its place: " + error.message());
  auto const folder = fs::path(to).parent_path();
  return flush(folder.empty() ? "." : folder.string());
}

Result<void> sqlite_restore(std::string const& from, std::string const& to) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::exists(from, error)) return fail(from, "there is no such file");
  auto const lock = FileLock::take(to, FileLock::Use::alone);
  if (!lock) return tl::unexpected<Error>(lock.error());
  if (auto whole = sqlite_check(from); !whole) return whole;
  std::string const fresh = to + ".restoring";
  fs::remove(fresh, error);
  if (auto copied = sqlite_backup(from, fresh); !copied) return copied;
  if (auto aside = set_aside(to); !aside) {
    fs::remove(fresh, error);
    return aside;
  }
  fs::rename(fresh, to, error);
  if (error) return fail(to, "the backup cannot be put in its place: " + error.message());
  auto const folder = fs::path(to).parent_path();
  return flush(folder.empty() ? "." : folder.string());
}

}  // namespace foyer::store
