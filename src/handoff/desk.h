// desk.h - a ShareStore off the visitors' path: what is asked of it is done in order on a thread of its
// own.
//
//     desk->do_next([…](ShareStore& shares) { … });   // never blocks; refuses (false) when too much
//     waits
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <thread>

#include "handoff/share_store.h"

namespace foyer::handoff {

class Desk {
 public:
  using Task = std::function<void(ShareStore&)>;

  explicit Desk(std::unique_ptr<ShareStore> shares);
  ~Desk();  // does what waits, then ends

  bool do_next(Task task);
  void finish();  // returns when all that was asked before is done
  ShareStore& shares() { return *shares_; }

 private:
  void run();

  std::unique_ptr<ShareStore> shares_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<Task> waiting_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace foyer::handoff
