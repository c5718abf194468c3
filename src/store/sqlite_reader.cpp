#include "store/sqlite_reader.h"

#include <algorithm>
#include <utility>

#include "base/secret.h"

namespace foyer::store {
namespace {

tl::unexpected<Error> pass_on(Error const& error) {
  return tl::unexpected<Error>(error);
}

}  // namespace

Result<std::unique_ptr<SqliteReader>> SqliteReader::start(Database database) {
  auto conversation = database.prepare(
      "SELECT row, version, created, expires, structure, state FROM conversation WHERE id = ?1");
  if (!conversation) return pass_on(conversation.error());
  auto turns =
      database.prepare("SELECT number, mark, sealed FROM turn WHERE conversation = ?1 ORDER BY number");
  if (!turns) return pass_on(turns.error());
  return std::unique_ptr<SqliteReader>(
      new SqliteReader(std::move(database), std::move(*conversation), std::move(*turns)));
}

SqliteReader::SqliteReader(Database database, Statement conversation, Statement turns)
    : database_(std::move(database)), conversation_(std::move(conversation)), turns_(std::move(turns)) {
  thread_ = std::thread([this] { run(); });
}

SqliteReader::~SqliteReader() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  more_.notify_one();
  thread_.join();
}

void SqliteReader::load(Bytes32 const& id, WhenLoaded done) {
  {
    std::unique_lock lock(mutex_);
    if (waiting_.size() < writes_waiting_max) {
      waiting_.push_back({id, std::move(done)});
      lock.unlock();
      more_.notify_one();
      return;
    }
  }
  done(fail(database_.file(), "too many conversations are being read at once; try again"));
}

void SqliteReader::run() {
  std::vector<Job> batch;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      batch.swap(waiting_);
    }
    for (Job& job : batch) job.done(read(job.id));
    burn_stack();  // the one who asked opens what was sealed, on this thread
    batch.clear();
  }
}

// Row and turns from one snapshot: a turn that commits in between is in both or in neither.
Result<std::optional<Record>> SqliteReader::read(Bytes32 const& id) {
  if (auto begun = database_.run("BEGIN"); !begun) return pass_on(begun.error());
  auto record = read_snapshot(id);
  auto const ended = database_.run("COMMIT");
  if (record && !ended) return pass_on(ended.error());
  return record;
}

Result<std::optional<Record>> SqliteReader::read_snapshot(Bytes32 const& id) {
  auto const found = conversation_.with(id).row();
  if (!found) return pass_on(found.error());
  if (!*found) return std::optional<Record>();
  Record record;
  std::int64_t const row = conversation_.integer(0);
  Conversation& conversation = record.conversation;
  conversation.id = id;
  conversation.version = static_cast<TurnNumber>(conversation_.integer(1));
  conversation.created = conversation_.integer(2);
  conversation.expires = conversation_.integer(3);
  std::string const structure = conversation_.blob(4);
  std::copy_n(structure.begin(), std::min(structure.size(), conversation.structure.size()),
              conversation.structure.begin());
  conversation.state = conversation_.blob(5);
  conversation_.done();
  turns_.with(row);
  for (;;) {
    auto const more = turns_.row();
    if (!more) return pass_on(more.error());
    if (!*more) return std::optional<Record>(std::move(record));
    record.turns.push_back({static_cast<TurnNumber>(turns_.integer(0)), turns_.blob(1), turns_.blob(2)});
  }
}

}  // namespace foyer::store
