// properties.h - what must hold at every step of every talk (docs/faults.md has a page for each code).
#pragma once

#include <optional>
#include <vector>

#include "verify/alphabet.h"
#include "verify/finding.h"

namespace foyer::verify {

// What is known of lines and families beforehand, so that a property costs no search.
struct Facts {
  explicit Facts(dialog::Dialog const& dialog);

  std::vector<dialog::FamilyIndex> family_of;       // by line
  std::vector<std::vector<std::uint16_t>> longest;  // by locale, by family: words of its longest line
  std::vector<bool> is_ending, is_consultation, is_help_first, is_safety;  // by family
  std::vector<bool> asks;           // by family: its lines end in a question
  std::vector<bool> names_contact;  // by family: every line names a way to the practice
};

struct Transition {
  engine::State const& from;
  Letter const& letter;
  engine::Stepped const& to;
};

struct Breach {
  std::string code, what;
};

std::optional<Breach> breach(dialog::Dialog const& dialog, Facts const& facts,
                             Transition const& transition);

// The first turn of a talk, which nothing leads to.
std::optional<Breach> breach_at_first(dialog::Dialog const& dialog, Facts const& facts,
                                      engine::Turn const& turn);

}  // namespace foyer::verify
