// share.h - what a visitor hands to a practice: their own words as they left them, line by line, and
// nothing else.
//
// A line that was struck is not in it, and nothing tells that there was one: no counts, no "edited", no
// scores, nothing of how the talk went. Written as JSON, padded so that its length tells little, and
// sealed with age.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "dialog/load.h"
#include "dialog/practice.h"
#include "handoff/age.h"

namespace foyer::handoff {

enum class Wish : std::uint8_t {
  none,
  ask_me,
  not_first
};  // "please ask me about this", "please not first"
std::string_view to_string(Wish wish);
std::optional<Wish> read_wish(std::string_view text);

struct Line {
  std::string id;  // "<question>:stop", "<question>:words"
  bool stop = false;
  std::string text;
  Wish wish = Wish::none;
};

// One question and what was said to it. `milestone` is empty for a question beside the milestones.
struct Entry {
  std::string question_id, milestone, title, question;
  std::string option;  // of the stop or the button
  std::vector<Line> lines;
};

struct Contact {
  std::string name, reach;
};

struct Share {
  std::string number, practice, dialog, locale;
  Seconds sent = 0;
  std::vector<Entry> entries;
  std::optional<Contact> contact;
};

std::string write(Share const& share);
Result<Share> read_share(std::string_view json);

// To all of the practice's recipients. Fails where it names none, or one that is no key.
Result<std::string> seal_share(Share const& share, dialog::Practice const& practice);
Result<Share> open_share(Identity const& identity, std::string_view file);

// At least two keys, so that one that is lost does not lose what was sent (docs/practice.md).
bool takes_shares(dialog::Practice const& practice);
// What is wrong with a practice's recipients and ways of being told: FY030.
std::vector<dialog::Fault> faults_of(dialog::Practice const& practice);

// To be read in a minute: "ask me" first, then by milestone, then the rest, "not first" last.
std::string brief_text(Share const& share);
std::vector<Entry> in_brief_order(std::vector<Entry> const& entries);

std::string iso_time(Seconds time);  // 2026-11-25T15:04:00Z

}  // namespace foyer::handoff
