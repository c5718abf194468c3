// postgres_session.h - one connection to PostgreSQL: statements in, rows out, and whether a failure is
// worth another try.
//
//     auto session = PostgresSession::connect("postgresql://one,two/foyer");  // the first host that
//     takes writes auto rows = session->run("SELECT state FROM conversation WHERE id = $1", {blob(id)});
//
// Every wait has an end (a partition must not hold a visitor for ever). Belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

struct pg_conn;
struct pg_result;

namespace foyer::store {

// A value for $1, $2, …: text that PostgreSQL reads, or bytes as they are.
struct Parameter {
  std::string value;
  bool binary = false;
};
Parameter blob(std::string_view bytes);
Parameter blob(Bytes32 const& bytes);
Parameter number(std::int64_t value);
Parameter array(std::vector<std::string> const& items);

class Rows {
 public:
  explicit Rows(pg_result* result) : result_(result) {}
  int size() const;
  bool null(int row, int column) const;
  std::int64_t integer(int row, int column) const;  // of a column cast to int8
  std::string bytes(int row, int column) const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

// Why a statement has no answer. `again`: the connection is lost, or this server takes no writes (any
// more): whether the statement was done is not known, and it may be tried elsewhere, for every statement
// of ours is conditional.
struct Failure {
  Error error;
  bool again = false;
};
template <class T>
using Tried = tl::expected<T, Failure>;

class PostgresSession {
 public:
  static Tried<PostgresSession> connect(std::string const& where);

  Tried<Rows> run(char const* sql,
                  std::vector<Parameter> const& parameters);  // prepared once; `sql` is a literal
  Tried<void> script(std::string const& sql);                 // several statements, no parameters

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  explicit PostgresSession(pg_conn* connection, std::string name);
  Tried<void> settle();
  Tried<void> prepare(char const* sql, std::size_t parameters);
  Tried<Rows> answer();  // of what was sent, within statement_ms_max
  Failure failure(pg_result const* result) const;

  std::unique_ptr<pg_conn, Finish> connection_;
  std::string name_;  // the hosts, for messages: never the password
  std::map<char const*, std::string> prepared_;
};

}  // namespace foyer::store
