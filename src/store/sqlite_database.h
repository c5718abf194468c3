// sqlite_database.h - SQLite as values: a connection, a prepared statement, and errors as sentences for
// an operator.
//
// One Database belongs to one thread at a time. Statements must not outlive it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/ids.h"
#include "base/result.h"

namespace foyer::store {

inline std::string_view as_blob(Bytes32 const& bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

// What went wrong, for the one who runs the server: what happened to the data, and what to do.
Error sqlite_error(sqlite3* database, std::string const& file);

class Statement {
 public:
  Statement() = default;
  Statement(sqlite3* database, std::string const* file, sqlite3_stmt* statement)
      : database_(database), file_(file), statement_(statement) {}

  // Binds ?1, ?2, … in order. Blobs are not copied: they must live until the statement is done.
  template <class... Values>
  Statement& with(Values const&... values) {
    sqlite3_reset(statement_.get());
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }

  Result<bool> row();  // steps; true while there is a row to read
  Result<void> run();  // steps to the end, and lets go of the data
  void done() { sqlite3_reset(statement_.get()); }

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  std::string blob(int column) const;

 private:
  void bind(int index, std::string_view blob) {
    // A null pointer would be bound as NULL; an empty blob is still a blob.
    sqlite3_bind_blob64(statement_.get(), index, blob.empty() ? "" : blob.data(), blob.size(),
                        SQLITE_STATIC);
  }
  void bind(int index, Bytes32 const& bytes) { bind(index, as_blob(bytes)); }
  template <class Integer>
  requires std::is_integral_v<Integer>
  void bind(int index, Integer value) {
    sqlite3_bind_int64(statement_.get(), index, static_cast<std::int64_t>(value));
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_ = nullptr;
  std::string const* file_ = nullptr;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Use : std::uint8_t { read, write };
  static Result<Database> open(std::string const& file, Use use);

  Result<Statement> prepare(char const* sql);
  Result<void> run(char const* sql);              // one or more statements without results
  Result<std::int64_t> integer(char const* sql);  // the one number a statement answers with
  bool in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }
  bool busy() const {
    return (sqlite3_errcode(handle_.get()) & 0xff) == SQLITE_BUSY;
  }  // what failed last, failed at a lock
  std::uint64_t changes() const { return static_cast<std::uint64_t>(sqlite3_changes64(handle_.get())); }
  sqlite3* handle() const { return handle_.get(); }
  std::string const& file() const { return *file_; }
  Error error() const { return sqlite_error(handle_.get(), *file_); }

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<std::string> file_;  // at a fixed address: statements point to it
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace foyer::store
