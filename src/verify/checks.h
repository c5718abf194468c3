// checks.h - the properties one by one, by what they are about. Internal to properties.cpp.
#pragma once

#include "verify/properties.h"

namespace foyer::verify {

using Found = std::optional<Breach>;

// What is wanted of the talk itself, by button or in words; nothing for any other letter.
std::optional<engine::Action> wanted(Letter const& letter);

// Words that danger or not being readable cannot take over.
engine::Say const* harmless(Letter const& letter);

bool alarms(Letter const& letter);

// They said that they live where the practice may not work.
bool is_away(dialog::Dialog const& dialog, engine::State const& state);

bool says(dialog::Dialog const& dialog, Facts const& facts, engine::Turn const& turn,
          dialog::Shared family);

// care.cpp: danger, and what follows from it.
Found risk_first(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found nothing_forgotten(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found whole_endings(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found milestones_over(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);

// doors.cpp: stop, skip, back, help, a person.
Found doors(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);

// duties.cpp: that every turn answers, asks what may be asked, and is short.
Found answered(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found conditions_hold(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found asides_return(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found repaired_once(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found consent(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);
Found short_turns(dialog::Dialog const& dialog, Facts const& facts, Transition const& t);

// Of any turn, the first of a talk included.
Found short_turn(dialog::Dialog const& dialog, Facts const& facts, engine::Turn const& turn);

}  // namespace foyer::verify
