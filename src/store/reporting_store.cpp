#include "store/reporting_store.h"

#include <utility>

namespace foyer::store {
namespace {

class ReportingStore final : public Store {
 public:
  ReportingStore(std::unique_ptr<Store> inner, std::function<void(Error const&)> report)
      : report_(std::move(report)), inner_(std::move(inner)) {}

  void open(Opening opening, WhenWritten done) override {
    inner_->open(std::move(opening), reporting<Result<Written>>(std::move(done)));
  }
  void commit(NextTurn turn, WhenWritten done) override {
    inner_->commit(std::move(turn), reporting<Result<Written>>(std::move(done)));
  }
  void load(Bytes32 const& id, WhenLoaded done) override {
    inner_->load(id, reporting<Result<std::optional<Record>>>(std::move(done)));
  }
  void erase(Bytes32 const& id, WhenWritten done) override {
    inner_->erase(id, reporting<Result<Written>>(std::move(done)));
  }

  // Housekeeping waits for its answer, and whoever asked reports it.
  Result<std::uint64_t> sweep(Seconds now) override { return inner_->sweep(now); }
  Result<std::uint64_t> conversations() override { return inner_->conversations(); }
  Result<void> put_structure(Bytes32 const& hash, std::string const& structure) override {
    auto put = inner_->put_structure(hash, structure);
    if (!put) report_(put.error());
    return put;
  }
  Result<std::optional<std::string>> structure(Bytes32 const& hash) override {
    return inner_->structure(hash);
  }
  Result<std::uint64_t> sweep_structures(std::vector<Bytes32> const& keep) override {
    return inner_->sweep_structures(keep);
  }
  Result<void> count(std::vector<Count> const& counts) override { return inner_->count(counts); }
  Result<std::vector<Count>> counts(Day first, Day last) override { return inner_->counts(first, last); }
  Result<void> backup(std::string const& file) override { return inner_->backup(file); }
  Result<void> ready() override { return inner_->ready(); }

 private:
  template <class Answer, class Done>
  Done reporting(Done done) {
    return [this, done = std::move(done)](Answer answer) {
      if (!answer) report_(answer.error());
      done(std::move(answer));
    };
  }

  std::function<void(Error const&)> report_;
  std::unique_ptr<Store> inner_;  // ends first: what it still answers is still reported
};

}  // namespace

std::unique_ptr<Store> reporting_store(std::unique_ptr<Store> inner,
                                       std::function<void(Error const&)> report) {
  return std::make_unique<ReportingStore>(std::move(inner), std::move(report));
}

}  // namespace foyer::store
