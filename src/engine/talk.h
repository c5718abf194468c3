// talk.h - what one step works on, and the few things every part of it says. Internal to the engine.
#pragma once

#include <optional>

#include "engine/agenda.h"
#include "engine/step.h"
#include "engine/voice.h"

namespace foyer::engine {

// State and turn are the caller's, so that whoever takes many steps may do it in the same place.
struct Talk {
  dialog::Dialog const& dialog;
  State& state;
  Turn& turn;

  dialog::Question const& question() const { return dialog.questions[state.at.question]; }
  bool asks_agenda() const { return state.at.question != dialog::no_question; }
};

void say(Talk& talk, std::initializer_list<dialog::FamilyIndex> families, Spoken quote = {});
void say(Talk& talk, dialog::Shared family);

// The question that is open: the agenda's, or the house question that the mode waits on.
dialog::Question const& open_question(Talk const& talk);

// The house question that `mode` waits on; only for modes that have one.
dialog::House house_of(Mode mode);

enum class Asking { first, again, differently, same };

// Says the open question of the current mode.
void ask(Talk& talk, Asking how);

// Says `line`, then comes back to the same question.
void aside(Talk& talk, std::initializer_list<dialog::FamilyIndex> families);

// The reply, then the next question or the ending. `mark` is recorded for the open question.
void proceed(Talk& talk, dialog::Mark mark, std::initializer_list<dialog::FamilyIndex> reply,
             Spoken quote = {});

// Ends here: a whole, warm ending that names the consultation, help first after a hard moment.
void end_here(Talk& talk, dialog::Shared ending);

// Fills the turn's question, buttons, progress and phase from the state.
void fill(dialog::Dialog const& dialog, State const& state, Turn& turn);

// --- safety.cpp ---
// Takes over when the words carry risk, in any mode. False: nothing to take over.
bool screen(Talk& talk, Say const& said);
// The detours of safety: the direct questions, the hold, the closed conversation.
void answer_safety(Talk& talk, Input const& input);
bool in_safety(Mode mode);

// --- hold.cpp ---
// The pause after danger, and the talk that stays closed to questions: written on, answered, left.
void answer_hold(Talk& talk, Input const& input);
dialog::FamilyIndex reply_in_danger(Talk const& talk, nlu::Reading const& reading);

// --- answers.cpp ---
void answer_agenda(Talk& talk, Input const& input);
void answer_offer(Talk& talk, Input const& input);
// `rather`: what is said before the option's own reply is thought of; 0: nothing.
void choose(Talk& talk, std::uint8_t option, dialog::FamilyIndex rather = 0);
// What meets the feelings that were named, from `from` on: one in words of its own, two side by side.
struct FeltReply {
  dialog::FamilyIndex own, general;
  Spoken quote;
};
std::optional<FeltReply> felt_reply(Talk const& talk, nlu::Reading const& reading,
                                    nlu::Feeling from = 0);

// --- moves.cpp ---
// Asides, skip, back and stop, by words or by button. False: the reading holds no move that wins over
// its answer.
bool follow_move(Talk& talk, nlu::Reading const& reading);
// What is said to the reading's move, before the question is asked again; 0: it is none of that kind.
dialog::FamilyIndex aside_family(Talk const& talk, nlu::Reading const& reading);
void act(Talk& talk, Action action);

}  // namespace foyer::engine
