// sparse.h - a State in a fifth of its room: only its words that are not zero. The walk keeps some ten
// thousand of them, and touching fresh memory was a good part of its time.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <vector>

#include "engine/state.h"

namespace foyer::verify {

// An arena of packed states; none is taken out one by one.
class SparseStates {
 public:
  // Where the state was put.
  std::uint64_t const* add(engine::State const& state) {
    auto const words = std::bit_cast<Words>(state);
    auto* const out = room(words.size() + bitmap_words);
    std::fill_n(out, bitmap_words, 0);
    auto* next = out + bitmap_words;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == 0) continue;
      out[i / 64] |= std::uint64_t{1} << (i % 64);
      *next++ = words[i];
    }
    used_ += static_cast<std::size_t>(next - out);
    return out;
  }

  static void read(std::uint64_t const* at, engine::State& state) {
    Words words{};
    auto const* next = at + bitmap_words;
    for (std::size_t b = 0; b < bitmap_words; ++b)
      for (auto bits = at[b]; bits != 0; bits &= bits - 1)
        words[b * 64 + static_cast<std::size_t>(std::countr_zero(bits))] = *next++;
    state = std::bit_cast<engine::State>(words);
  }

  void clear() {
    block_ = 0;
    used_ = 0;
  }

 private:
  using Words = std::array<std::uint64_t, sizeof(engine::State) / 8>;
  static_assert(sizeof(engine::State) % 8 == 0);
  static constexpr std::size_t bitmap_words = (std::tuple_size_v<Words> + 63) / 64;
  static constexpr std::size_t block_words = std::size_t{1} << 15;

  std::uint64_t* room(std::size_t most) {
    if (used_ + most > block_words) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size())
      blocks_.push_back(std::make_unique_for_overwrite<std::uint64_t[]>(block_words));
    return blocks_[block_].get() + used_;
  }

  std::vector<std::unique_ptr<std::uint64_t[]>> blocks_;
  std::size_t block_ = 0, used_ = 0;
};

}  // namespace foyer::verify
