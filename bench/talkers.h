// talkers.h - conversations that each send their next turn when the last was answered, as visitors do:
// as many at once as wanted, straight into a store, sealed as the service seals them.
#pragma once

#include <atomic>
#include <vector>

#include "store/seal.h"
#include "store/store.h"

namespace foyer::bench {

inline constexpr std::size_t state_bytes = 300, turn_bytes = 900;  // before sealing

class Talkers {
 public:
  // `answers_inline`: the store answers within the call (the one in memory), where the stack would grow
  // with each turn.
  Talkers(store::Store& store, int at_once, bool answers_inline);
  double turns_per_second(int turns);  // 0: a turn was not kept

 private:
  void open(std::size_t who);
  void next(std::size_t who, Result<store::Written> const& before, store::TurnNumber number);
  void go_on(std::size_t who);
  store::NextTurn turn(std::size_t who, store::TurnNumber number) const;

  store::Store& store_;
  bool inline_;
  std::vector<store::Keys> keys_;
  std::atomic<int> left_ = 0, done_ = 0;
  std::atomic<bool> failed_ = false;
};

}  // namespace foyer::bench
