// state.h - one conversation, as a flat value: where it stands on the agenda, what was answered, what
// was heard.
//
// Holds no words of the visitor's. Trivially copyable, so that a step is a copy and the verifier may
// keep a million of them. codec.h turns it into bytes that survive a change of the words.
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>

#include "dialog/model.h"

namespace foyer::engine {

// What the next input answers. Everything but `talking` and `ended` is a detour that leaves the agenda
// where it is.
enum class Mode : std::uint8_t {
  talking,  // an agenda question
  offer,    // "is one of these feelings near?"
  direct,   // the one direct question
  plan,
  safe_now,
  someone,
  harm,
  hold,    // help is on the table; the reflection waits for "continue"
  closed,  // no more milestones in this conversation
  ended
};

// The agenda as it stood when a question was asked: what "back" returns to.
struct Place {
  dialog::QuestionIndex question = dialog::no_question;
  std::int8_t chapter = -1;
  std::uint8_t visited = 0;  // bit c: chapter c was opened
  std::uint8_t asked = 0;    // milestones asked in this chapter
  bool operator==(Place const&) const = default;
};

struct State {
  std::uint64_t seed = 0;
  std::uint16_t turn = 0;
  Mode mode = Mode::talking;
  Place at;  // the question that is open, or no_question when the agenda is walked to its end
  std::uint8_t limit = 0;  // milestones a chapter; 0: all
  std::array<dialog::Mark, dialog::questions_max> marks{};

  std::uint8_t trail_size = 0;
  std::array<Place, dialog::questions_max> trail{};  // answered places, oldest first

  bool repaired = false;    // this question was already asked once more
  std::uint8_t asides = 0;  // at this question, up to asides_max
  std::uint8_t offers = 0;  // in this conversation, up to offers_max
  std::array<std::uint8_t, 3> offered{};

  // The safety of the conversation. Kept in the sealed state only, never in a summary or a count by
  // person.
  std::uint8_t crises = 0;  // up to 2
  bool holding = false;     // help is on the table until "continue"
  bool hurt = false;        // there was a hard moment: tender questions are left out from here
  bool minor = false;
  bool abroad = false;          // the lines of this country are not theirs
  bool asked_directly = false;  // the direct question is not asked twice unless risk rises
  bool distress = false;        // for the rules that need an earlier turn
  std::uint8_t abuse = 0;       // unkind to the program, up to 3
  std::uint8_t since_disclosure = 0;

  std::array<std::uint64_t, dialog::lines_max / 64> heard{};

  bool operator==(State const&) const = default;
};
static_assert(std::is_trivially_copyable_v<State>);

inline constexpr std::uint8_t asides_max = 3;
inline constexpr std::uint8_t offers_max = 2;
inline constexpr std::uint8_t crises_max = 2;
inline constexpr std::uint8_t abuse_max = 3;
inline constexpr std::uint8_t disclosure_turns_max = 20;  // safety.md D2

}  // namespace foyer::engine
