// wording.h - what can be told of one sentence by looking at it. Internal to the catalogue.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foyer::verify {

struct Slip {
  std::string code, what;
};

// Lower case, ASCII only: accented letters stay as they are.
std::string lower(std::string_view text);

// Whole words; a `*` at the phrase's end stands for any ending ("cure*": cure, cures, cured).
bool holds_phrase(std::string const& text, std::string_view phrase);

bool ends_in_question(std::string_view text);  // blanks behind it aside

// A question where none may be, none where one must, or one without its opening mark; empty: as it
// should be.
std::string slip_of_question(std::string_view id, std::string_view text, std::string_view locale);

// Exclamation marks and emoji: Foyer does not raise its voice.
std::vector<Slip> slips_of_tone(std::string_view text);

// Holds little words of the other language and none of its own.
bool is_foreign(std::string_view text, std::string_view locale);

// Lines that lead to a person, and whether a line does.
bool must_name_a_way(std::string_view id);
bool names_a_way(std::string_view text);

}  // namespace foyer::verify
