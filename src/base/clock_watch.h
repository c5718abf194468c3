// clock_watch.h - has the time of day jumped? Measured against the steady clock, which cannot.
//
//     if (watch.steady(clock.now(), steady_seconds)) sweep();
//
// A clock that jumps a day ahead (a machine that wakes up, a wrong time server) would expire every talk
// at once. After a jump nothing is expired until the clock has gone evenly for a while, long enough for
// somebody or something to put it right. A plain value; one thread at a time.
#pragma once

#include <cstdint>

#include "base/clock.h"

namespace foyer {

class ClockWatch {
 public:
  static constexpr Seconds jump_seconds_min = 60;
  static constexpr Seconds settle_seconds = 600;

  // False for `settle_seconds` after a jump. `steady`: seconds since any fixed moment.
  bool steady(Seconds wall, Seconds steady) {
    Seconds const apart = wall - steady;
    Seconds const moved = apart - apart_;
    if (known_ && (moved > jump_seconds_min || moved < -jump_seconds_min)) {
      jumped_ = true;
      jumped_at_ = steady;
    }
    apart_ = apart;
    known_ = true;
    if (jumped_ && steady - jumped_at_ >= settle_seconds) jumped_ = false;
    return !jumped_;
  }

 private:
  bool known_ = false, jumped_ = false;
  Seconds apart_ = 0, jumped_at_ = 0;
};

}  // namespace foyer
