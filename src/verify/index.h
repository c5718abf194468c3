// index.h - which state of the walk has a key: a flat table with open addressing, since it is asked
// millions of times.
#pragma once

#include <cstdint>
#include <vector>

#include "verify/key.h"

namespace foyer::verify {

inline constexpr std::uint32_t no_state = 0xffffffff;

class KeyIndex {
 public:
  KeyIndex() : slots_(1024, no_state) {}

  std::uint32_t find(Key const& key) const {
    for (auto at = home(key);; at = (at + 1) & (slots_.size() - 1)) {
      auto const number = slots_[at];
      if (number == no_state || keys_[number] == key) return number;
    }
  }

  // The keys are numbered in the order of their coming. `key` is not there yet.
  std::uint32_t add(Key const& key) {
    if ((keys_.size() + 1) * 2 > slots_.size()) grow();
    auto const number = static_cast<std::uint32_t>(keys_.size());
    keys_.push_back(key);
    place(number);
    return number;
  }

  void clear() {
    keys_.clear();
    slots_.assign(slots_.size(), no_state);
  }

 private:
  std::size_t home(Key const& key) const {
    auto const hash = KeyHash{}(key);
    return (hash ^ (hash >> 32)) & (slots_.size() - 1);
  }

  void place(std::uint32_t number) {
    auto at = home(keys_[number]);
    while (slots_[at] != no_state) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = number;
  }

  void grow() {
    slots_.assign(slots_.size() * 2, no_state);
    for (std::uint32_t i = 0; i < keys_.size(); ++i) place(i);
  }

  std::vector<Key> keys_;
  std::vector<std::uint32_t> slots_;  // a power of two; at most half full
};

}  // namespace foyer::verify
