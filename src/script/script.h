// script.h - a talk test: a conversation as a plain text file, with the lines that are expected in it
// (docs/testing.md).
//
//   # In therapy, and wondering whether it works.
//   dialog   checkin
//   locale   en
//
//   foyer    welcome.a          Hello again, for a minute.
//   foyer    today.ask.a        How are you arriving today?
//   visitor  a bit tired
//   foyer    today.said         (any line of the family)
//
// Line ids are the expectation; the words after them are for the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foyer::script {

enum class Act : std::uint8_t { open, visitor, tap, act, means, walk };

// What must hold of a reply: its lines in order (`foyer`), a line among them (`must`), none like it
// (`not`), or the conversation's state, open question, help lines, and whether the visitor's words may
// be kept.
enum class Kind : std::uint8_t { foyer, must, never, state, ask, help, kept };

struct Expectation {
  Kind kind = Kind::foyer;
  std::string value;  // a line id, a family, `start.*`; or the state, the question, shown/none, yes/no
  std::string words;  // of `foyer`: what stands behind the id
  std::size_t line = 0;
};

// One thing that the visitor does, and what is expected of the reply. The first of a script is the
// opening.
struct Step {
  Act act = Act::open;
  std::string words;
  std::size_t line = 0;
  std::vector<Expectation> expects;
};

struct Script {
  std::string path, dialog, practice = "demo";
  std::vector<std::string> locales;  // a talk of buttons only may be held in several languages
  std::uint64_t seed = 1;
  std::uint64_t seeds_to = 0;      // the same talk is also held with the seeds up to this one
  std::vector<Expectation> never;  // what must not be heard in the whole talk
  std::vector<Step> steps;
  std::vector<std::string> text;  // the file, line by line
};

// The error's `where` is path:line.
Result<Script> parse(std::string path, std::string_view text);

// `foyer    reason.ask.a    What brings you …`
std::string foyer_line(std::string_view id, std::string_view words);

// Does `pattern` (a line id, its family, or `start.*`) mean the line `id`?
bool matches(std::string_view pattern, std::string_view id);

// A line's id without its own name: `reason.ask` of `reason.ask.a`.
std::string_view family_of(std::string_view id);

}  // namespace foyer::script
