#include "store/sqlite_database.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

namespace foyer::store {
namespace {

constexpr int lock_wait_ms = 5000;

std::string sentence(int code, int system_error) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "the disk is full: nothing more was kept; free some space, and it goes on by itself";
    case SQLITE_READONLY:
      return "it cannot be written to (read-only disk, or the wrong owner): nothing more was kept";
    case SQLITE_CANTOPEN:
      return "it cannot be opened; does the folder exist, and may this user write there?";
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "this user may not use it";
    case SQLITE_IOERR:
      if (system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG) {
        return "there is no room left to write: nothing more was kept; free some space, and it goes on "
               "by itself";
      }
      return "the disk failed to read or write: nothing more was kept; look at the system's log";
    case SQLITE_CORRUPT:
      return "it is damaged; stop the server, keep a copy, and run foyer restore with the last backup";
    case SQLITE_NOTADB:
      return "it is not a database of Foyer, or it is damaged; restore the last backup";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program holds it locked; nothing was kept, try again";
    case SQLITE_NOMEM:
      return "there is not enough memory";
    default:
      return "the database refused";
  }
}

// The file is made before SQLite makes it, so that it, its WAL and its index are the owner's alone.
Result<void> make_private(std::string const& file) {
  int const descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) {
    ::close(descriptor);
    return {};
  }
  return fail(file, std::string("it cannot be opened for writing: ") + std::strerror(errno));
}

constexpr char const* for_writing =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"      // a power cut loses no answered turn
    "PRAGMA secure_delete=ON;"      // what is deleted is overwritten with zeros
    "PRAGMA wal_autocheckpoint=0;"  // the checkpointer does it, off the turns' path
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA temp_store=MEMORY;"  // no words, not even sealed ones, in other files
    "PRAGMA cache_size=-16384;"
    "PRAGMA trusted_schema=OFF";
constexpr char const* for_reading =
    "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192; PRAGMA trusted_schema=OFF";

// Two that make a new file's log at once are both told "busy" without waiting, since each waits for the
// other.
Result<void> settle(Database& database, char const* settings) {
  using namespace std::chrono;
  auto const until = steady_clock::now() + milliseconds(lock_wait_ms);
  for (;;) {
    auto set = database.run(settings);
    if (set || !database.busy() || steady_clock::now() > until) return set;
    std::this_thread::sleep_for(milliseconds(5));
  }
}

}  // namespace

Error sqlite_error(sqlite3* database, std::string const& file) {
  int const code = database != nullptr ? sqlite3_extended_errcode(database) : SQLITE_NOMEM;
  int const system_error = database != nullptr ? sqlite3_system_errno(database) : 0;
  std::string what = sentence(code, system_error);
  what += " (SQLite ";
  what += std::to_string(code);
  what += ": ";
  what += database != nullptr ? sqlite3_errmsg(database) : "out of memory";
  what += ")";
  return {file, std::move(what)};
}

Result<bool> Statement::row() {
  int const code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_.get());
    return false;
  }
  auto error = tl::unexpected<Error>(sqlite_error(database_, *file_));
  sqlite3_reset(statement_.get());
  return error;
}

Result<void> Statement::run() {
  for (;;) {
    auto const more = row();
    if (!more) return tl::unexpected<Error>(more.error());
    if (!*more) return {};
  }
}

std::string Statement::blob(int column) const {
  auto const* data = static_cast<char const*>(sqlite3_column_blob(statement_.get(), column));
  auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return data == nullptr ? std::string() : std::string(data, size);
}

Result<Database> Database::open(std::string const& file, Use use) {
  if (use == Use::write) {
    if (auto made = make_private(file); !made) return tl::unexpected<Error>(made.error());
  }
  Database database;
  database.file_ = std::make_unique<std::string>(file);
  sqlite3* handle = nullptr;
  int const code =
      sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  database.handle_.reset(handle);
  if (code != SQLITE_OK) return tl::unexpected<Error>(database.error());
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, lock_wait_ms);
  auto const set = settle(database, use == Use::write ? for_writing : for_reading);
  if (!set) return tl::unexpected<Error>(set.error());
  return database;
}

Result<Statement> Database::prepare(char const* sql) {
  sqlite3_stmt* statement = nullptr;
  int const code =
      sqlite3_prepare_v3(handle_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return tl::unexpected<Error>(error());
  return Statement(handle_.get(), file_.get(), statement);
}

Result<void> Database::run(char const* sql) {
  if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return tl::unexpected<Error>(error());
  }
  return {};
}

Result<std::int64_t> Database::integer(char const* sql) {
  auto statement = prepare(sql);
  if (!statement) return tl::unexpected<Error>(statement.error());
  auto const found = statement->row();
  if (!found) return tl::unexpected<Error>(found.error());
  return *found ? statement->integer(0) : 0;
}

}  // namespace foyer::store
