// turn.h - what goes into a step, and what comes out: line ids and a question, never text.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "dialog/model.h"
#include "nlu/reading.h"

namespace foyer::engine {

enum class Action : std::uint8_t { skip, back, repeat, why, help, stop, person };

// They said something. `option` is the choice that their words name, for a question with buttons; -1:
// none.
struct Say {
  nlu::Reading reading;
  int option = -1;
  bool failed = false;  // understanding failed or ran out of time: help is shown
};
// They tapped a button: the option's index in the Ask that was shown.
struct Choose {
  std::uint8_t option = 0;
};
struct Do {
  Action action = Action::skip;
};
using Input = std::variant<Say, Choose, Do>;

// One line to say. `quote` fills its {felt} and {also}, or {choice}.
struct Spoken {
  dialog::LineIndex line = 0;
  enum class Quote : std::uint8_t { none, felt, option } quote = Quote::none;
  std::string felt, also;                                // their words
  dialog::QuestionIndex question = dialog::no_question;  // whose option (the agenda's)
  std::uint8_t option = 0;
  bool operator==(Spoken const&) const = default;
};

enum class Phase : std::uint8_t { talking, paused, ended };

// The question that is open: its place in dialog.questions, or beyond them a house question
// (Dialog::house_position). `options` are indices into that question's options, in the order of the
// buttons.
struct Ask {
  std::uint8_t question = 0;
  std::vector<std::uint8_t> options;
  bool operator==(Ask const&) const = default;
};

struct Progress {
  std::int8_t chapter = -1;  // -1: not in a chapter
  std::uint8_t at = 0, of = 0;
  bool operator==(Progress const&) const = default;
};

// Where the visitor is, as far as they said; elsewhere: where the practice may not work.
enum class Reach : std::uint8_t { here, elsewhere, abroad };

// Which help lines are shown: none, all, or those for a kind of danger.
struct Help {
  bool show = false;
  nlu::Risk kind = nlu::Risk::none;
  bool minor = false;
  Reach reach = Reach::here;
  bool operator==(Help const&) const = default;
};

struct Turn {
  std::vector<Spoken> lines;
  Ask ask;
  bool asks = false;  // false: nothing is asked (the agenda's end)
  Progress progress;
  Phase phase = Phase::talking;
  Help help;
  bool keep_words = true;  // false: this turn's words are never stored (it carried risk)
  bool operator==(Turn const&) const = default;
};

}  // namespace foyer::engine
