// The fake: what the interface promises, in sixty lines, for tests and for trying things out.
#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "store/store.h"

namespace foyer::store {
namespace {

class MemoryStore final : public Store {
 public:
  void open(Opening opening, WhenWritten done) override { done(write(std::move(opening))); }
  void commit(NextTurn turn, WhenWritten done) override { done(write(std::move(turn))); }

  void load(Bytes32 const& id, WhenLoaded done) override {
    std::optional<Record> found;
    {
      std::scoped_lock const lock(mutex_);
      if (auto const at = records_.find(id); at != records_.end()) found = at->second;
    }
    done(std::move(found));
  }

  void erase(Bytes32 const& id, WhenWritten done) override {
    {
      std::scoped_lock const lock(mutex_);
      records_.erase(id);
    }
    done(Written{});
  }

  Result<std::uint64_t> sweep(Seconds now) override {
    std::scoped_lock const lock(mutex_);
    return std::erase_if(records_,
                         [now](auto const& entry) { return entry.second.conversation.expires <= now; });
  }

  Result<std::uint64_t> conversations() override {
    std::scoped_lock const lock(mutex_);
    return records_.size();
  }

  Result<void> put_structure(Bytes32 const& hash, std::string const& structure) override {
    std::scoped_lock const lock(mutex_);
    structures_.insert_or_assign(hash, structure);
    return {};
  }

  Result<std::optional<std::string>> structure(Bytes32 const& hash) override {
    std::scoped_lock const lock(mutex_);
    auto const at = structures_.find(hash);
    if (at == structures_.end()) return std::optional<std::string>();
    return std::optional<std::string>(at->second);
  }

  Result<std::uint64_t> sweep_structures(std::vector<Bytes32> const& keep) override {
    std::scoped_lock const lock(mutex_);
    return std::erase_if(structures_, [&](auto const& entry) {
      bool const kept = std::find(keep.begin(), keep.end(), entry.first) != keep.end();
      return !kept && std::none_of(records_.begin(), records_.end(), [&](auto const& record) {
        return record.second.conversation.structure == entry.first;
      });
    });
  }

  Result<void> count(std::vector<Count> const& counts) override {
    std::scoped_lock const lock(mutex_);
    add(counts);
    return {};
  }

  Result<std::vector<Count>> counts(Day first, Day last) override {
    std::scoped_lock const lock(mutex_);
    std::vector<Count> found;
    for (auto const& [key, times] : counts_) {
      if (key.first >= first && key.first <= last) found.push_back({key.first, key.second, times});
    }
    return found;
  }

  Result<void> backup(std::string const& file) override {
    return fail(file, "a store in memory has nothing to back up");
  }
  Result<void> ready() override { return {}; }

 private:
  Written write(Opening opening) {
    std::scoped_lock const lock(mutex_);
    auto const at = records_.find(opening.conversation.id);
    if (at != records_.end()) return standing(at->second, opening.turn);
    add(opening.counts);
    Bytes32 const id = opening.conversation.id;
    Record record;
    record.conversation = std::move(opening.conversation);
    record.turns.push_back(std::move(opening.turn));
    records_.emplace(id, std::move(record));
    return {};
  }

  Written write(NextTurn next) {
    std::scoped_lock const lock(mutex_);
    auto const at = records_.find(next.id);
    if (at == records_.end()) return {Outcome::gone, 0, std::nullopt};
    Record& record = at->second;
    if (next.turn.number != record.conversation.version + 1) return standing(record, next.turn);
    add(next.counts);
    record.conversation.version = next.turn.number;
    record.conversation.expires = next.expires;
    record.conversation.state = std::move(next.state);
    record.turns.push_back(std::move(next.turn));
    return {Outcome::committed, record.conversation.version, std::nullopt};
  }

  // The turn could not be added: is it the one that stands there already?
  static Written standing(Record const& record, Turn const& turn) {
    TurnNumber const version = record.conversation.version;
    for (Turn const& kept : record.turns) {
      if (kept.number == turn.number && kept.mark == turn.mark) return {Outcome::replay, version, kept};
    }
    return {Outcome::conflict, version, std::nullopt};
  }

  void add(std::vector<Count> const& counts) {
    for (Count const& one : counts) counts_[{one.day, one.name}] += one.times;
  }

  std::mutex mutex_;
  std::map<Bytes32, Record> records_;
  std::map<Bytes32, std::string> structures_;
  std::map<std::pair<Day, std::string>, std::uint64_t> counts_;
};

}  // namespace

std::unique_ptr<Store> memory_store() {
  return std::make_unique<MemoryStore>();
}

}  // namespace foyer::store
