// A clock that jumps must not expire anybody.
#include "base/clock_watch.h"

#include <doctest/doctest.h>

namespace foyer {
namespace {

TEST_CASE("a clock that goes evenly, or is put right bit by bit, is believed") {
  ClockWatch watch;
  for (Seconds at = 0; at < 10'000; at += 60) CHECK(watch.steady(1'700'000'000 + at + at / 100, at));
}

TEST_CASE("after a jump, either way, nothing is believed until it has gone evenly for a while") {
  for (Seconds const jump : {86'400, -86'400, 61}) {
    CAPTURE(jump);
    ClockWatch watch;
    CHECK(watch.steady(1'000'000, 100));
    CHECK_FALSE(watch.steady(1'000'060 + jump, 160));
    CHECK_FALSE(watch.steady(1'000'000 + jump + 659, 759));
    CHECK(watch.steady(1'000'000 + jump + 660, 760));
  }
}

TEST_CASE("a jump and back again begins the wait anew") {
  ClockWatch watch;
  CHECK(watch.steady(1'000'000, 0));
  CHECK_FALSE(watch.steady(1'086'500, 100));
  CHECK_FALSE(watch.steady(1'000'500, 500));  // put right
  CHECK_FALSE(watch.steady(1'000'900, 900));
  CHECK(watch.steady(1'001'100, 1100));
}

}  // namespace
}  // namespace foyer
