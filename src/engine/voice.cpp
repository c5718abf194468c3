#include "engine/voice.h"

namespace foyer::engine {

namespace {

// splitmix64: a well-mixed step, enough to shuffle a handful of lines.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

bool heard(State const& state, dialog::LineIndex line) {
  return (state.heard[line / 64] >> (line % 64)) & 1U;
}

// The unheard line that the seed puts first; lines_max if none is left.
std::size_t draw(dialog::Dialog const& dialog, State const& state, dialog::Family const& family) {
  std::size_t best = dialog::lines_max;
  std::uint64_t lowest = ~std::uint64_t{0};
  for (auto const line : family.lines) {
    if (heard(state, line)) continue;
    auto const rank = mix(state.seed ^ (std::uint64_t{dialog.lots[line]} << 32));
    if (rank <= lowest) {
      lowest = rank;
      best = line;
    }
  }
  return best;
}

void forget(State& state, dialog::Family const& family) {
  for (auto const line : family.lines) state.heard[line / 64] &= ~(std::uint64_t{1} << (line % 64));
}

void utter(State& state, Turn& turn, std::size_t line, Spoken spoken) {
  state.heard[line / 64] |= std::uint64_t{1} << (line % 64);
  spoken.line = static_cast<dialog::LineIndex>(line);
  turn.lines.push_back(std::move(spoken));
}

}  // namespace

void say(dialog::Dialog const& dialog, State& state, Turn& turn,
         std::initializer_list<dialog::FamilyIndex> families, Spoken quote) {
  for (auto const index : families) {
    auto const line = draw(dialog, state, dialog.families[index]);
    if (line < dialog::lines_max) return utter(state, turn, line, std::move(quote));
  }
  for (auto const index : families) {
    auto const& family = dialog.families[index];
    if (family.lines.empty()) continue;
    forget(state, family);
    return utter(state, turn, draw(dialog, state, family), std::move(quote));
  }
}

}  // namespace foyer::engine
