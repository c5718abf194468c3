// talk.h - the bytes of an input as what a visitor does, one after another.
#pragma once

#include "engine/step.h"
#include "fuzz.h"

namespace foyer::fuzz {

// Everything a step can be given has a byte.
inline engine::Input deed_of(std::uint8_t byte) {
  auto const value = static_cast<std::uint8_t>(byte >> 2);
  switch (byte & 3) {
    case 0: return engine::Choose{value};
    case 1: return engine::Do{static_cast<engine::Action>(value % 7)};
    default: break;
  }
  engine::Say said;
  auto& reading = said.reading;
  reading.answer = static_cast<nlu::Answer>(value % 8);
  if ((byte & 3) == 2) {
    reading.move = static_cast<nlu::Move>(value % 14);
    reading.topic = static_cast<nlu::Topic>(value % nlu::topic_count);
    reading.feelings.push_back({.name = static_cast<nlu::Feeling>(value % nlu::feeling_count),
                                .said = "low",
                                .implied = (value & 1) != 0});
  } else {
    reading.tier = static_cast<nlu::Tier>(value % 4);
    reading.risk = static_cast<nlu::Risk>(value % nlu::risk_count);
    reading.minor = value == 63;
    said.option = value % 3 - 1;
  }
  return said;
}

}  // namespace foyer::fuzz
