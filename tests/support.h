// support.h - what the tests of several modules share: the shipped dialogs, and random talks through
// them.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "dialog/load.h"
#include "engine/step.h"

namespace foyer::testing {

inline std::filesystem::path source() {
  return FOYER_SOURCE;
}

inline dialog::Loaded shipped(std::string_view name) {
  auto const practice = dialog::load_practice(source() / "practices" / "demo");
  return dialog::load(source() / "dialogs", name, practice.value());
}

// One thing a visitor might do in `state`: mostly answers, now and then anything else.
inline engine::Input random_input(dialog::Dialog const& dialog, engine::State const& state,
                                  std::mt19937& chance) {
  auto const open = engine::standing(dialog, state);
  auto const roll = chance() % 100;
  if (roll < 45 && open.asks && !open.ask.options.empty())
    return engine::Choose{open.ask.options[chance() % open.ask.options.size()]};
  if (roll < 55) return engine::Do{static_cast<engine::Action>(chance() % 7)};
  engine::Say said;
  said.reading.answer = static_cast<nlu::Answer>(chance() % 8);
  if (roll >= 75 && roll < 90) said.reading.move = static_cast<nlu::Move>(chance() % 14);
  if (roll >= 70 && roll < 75)
    said.reading.feelings.push_back({.name = static_cast<nlu::Feeling>(chance() % nlu::feeling_count),
                                     .said = "low",
                                     .implied = chance() % 2 == 0});
  if (roll >= 90) {
    said.reading.tier = static_cast<nlu::Tier>(chance() % 4);
    said.reading.risk = static_cast<nlu::Risk>(chance() % 19);
  }
  if (roll == 99) said.reading.minor = true;
  return said;
}

}  // namespace foyer::testing
