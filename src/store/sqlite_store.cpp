#include "store/sqlite_store.h"

#include <mutex>
#include <set>
#include <utility>

#include "store/file_lock.h"
#include "store/sqlite_backup.h"
#include "store/sqlite_checkpointer.h"
#include "store/sqlite_database.h"
#include "store/sqlite_reader.h"
#include "store/sqlite_schema.h"
#include "store/sqlite_writer.h"

namespace foyer::store {
namespace {

constexpr int sweep_rows = 200;  // per transaction: a sweep must not hold up a turn

tl::unexpected<Error> pass_on(Error const& error) {
  return tl::unexpected<Error>(error);
}

class SqliteStore final : public Store {
 public:
  SqliteStore(FileLock lock, std::string file, Database housekeeping,
              std::unique_ptr<SqliteReader> reader, std::unique_ptr<SqliteWriter> writer,
              Database checkpoints)
      : lock_(std::move(lock)),
        file_(std::move(file)),
        housekeeping_(std::move(housekeeping)),
        reader_(std::move(reader)),
        writer_(std::move(writer)),
        checkpointer_(std::make_unique<SqliteCheckpointer>(std::move(checkpoints), writer_.get())) {}

  ~SqliteStore() override {
    writer_->finish();  // its last answers may still ask for a scrub
    checkpointer_.reset();
    reader_.reset();
    writer_.reset();
    // The last word: nothing is left in the log. Should it fail, the log is carried over at the next
    // start.
    auto last = Database::open(file_, Database::Use::write);
    if (!last) return;
    sqlite3_wal_checkpoint_v2(last->handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  }

  void open(Opening opening, WhenWritten done) override {
    writer_->write(std::move(opening), std::move(done));
  }
  void commit(NextTurn turn, WhenWritten done) override {
    writer_->write(std::move(turn), std::move(done));
  }
  void load(Bytes32 const& id, WhenLoaded done) override { reader_->load(id, std::move(done)); }

  void erase(Bytes32 const& id, WhenWritten done) override {
    writer_->write(SqliteWriter::Erase{id}, [this, done = std::move(done)](Result<Written> written) {
      if (written) checkpointer_->scrub();
      done(std::move(written));
    });
  }

  Result<std::uint64_t> sweep(Seconds now) override;
  Result<std::uint64_t> conversations() override { return number("SELECT count(*) FROM conversation"); }
  Result<void> put_structure(Bytes32 const& hash, std::string const& structure) override;
  Result<std::optional<std::string>> structure(Bytes32 const& hash) override;
  Result<std::uint64_t> sweep_structures(std::vector<Bytes32> const& keep) override;
  Result<void> count(std::vector<Count> const& counts) override { return writer_->wait(counts); }
  Result<std::vector<Count>> counts(Day first, Day last) override;
  Result<void> backup(std::string const& file) override { return sqlite_backup(file_, file); }
  Result<void> ready() override {
    return writer_->wait(
        [](Database& database) { return database.run("UPDATE probe SET at = at + 1"); });
  }

 private:
  Result<std::uint64_t> number(char const* sql) {
    std::scoped_lock const lock(mutex_);
    auto const found = housekeeping_.integer(sql);
    if (!found) return pass_on(found.error());
    return static_cast<std::uint64_t>(*found);
  }

  FileLock lock_;
  std::string file_;
  std::mutex mutex_;  // guards the next two
  Database housekeeping_;
  std::set<Bytes32>
      kept_structures_;  // put before: opening a conversation need not wait for the disk twice
  std::unique_ptr<SqliteReader> reader_;
  std::unique_ptr<SqliteWriter> writer_;
  std::unique_ptr<SqliteCheckpointer> checkpointer_;
};

Result<std::uint64_t> sweep_some(Database& database, Seconds now) {
  auto turns = database.prepare(
      "DELETE FROM turn WHERE conversation IN"
      " (SELECT row FROM conversation WHERE expires <= ?1 ORDER BY expires, row LIMIT ?2)");
  if (!turns) return pass_on(turns.error());
  auto rows = database.prepare(
      "DELETE FROM conversation WHERE row IN"
      " (SELECT row FROM conversation WHERE expires <= ?1 ORDER BY expires, row LIMIT ?2)");
  if (!rows) return pass_on(rows.error());
  auto swept = turns->with(now, sweep_rows).run();
  if (swept) swept = rows->with(now, sweep_rows).run();
  if (!swept) return pass_on(swept.error());
  return database.changes();
}

Result<std::uint64_t> SqliteStore::sweep(Seconds now) {
  std::uint64_t all = 0;
  for (;;) {
    std::uint64_t some = 0;
    auto const swept = writer_->wait([now, &some](Database& database) -> Result<void> {
      auto const count = sweep_some(database, now);
      if (!count) return pass_on(count.error());
      some = *count;
      return {};
    });
    if (!swept) return pass_on(swept.error());
    all += some;
    if (some < sweep_rows) break;
  }
  if (all > 0) checkpointer_->scrub();
  return all;
}

Result<void> SqliteStore::put_structure(Bytes32 const& hash, std::string const& structure) {
  {
    std::scoped_lock const lock(mutex_);
    if (kept_structures_.contains(hash)) return {};
  }
  auto put = writer_->wait([&](Database& database) -> Result<void> {
    auto insert =
        database.prepare("INSERT INTO structure (hash, content) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
    if (!insert) return pass_on(insert.error());
    return insert->with(hash, structure).run();
  });
  std::scoped_lock const lock(mutex_);
  if (put) kept_structures_.insert(hash);
  return put;
}

Result<std::optional<std::string>> SqliteStore::structure(Bytes32 const& hash) {
  std::scoped_lock const lock(mutex_);
  auto get = housekeeping_.prepare("SELECT content FROM structure WHERE hash = ?1");
  if (!get) return pass_on(get.error());
  auto const found = get->with(hash).row();
  if (!found) return pass_on(found.error());
  if (!*found) return std::optional<std::string>();
  return std::optional<std::string>(get->blob(0));
}

Result<void> forget_unused(Database& database, std::vector<Bytes32> const& keep,
                           std::uint64_t& forgotten) {
  auto unused = database.prepare(
      "SELECT hash FROM structure WHERE NOT EXISTS"
      " (SELECT 1 FROM conversation WHERE conversation.structure = structure.hash)");
  if (!unused) return pass_on(unused.error());
  auto forget = database.prepare("DELETE FROM structure WHERE hash = ?1");
  if (!forget) return pass_on(forget.error());
  std::vector<std::string> hashes;
  for (;;) {
    auto const more = unused->row();
    if (!more) return pass_on(more.error());
    if (!*more) break;
    hashes.push_back(unused->blob(0));
  }
  for (auto const& hash : hashes) {
    bool kept = false;
    for (auto const& one : keep) kept = kept || as_blob(one) == hash;
    if (kept) continue;
    if (auto gone = forget->with(hash).run(); !gone) return gone;
    ++forgotten;
  }
  return {};
}

Result<std::uint64_t> SqliteStore::sweep_structures(std::vector<Bytes32> const& keep) {
  {
    std::scoped_lock const lock(mutex_);
    kept_structures_.clear();
  }
  std::uint64_t forgotten = 0;
  auto const swept =
      writer_->wait([&](Database& database) { return forget_unused(database, keep, forgotten); });
  if (!swept) return pass_on(swept.error());
  return forgotten;
}

Result<std::vector<Count>> SqliteStore::counts(Day first, Day last) {
  std::scoped_lock const lock(mutex_);
  auto find = housekeeping_.prepare(
      "SELECT day, name, times FROM count WHERE day BETWEEN ?1 AND ?2 ORDER BY day, name");
  if (!find) return pass_on(find.error());
  find->with(first, last);
  std::vector<Count> found;
  for (;;) {
    auto const more = find->row();
    if (!more) return pass_on(more.error());
    if (!*more) return found;
    found.push_back({static_cast<Day>(find->integer(0)), find->blob(1),
                     static_cast<std::uint64_t>(find->integer(2))});
  }
}

}  // namespace

Result<std::unique_ptr<Store>> sqlite_store(std::string const& file) {
  auto lock = FileLock::take(file, FileLock::Use::shared);
  if (!lock) return pass_on(lock.error());
  auto write = Database::open(file, Database::Use::write);
  if (!write) return pass_on(write.error());
  if (auto migrated = migrate(*write, migrations()); !migrated) return pass_on(migrated.error());
  auto writer = SqliteWriter::start(std::move(*write));
  if (!writer) return pass_on(writer.error());
  auto read = Database::open(file, Database::Use::read);
  if (!read) return pass_on(read.error());
  auto reader = SqliteReader::start(std::move(*read));
  if (!reader) return pass_on(reader.error());
  auto housekeeping = Database::open(file, Database::Use::read);
  if (!housekeeping) return pass_on(housekeeping.error());
  auto checkpoints = Database::open(file, Database::Use::write);
  if (!checkpoints) return pass_on(checkpoints.error());
  return std::unique_ptr<Store>(
      std::make_unique<SqliteStore>(std::move(*lock), file, std::move(*housekeeping), std::move(*reader),
                                    std::move(*writer), std::move(*checkpoints)));
}

}  // namespace foyer::store
