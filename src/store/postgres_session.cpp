#include "store/postgres_session.h"

#include <libpq-fe.h>
#include <poll.h>

#include <chrono>
#include <cstring>

namespace foyer::store {
namespace {

constexpr int statement_ms_max = 5000;
constexpr int binary = 1;

struct Default {
  char const* keyword;
  char const* value;
};
// Counted only where the connection string says nothing of its own.
constexpr Default defaults[] = {{"connect_timeout", "2"},     {"target_session_attrs", "read-write"},
                                {"tcp_user_timeout", "5000"}, {"keepalives_idle", "5"},
                                {"keepalives_interval", "2"}, {"keepalives_count", "3"},
                                {"application_name", "foyer"}};

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

// SQLSTATEs after which another try, perhaps at another host, may go well.
bool worth_another_try(std::string_view state) {
  return state.starts_with("08") || state.starts_with("57P") || state == "25006" || state == "40001" ||
         state == "40P01" || state == "53300";
}

std::string first_line(char const* text) {
  std::string line = text == nullptr ? "" : text;
  return line.substr(0, line.find('\n'));
}

}  // namespace

Parameter blob(std::string_view bytes) {
  return {std::string(bytes), true};
}
Parameter blob(Bytes32 const& bytes) {
  return {std::string(reinterpret_cast<char const*>(bytes.data()), bytes.size()), true};
}
Parameter number(std::int64_t value) {
  return {std::to_string(value), false};
}
Parameter array(std::vector<std::string> const& items) {
  std::string text = "{";
  for (auto const& item : items) {
    text += text.size() > 1 ? ",\"" : "\"";
    for (char const letter : item) {
      if (letter == '"' || letter == '\\') text += '\\';
      text += letter;
    }
    text += '"';
  }
  return {text + "}", false};
}

void Rows::Clear::operator()(pg_result* result) const {
  PQclear(result);
}
int Rows::size() const {
  return PQntuples(result_.get());
}
bool Rows::null(int row, int column) const {
  return PQgetisnull(result_.get(), row, column) != 0;
}
std::int64_t Rows::integer(int row, int column) const {
  std::uint64_t value = 0;
  for (char const byte : bytes(row, column)) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}
std::string Rows::bytes(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

void PostgresSession::Finish::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

PostgresSession::PostgresSession(pg_conn* connection, std::string name)
    : connection_(connection), name_(std::move(name)) {}

Tried<PostgresSession> PostgresSession::connect(std::string const& where) {
  char* wrong = nullptr;
  Options const options(PQconninfoParse(where.c_str(), &wrong));
  if (!options) {
    Error error{"--store", "this is no connection string of PostgreSQL: " + first_line(wrong)};
    PQfreemem(wrong);
    return tl::unexpected<Failure>(Failure{std::move(error), false});
  }
  std::string name = "postgresql";
  std::vector<char const*> keywords, values;
  for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
    char const* value = option->val;
    for (Default const& one : defaults)
      if (value == nullptr && std::strcmp(one.keyword, option->keyword) == 0) value = one.value;
    if (value == nullptr) continue;
    if (std::strcmp(option->keyword, "host") == 0) name += std::string("://") + value;
    keywords.push_back(option->keyword);
    values.push_back(value);
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  PostgresSession session(PQconnectdbParams(keywords.data(), values.data(), 0), std::move(name));
  auto const silent = [](void*, char const*) {};  // libpq would write notices to stderr
  PQsetNoticeProcessor(session.connection_.get(), silent, nullptr);
  if (PQstatus(session.connection_.get()) != CONNECTION_OK) {
    std::string why = first_line(PQerrorMessage(session.connection_.get()));
    return tl::unexpected<Failure>(Failure{{session.name_, "no host takes turns: " + why}, true});
  }
  if (auto settled = session.settle(); !settled) return tl::unexpected<Failure>(settled.error());
  return session;
}

// An answer must mean that the turn is on a disk: what the server's settings leave out is put right or
// refused.
Tried<void> PostgresSession::settle() {
  PQsetErrorVerbosity(connection_.get(), PQERRORS_TERSE);
  auto const settings =
      run("SELECT (current_setting('synchronous_commit') = 'off')::int::int8,"
          " (current_setting('fsync') = 'off')::int::int8",
          {});
  if (!settings) return tl::unexpected<Failure>(settings.error());
  if (settings->integer(0, 1) != 0) {
    Error error{name_, "fsync is off there: what is answered could be lost; switch it on"};
    return tl::unexpected<Failure>(Failure{std::move(error), false});
  }
  if (settings->integer(0, 0) != 0) return script("SET synchronous_commit = on");
  return {};
}

Failure PostgresSession::failure(pg_result const* result) const {
  bool const lost = PQstatus(connection_.get()) != CONNECTION_OK || result == nullptr;
  char const* const state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  // The primary message only: details could quote what was sent.
  char const* const primary =
      result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  std::string why = primary != nullptr ? primary : first_line(PQerrorMessage(connection_.get()));
  if (why.empty()) why = "the connection was lost";
  bool const again = lost || (state != nullptr && worth_another_try(state));
  std::string what = again ? "it is not to be reached just now: " : "it refused: ";
  if (state != nullptr && std::string_view(state) == "53100")
    what = "the disk is full there, nothing more was kept: ";
  return {{name_, what + why}, again};
}

Tried<Rows> PostgresSession::answer() {
  using Clock = std::chrono::steady_clock;
  auto const end = Clock::now() + std::chrono::milliseconds(statement_ms_max);
  std::unique_ptr<pg_result, void (*)(pg_result*)> last(nullptr, PQclear);
  for (;;) {
    while (PQisBusy(connection_.get()) != 0) {
      auto const left =
          std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
      pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
      int const ready = left > 0 ? poll(&socket, 1, static_cast<int>(left)) : 0;
      if (ready <= 0) return tl::unexpected<Failure>(Failure{{name_, "it does not answer"}, true});
      if (PQconsumeInput(connection_.get()) == 0) return tl::unexpected<Failure>(failure(nullptr));
    }
    pg_result* const next = PQgetResult(connection_.get());
    if (next == nullptr) break;
    bool const bad_already = last && PQresultStatus(last.get()) == PGRES_FATAL_ERROR;
    if (bad_already) PQclear(next);
    if (!bad_already) last.reset(next);
  }
  auto const status = PQresultStatus(last.get());
  bool const good = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
  if (!last || !good) return tl::unexpected<Failure>(failure(last.get()));
  return Rows(last.release());
}

Tried<void> PostgresSession::script(std::string const& sql) {
  if (PQsendQuery(connection_.get(), sql.c_str()) == 0) return tl::unexpected<Failure>(failure(nullptr));
  auto const done = answer();
  if (!done) return tl::unexpected<Failure>(done.error());
  return {};
}

Tried<void> PostgresSession::prepare(char const* sql, std::size_t parameters) {
  if (prepared_.contains(sql)) return {};
  std::string const name = "s" + std::to_string(prepared_.size());
  if (PQsendPrepare(connection_.get(), name.c_str(), sql, static_cast<int>(parameters), nullptr) == 0)
    return tl::unexpected<Failure>(failure(nullptr));
  auto const done = answer();
  if (!done) return tl::unexpected<Failure>(done.error());
  prepared_.emplace(sql, name);
  return {};
}

Tried<Rows> PostgresSession::run(char const* sql, std::vector<Parameter> const& parameters) {
  if (auto ready = prepare(sql, parameters.size()); !ready)
    return tl::unexpected<Failure>(ready.error());
  std::vector<char const*> values;
  std::vector<int> lengths, formats;
  for (auto const& one : parameters) {
    values.push_back(one.value.data());
    lengths.push_back(static_cast<int>(one.value.size()));
    formats.push_back(one.binary ? binary : 0);
  }
  int const sent =
      PQsendQueryPrepared(connection_.get(), prepared_.at(sql).c_str(), static_cast<int>(values.size()),
                          values.data(), lengths.data(), formats.data(), binary);
  if (sent == 0) return tl::unexpected<Failure>(failure(nullptr));
  return answer();
}

}  // namespace foyer::store
