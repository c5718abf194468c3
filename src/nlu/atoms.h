// atoms.h - which of many fixed strings occur in a text, in one pass (Aho and Corasick, 1975).
//
// One step a byte, whatever is typed; immutable after link(). A pattern of which one set of needed words
// (needed.h) does not occur is never run.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::nlu {

class Atoms {
 public:
  // Before link(): a pattern needs one atom of each of its sets.
  void add(int pattern, std::vector<std::vector<std::string>> const& needed);
  void link();

  // The patterns that have all they need, in ascending order.
  std::vector<int> find(std::string_view text) const;

 private:
  void flatten(std::vector<std::vector<int>> const& ends);

  struct Call {
    std::string atom;
    int meaning;  // pattern * sets_max + set
  };
  static constexpr int sets_max = 4;
  std::vector<Call> calls_;
  std::array<std::uint8_t, 256> class_of_{};  // bytes that no atom holds are one class
  std::size_t classes_ = 1;
  std::vector<std::int32_t>
      next_;  // state * classes_ + class; negative: -state, and something ends there
  struct End {
    std::uint16_t pattern;
    std::uint8_t set,
        all;  // the bit of the set that the atom is of; the bits of all sets of the pattern
  };
  std::vector<End> ends_;  // what ends in a state, suffixes included, states one after the other
  std::vector<std::uint32_t> end_at_;  // where those of a state begin in ends_
  std::vector<std::uint8_t> sets_of_;  // how many sets a pattern needs
};

}  // namespace foyer::nlu
