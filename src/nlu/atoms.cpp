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
  if (sets_of_.size() <= static_cast<std::size_t>(pattern))
    sets_of_.resize(static_cast<std::size_t>(pattern) + 1);
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
  sets_of_[static_cast<std::size_t>(pattern)] = static_cast<std::uint8_t>(set);
}

// Fills the missing edges, breadth first, with those of the longest suffix that is itself a state.
void Atoms::link() {
  if (calls_.empty()) return;
  std::size_t bytes = 0;
  for (auto const& call : calls_) bytes += call.atom.size();
  next_.reserve((bytes / 2 + 1) * classes_);
  next_.assign(classes_, -1);
  std::vector<std::vector<int>> ends(1);
  for (auto const& call : calls_) {
    std::size_t state = 0;
    for (char const c : call.atom) {
      auto const edge = state * classes_ + class_of_[static_cast<unsigned char>(c)];
      if (next_[edge] < 0) {
        next_[edge] = static_cast<std::int32_t>(ends.size());
        ends.emplace_back();
        next_.resize(next_.size() + classes_, -1);
      }
      state = static_cast<std::size_t>(next_[edge]);
    }
    insert(ends[state], call.meaning);
  }
  std::vector<std::size_t> suffix(ends.size(), 0);
  std::queue<std::size_t> waiting;
  for (std::size_t c = 0; c < classes_; ++c) {
    if (next_[c] > 0) waiting.push(static_cast<std::size_t>(next_[c]));
    next_[c] = std::max(next_[c], 0);
  }
  for (; !waiting.empty(); waiting.pop()) {
    auto const state = waiting.front();
    for (int const meaning : std::vector<int>(ends[suffix[state]])) insert(ends[state], meaning);
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
  flatten(ends);
}

// An edge to a state in which something ends is stored negative, so that the others need no second look.
void Atoms::flatten(std::vector<std::vector<int>> const& ends) {
  for (auto const& of_state : ends) {
    end_at_.push_back(static_cast<std::uint32_t>(ends_.size()));
    for (int const meaning : of_state) {
      auto const pattern = static_cast<std::uint16_t>(meaning / sets_max);
      ends_.push_back({pattern, static_cast<std::uint8_t>(1U << (meaning % sets_max)),
                       static_cast<std::uint8_t>((1U << sets_of_[pattern]) - 1)});
    }
  }
  end_at_.push_back(static_cast<std::uint32_t>(ends_.size()));
  for (auto& edge : next_)
    if (!ends[static_cast<std::size_t>(edge)].empty()) edge = -edge;
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
    for (auto i = end_at_[state]; i < end_at_[state + 1]; ++i) {
      auto const& end = ends_[i];
      auto& bits = met[end.pattern];
      if ((bits & end.set) != 0) continue;
      bits = static_cast<std::uint8_t>(bits | end.set);
      if (bits == end.all) found.push_back(end.pattern);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace foyer::nlu
