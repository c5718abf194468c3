#include "handoff/desk.h"

#include <future>

namespace foyer::handoff {

namespace {
constexpr std::size_t waiting_max = 256;
}

Desk::Desk(std::unique_ptr<ShareStore> shares)
    : shares_(std::move(shares)), thread_([this] { run(); }) {}

Desk::~Desk() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  more_.notify_one();
  thread_.join();
}

bool Desk::do_next(Task task) {
  {
    std::scoped_lock const lock(mutex_);
    if (waiting_.size() >= waiting_max) return false;
    waiting_.push_back(std::move(task));
  }
  more_.notify_one();
  return true;
}

void Desk::finish() {
  std::promise<void> done;
  if (do_next([&done](ShareStore&) { done.set_value(); })) done.get_future().wait();
}

void Desk::run() {
  for (;;) {
    Task task;
    {
      std::unique_lock lock(mutex_);
      more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
    }
    task(*shares_);
  }
}

}  // namespace foyer::handoff
