// frame.h - the server's frames as JSON text (docs/protocol.yaml), written by concatenation: every
// authored text was escaped when it was loaded, so nothing but the visitor's own word is escaped here.
#pragma once

#include <string>
#include <string_view>

#include "engine/turn.h"
#include "service/library.h"

namespace foyer::service {

struct Speaking {
  Edition const& edition;
  std::size_t locale = 0;
  std::string help = "[]";                 // JSON, from HelpLines
  nlu::Evidence const* because = nullptr;  // what the first line answers to
};

std::string turn_frame(Speaking const& speaking, std::uint32_t number, engine::Turn const& turn);
std::string error_frame(std::string_view code, std::string_view message, std::uint32_t turn);

// The text of one line, its {felt} or {choice} filled; not escaped.
std::string spoken(dialog::Words const& words, engine::Spoken const& line);

}  // namespace foyer::service
