// record.h - what is sealed of a conversation: its state, and each turn as it was said and sent.
//
// JSON inside the seal. `said` is the visitor's words, option or action; null where they were not kept,
// because the turn carried risk. `answers` is the question that the turn answered, empty for asides.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace foyer::service {

struct Standing {  // sealed as the conversation's state
  std::string practice, dialog, locale;
  std::string state;  // engine/codec.h
  std::int64_t disclosed = 0;
};

struct TurnRecord {
  std::string kind;  // "say", "choose", "do"; empty for turn 0
  std::string said;
  bool kept = true;
  std::string answers;  // a question's id
  std::string frame;    // as it was sent
};

std::string write(Standing const& standing);
Result<Standing> read_standing(std::string_view sealed_text);
std::string write(TurnRecord const& record);
Result<TurnRecord> read_turn(std::string_view sealed_text);

}  // namespace foyer::service
