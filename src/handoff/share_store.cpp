#include "handoff/share_store.h"

#include <array>

#include "handoff/age_keys.h"
#include "store/sqlite_schema.h"

namespace foyer::handoff {

namespace {

using store::Database;

constexpr char const* first = R"sql(
CREATE TABLE share (
  number   BLOB PRIMARY KEY,
  owner    BLOB NOT NULL UNIQUE CHECK (length(owner) = 32),
  practice BLOB NOT NULL,
  locale   BLOB NOT NULL,
  mark     BLOB NOT NULL,
  sent     INTEGER NOT NULL,
  expires  INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  opened   INTEGER NOT NULL DEFAULT 0,
  sealed   BLOB NOT NULL
) STRICT;
CREATE INDEX share_practice ON share (practice, sent);
CREATE TABLE outbox (
  row      INTEGER PRIMARY KEY,
  message  BLOB NOT NULL UNIQUE,
  number   BLOB NOT NULL,
  practice BLOB NOT NULL,
  channel  BLOB NOT NULL,
  sent     INTEGER NOT NULL,
  due      INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_due ON outbox (due);
)sql";
constexpr std::array<char const*, 1> migrations = {first};

constexpr std::array<std::string_view, 5> state_names = {"none", "waiting", "opened", "deleted",
                                                         "withdrawn"};
constexpr std::int64_t number_of(ShareState state) {
  return static_cast<std::int64_t>(state);
}

tl::unexpected<Error> pass_on(Error const& error) {
  return tl::unexpected<Error>(error);
}

// `sql` with its values, to its end; how many rows it changed.
template <class... Values>
Result<std::uint64_t> change(Database& database, char const* sql, Values const&... values) {
  auto statement = database.prepare(sql);
  if (!statement) return pass_on(statement.error());
  if (auto done = statement->with(values...).run(); !done) return pass_on(done.error());
  return database.changes();
}

}  // namespace

std::string_view to_string(ShareState state) {
  return state_names[static_cast<std::size_t>(state)];
}

Result<std::unique_ptr<ShareStore>> ShareStore::open(std::string const& file) {
  auto database = Database::open(file, Database::Use::write);
  if (!database) return pass_on(database.error());
  if (auto ready = store::migrate(*database, migrations); !ready) return pass_on(ready.error());
  return std::unique_ptr<ShareStore>(new ShareStore(std::move(*database)));
}

template <class Change>
Result<void> ShareStore::together(Change change_all) {
  if (auto begun = database_.run("BEGIN IMMEDIATE"); !begun) return begun;
  Result<void> done = change_all();
  if (done) done = database_.run("COMMIT");
  if (!done && database_.in_transaction()) (void)database_.run("ROLLBACK").has_value();
  return done;
}

// What was erased leaves the write-ahead log too.
Result<void> ShareStore::scrub() {
  return database_.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<Receipt> ShareStore::find(Bytes32 const& owner) {
  auto found = database_.prepare("SELECT number, state, sent FROM share WHERE owner = ?1");
  if (!found) return pass_on(found.error());
  auto const any = found->with(owner).row();
  if (!any) return pass_on(any.error());
  if (!*any) return Receipt{};
  return Receipt{static_cast<ShareState>(found->integer(1)), found->blob(0), found->integer(2)};
}

Result<void> ShareStore::insert(Handover const& handover) {
  auto put =
      change(database_,
             "INSERT INTO share (number, owner, practice, locale, mark, sent, expires, state, sealed)"
             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
             handover.number, handover.owner, handover.practice, handover.locale, handover.mark,
             handover.sent, handover.expires, number_of(ShareState::waiting), handover.sealed);
  for (auto const& channel : handover.channels) {
    if (!put) break;
    auto const message =
        "msg_" + to_base64url(recipient_of(make_identity()).point);  // 32 bytes that nobody can guess
    put = change(database_,
                 "INSERT INTO outbox (message, number, practice, channel, sent, due) VALUES (?1, ?2, "
                 "?3, ?4, ?5, ?5)",
                 message, handover.number, handover.practice, channel, handover.sent);
  }
  if (!put) return pass_on(put.error());
  return {};
}

Result<Receipt> ShareStore::hand_over(Handover const& handover) {
  std::scoped_lock const lock(mutex_);
  Result<Receipt> receipt = Receipt{};
  auto const done = together([&]() -> Result<void> {
    receipt = find(handover.owner);
    if (!receipt) return pass_on(receipt.error());
    if (receipt->state != ShareState::none) {
      auto same = database_.prepare("SELECT mark FROM share WHERE owner = ?1");
      if (!same) return pass_on(same.error());
      auto const any = same->with(handover.owner).row();
      receipt->same = any && *any && same->blob(0) == handover.mark;
      return {};
    }
    *receipt = {ShareState::waiting, handover.number, handover.sent};
    return insert(handover);
  });
  if (!done) return pass_on(done.error());
  return receipt;
}

Result<Receipt> ShareStore::receipt(Bytes32 const& owner) {
  std::scoped_lock const lock(mutex_);
  return find(owner);
}

Result<Receipt> ShareStore::withdraw(Bytes32 const& owner) {
  std::scoped_lock const lock(mutex_);
  Result<Receipt> receipt = Receipt{};
  auto done = together([&]() -> Result<void> {
    receipt = find(owner);
    if (!receipt) return pass_on(receipt.error());
    if (receipt->state != ShareState::waiting) return {};
    receipt->state = ShareState::withdrawn;
    auto gone = change(database_, "DELETE FROM outbox WHERE number = ?1", receipt->number);
    if (gone) gone = change(database_, "DELETE FROM share WHERE owner = ?1", owner);
    if (!gone) return pass_on(gone.error());
    return {};
  });
  if (done && receipt->state == ShareState::withdrawn) done = scrub();
  if (!done) return pass_on(done.error());
  return receipt;
}

Result<std::vector<Listed>> ShareStore::list(std::string const& practice) {
  std::scoped_lock const lock(mutex_);
  auto rows = database_.prepare(
      "SELECT number, locale, sent, state FROM share WHERE practice = ?1 ORDER BY sent, number");
  if (!rows) return pass_on(rows.error());
  rows->with(practice);
  std::vector<Listed> listed;
  for (;;) {
    auto const more = rows->row();
    if (!more) return pass_on(more.error());
    if (!*more) return listed;
    listed.push_back({rows->blob(0), practice, rows->blob(1), rows->integer(2),
                      static_cast<ShareState>(rows->integer(3))});
  }
}

Result<std::optional<std::string>> ShareStore::take(std::string const& practice,
                                                    std::string const& number, Seconds now) {
  std::scoped_lock const lock(mutex_);
  std::optional<std::string> sealed;
  auto const done = together([&]() -> Result<void> {
    auto find = database_.prepare(
        "SELECT sealed FROM share WHERE practice = ?1 AND number = ?2 AND state <> ?3");
    if (!find) return pass_on(find.error());
    auto const any = find->with(practice, number, number_of(ShareState::deleted)).row();
    if (!any) return pass_on(any.error());
    if (!*any) return {};
    sealed = find->blob(0);
    find->done();
    auto const opened = change(
        database_,
        "UPDATE share SET state = ?3, opened = ?4 WHERE practice = ?1 AND number = ?2 AND opened = 0",
        practice, number, number_of(ShareState::opened), now);
    if (!opened) return pass_on(opened.error());
    return {};
  });
  if (!done) return pass_on(done.error());
  return sealed;
}

Result<bool> ShareStore::remove(std::string const& practice, std::string const& number) {
  std::scoped_lock const lock(mutex_);
  // The number stays, so that the visitor can be told what became of it.
  auto const gone = change(
      database_,
      "UPDATE share SET state = ?3, sealed = x'' WHERE practice = ?1 AND number = ?2 AND state <> ?3",
      practice, number, number_of(ShareState::deleted));
  if (!gone) return pass_on(gone.error());
  if (auto clean = scrub(); !clean) return pass_on(clean.error());
  return *gone > 0;
}

Result<std::uint64_t> ShareStore::sweep(Seconds now) {
  std::scoped_lock const lock(mutex_);
  std::uint64_t swept = 0;
  auto done = together([&]() -> Result<void> {
    auto gone =
        change(database_,
               "DELETE FROM outbox WHERE number IN (SELECT number FROM share WHERE expires <= ?1)", now);
    if (gone) gone = change(database_, "DELETE FROM share WHERE expires <= ?1", now);
    if (!gone) return pass_on(gone.error());
    swept = *gone;
    return {};
  });
  if (done && swept > 0) done = scrub();
  if (!done) return pass_on(done.error());
  return swept;
}

Result<std::vector<Due>> ShareStore::due(Seconds now) {
  std::scoped_lock const lock(mutex_);
  auto rows = database_.prepare(
      "SELECT row, message, practice, number, channel, sent, attempts FROM outbox WHERE due <= ?1 ORDER "
      "BY due LIMIT 20");
  if (!rows) return pass_on(rows.error());
  rows->with(now);
  std::vector<Due> all;
  for (;;) {
    auto const more = rows->row();
    if (!more) return pass_on(more.error());
    if (!*more) return all;
    all.push_back({rows->integer(0), rows->blob(1), rows->blob(2), rows->blob(3), rows->blob(4),
                   rows->integer(5), static_cast<unsigned>(rows->integer(6))});
  }
}

Result<void> ShareStore::told(std::int64_t row) {
  std::scoped_lock const lock(mutex_);
  auto const gone = change(database_, "DELETE FROM outbox WHERE row = ?1", row);
  if (!gone) return pass_on(gone.error());
  return {};
}

Result<void> ShareStore::try_again(std::int64_t row, Seconds at) {
  std::scoped_lock const lock(mutex_);
  auto const moved =
      change(database_, "UPDATE outbox SET attempts = attempts + 1, due = ?2 WHERE row = ?1", row, at);
  if (!moved) return pass_on(moved.error());
  return {};
}

Result<std::uint64_t> ShareStore::waiting_to_tell() {
  std::scoped_lock const lock(mutex_);
  auto const count = database_.integer("SELECT count(*) FROM outbox");
  if (!count) return pass_on(count.error());
  return static_cast<std::uint64_t>(*count);
}

}  // namespace foyer::handoff
