// postgres_workers.h - a few connections to PostgreSQL, each with a thread, and one line of jobs before
// them.
//
// A job is tried until it has an answer, at another host where need be, or until its time is over; so
// every job must be such that doing it twice does it once. PostgreSQL puts the commits of several
// connections into one flush by itself.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/postgres_session.h"
#include "store/store.h"

namespace foyer::store {

class PostgresWorkers {
 public:
  using Work = std::function<Tried<void>(PostgresSession&)>;  // a Failure to be tried again, or not
  using Failed = std::function<void(Error)>;

  PostgresWorkers(std::string where, std::size_t threads);
  ~PostgresWorkers();  // finishes what waits

  // False: too much is waiting. Otherwise `work` succeeds once, or `failed` is called.
  bool add(Work work, Failed failed);
  Result<void> wait(Work work);  // for housekeeping

 private:
  using Clock = std::chrono::steady_clock;
  struct Job {
    Work work;
    Failed failed;
    Clock::time_point end;
  };
  void run();
  void work_on(Job& job, std::unique_ptr<PostgresSession>& session);

  std::string where_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<Job> waiting_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace foyer::store
