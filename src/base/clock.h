// clock.h - the time of day, passed in, so that a test can make a day pass.
//
// Seconds since 1970 (UTC). Nothing but retention and counters by day hangs on it: deadlines on the
// network use the steady clock, and the order of turns is their number. A clock that jumps can therefore
// expire a conversation early or late, and can do nothing else.
#pragma once

#include <chrono>
#include <cstdint>

namespace foyer {

using Seconds = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Seconds now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Seconds now() const override {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

class FakeClock final : public Clock {
 public:
  explicit FakeClock(Seconds start) : now_(start) {}
  Seconds now() const override { return now_; }
  void pass(Seconds seconds) { now_ += seconds; }

 private:
  Seconds now_;
};

}  // namespace foyer
