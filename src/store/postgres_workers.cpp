#include "store/postgres_workers.h"

#include <future>

#include "base/secret.h"

namespace foyer::store {
namespace {

constexpr std::chrono::milliseconds patience_ms(8000);  // a visitor's; a failover should be over by then
constexpr std::chrono::milliseconds pause_ms(50);

}  // namespace

PostgresWorkers::PostgresWorkers(std::string where, std::size_t threads) : where_(std::move(where)) {
  for (std::size_t one = 0; one < threads; ++one) threads_.emplace_back([this] { run(); });
}

PostgresWorkers::~PostgresWorkers() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  more_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool PostgresWorkers::add(Work work, Failed failed) {
  {
    std::scoped_lock const lock(mutex_);
    if (waiting_.size() >= writes_waiting_max) return false;
    waiting_.push_back({std::move(work), std::move(failed), Clock::now() + patience_ms});
  }
  more_.notify_one();
  return true;
}

Result<void> PostgresWorkers::wait(Work work) {
  std::promise<Result<void>> promise;
  auto answer = promise.get_future();
  auto const once = [&promise, work = std::move(work)](PostgresSession& session) -> Tried<void> {
    auto done = work(session);
    if (done) promise.set_value({});
    return done;
  };
  bool const taken =
      add(once, [&promise](Error error) { promise.set_value(tl::unexpected<Error>(std::move(error))); });
  if (!taken) return fail("postgresql", "too much is waiting to be written");
  return answer.get();
}

void PostgresWorkers::run() {
  std::unique_ptr<PostgresSession> session;
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      job = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work_on(job, session);
    burn_stack();  // the one who asked opens what was sealed, on this thread
  }
}

void PostgresWorkers::work_on(Job& job, std::unique_ptr<PostgresSession>& session) {
  Error last{"postgresql", "it is not to be reached just now"};
  bool again = true;
  while (again && Clock::now() < job.end) {
    if (!session) {
      auto connected = PostgresSession::connect(where_);
      if (connected) session = std::make_unique<PostgresSession>(std::move(*connected));
      if (!connected) {
        last = connected.error().error;
        again = connected.error().again;
        std::this_thread::sleep_for(pause_ms);
        continue;
      }
    }
    auto const done = job.work(*session);
    if (done) return;
    last = done.error().error;
    again = done.error().again;
    if (again) session.reset();  // perhaps this host takes no writes any more
  }
  job.failed(std::move(last));
}

}  // namespace foyer::store
