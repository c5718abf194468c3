#include "nlu/atoms.h"

#include <algorithm>
#include <cstdlib>
#include <queue>

namespace foyer::nlu {

namespace {

void insert(std::vector<int>& sorted, int value) {
  auto const at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, value);
}

}  // namespace

void Atoms::add(int pattern, std::vector<std::vector<std::string>> const& needed) {
  if (sets_of_.size() <= static_cast<std::size_t>(pattern)) sets_of_.resize(static_cast<std::size_t>(pattern) + 1);
  int set = 0;
  for (auto const& atoms : needed) {
    for (auto const& atom : atoms) {
      calls_.push_back({atom, pattern * sets_max + set});
      for (char const c : atom) {
        auto& known = class_of_[static_cast<unsigned char>(c)];
        if (known == 0) known = static_cast<std::uint8_t>(classes_++);
      }
    }
    ++set;
  }
  sets_of_[static_cast<std::size_t>(pattern)] = set;
}

// Fills the missing edges, breadth first, with those of the longest suffix that is itself a state.
void Atoms::link() {
  next_.assign(classes_, -1);
  ends_.resize(1);
  for (auto const& call : calls_) {
    std::size_t state = 0;
    for (char const c : call.atom) {
      auto const edge = state * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next_[edge] < 0) {
        next_[edge] = static_cast<std::int32_t>(ends_.size());
        ends_.emplace_back();
        next_.resize(next_.size() + classes_, -1);
      }
      state = static_cast<std::size_t>(next_[edge]);
    }
    insert(ends_[state], call.meaning);
  }
  std::vector<std::size_t> suffix(ends_.size(), 0);
  std::queue<std::size_t> waiting;
  for (std::size_t c = 0; c < classes_; ++c) {
    if (next_[c] > 0) waiting.push(static_cast<std::size_t>(next_[c]));
    next_[c] = std::max(next_[c], 0);
  }
  for (; !waiting.empty(); waiting.pop()) {
    auto const state = waiting.front();
    for (int const meaning : std::vector<int>(ends_[suffix[state]])) insert(ends_[state], meaning);
    for (std::size_t c = 0; c < classes_; ++c) {
      auto& edge = next_[state * classes_ + c];
      auto const fallback = next_[suffix[state] * classes_ + c];
      if (edge < 0) {
        edge = fallback;
      } else {
        suffix[static_cast<std::size_t>(edge)] = static_cast<std::size_t>(fallback);
        waiting.push(static_cast<std::size_t>(edge));
      }
    }
  }
  mark_ends();
}

// An edge to a state in which something ends is stored negative, so that the others need no second look.
void Atoms::mark_ends() {
  for (auto& edge : next_)
    if (!ends_[static_cast<std::size_t>(edge)].empty()) edge = -edge;
}

std::vector<int> Atoms::find(std::string_view text) const {
  std::vector<int> found;
  if (next_.empty()) return found;
  std::vector<std::uint8_t> met(sets_of_.size());  // bits of the sets met so far
  std::size_t state = 0;
  for (char const c : text) {
    auto const edge = next_[state * classes_ + class_of_[static_cast<unsigned char>(c)]];
    state = static_cast<std::size_t>(std::abs(edge));
    if (edge >= 0) continue;
    for (int const meaning : ends_[state]) {
      auto const pattern = static_cast<std::size_t>(meaning / sets_max);
      auto const before = met[pattern];
      met[pattern] = static_cast<std::uint8_t>(before | 1U << (meaning % sets_max));
      if (met[pattern] != before && met[pattern] == (1U << sets_of_[pattern]) - 1) found.push_back(meaning / sets_max);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace foyer::nlu
