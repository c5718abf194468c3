// conversation.h - from one thing that a visitor did to the reply: read, step, speak. No store, no
// network.
//
// The terminal, the talk tests and the server all talk through this; it is where words become a Reading,
// and where their words are let go of when they carried risk.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/step.h"
#include "service/library.h"

namespace foyer::service {

inline constexpr std::size_t visitor_text_max =
    4000;  // code points; more is told politely, never cut silently

// What the visitor did, as it came.
struct Deed {
  enum class Kind : std::uint8_t { say, choose, act } kind = Kind::say;
  std::string words;  // the text, the option's id, or the action's name
};

struct Answered {
  engine::State state;
  engine::Turn turn;
  nlu::Reading reading;  // of a `say`
};

// The input that `deed` is in `state`; nothing if it names an option or an action that does not exist.
std::optional<engine::Input> input_of(Edition const& edition, nlu::Reader const& reader,
                                      engine::State const& state, Deed const& deed,
                                      std::string_view locale);

std::optional<Answered> respond(Edition const& edition, nlu::Reader const& reader,
                                engine::State const& state, Deed const& deed, std::string_view locale);

std::optional<engine::Action> action_of(std::string_view name);
std::size_t code_points(std::string_view utf8);

}  // namespace foyer::service
