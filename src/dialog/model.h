// model.h - one authored dialog, compiled: an agenda of questions, and families of lines for everything
// that can be said.
//
// All names are resolved to small indices at load, so that the engine compares numbers only. Immutable
// once loaded: shared by every conversation that began with it, readable from any thread. Built by
// load.h, written by authors (docs/words.md).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "nlu/reading.h"

namespace foyer::dialog {

using LineIndex = std::uint16_t;    // into Dialog::lines
using FamilyIndex = std::uint16_t;  // into Dialog::families; 0 is the empty family
using QuestionIndex = std::uint8_t;
inline constexpr QuestionIndex no_question = 255;

// Limits that keep a conversation's state flat; the loader refuses more.
inline constexpr std::size_t questions_max = 128;
inline constexpr std::size_t lines_max = 3072;
inline constexpr std::size_t chapters_max = 8;
inline constexpr std::size_t options_max = 60;

// What stands in the state for a question: not asked, left (skipped, declined, not understood), or 2 +
// the option's index. For `open` questions first_mark says "something was said".
using Mark = std::uint8_t;
inline constexpr Mark unasked = 0;
inline constexpr Mark left = 1;
inline constexpr Mark first_mark = 2;

enum class Kind : std::uint8_t { choice, milestone, open, consent, menu };

// What the engine has to know of a question's meaning. `length` sets how many milestones a chapter
// holds, `place` is where the visitor lives, `offer` is the consultation, `contact` asks for a way to
// reach the visitor (never asked of a minor).
enum class Role : std::uint8_t { none, length, place, offer, contact };

// What an open question asks for, where that changes how a feeling in the answer is met. `feeling`: how
// somebody is; a feeling that is only implied may be offered. `hope`: what is wished; "calm" is no news
// of a calm visitor there.
enum class About : std::uint8_t { story, feeling, hope };

// A milestone's stops, in this order for every milestone.
inline constexpr std::array<std::string_view, 5> stop_names = {"yes", "somewhat", "no", "unsure",
                                                               "not_relevant"};

struct Condition {
  QuestionIndex question = no_question;
  std::uint64_t marks = 0;  // bit m set: mark m fulfils it
};

struct Question {
  std::string id;
  Kind kind = Kind::open;
  Role role = Role::none;
  About about = About::story;
  std::string milestone;     // one of the fifteen ids, or empty
  std::int8_t chapter = -1;  // -1: of no chapter
  bool tender = false;       // never the next question after a hard moment
  std::vector<Condition> when;
  std::vector<std::string> options;
  std::uint64_t licensed = 0;  // of a `place`: bit i set where the practice is licensed in options[i]

  FamilyIndex ask = 0, again = 0, differently = 0, why = 0;
  std::vector<FamilyIndex> replies;  // by option; one for `open`; for `menu`: to "none of them"
};

// The engine's own questions, worded in dialogs/common and dialogs/safety/words.
enum class House : std::uint8_t {
  offer,
  ended,
  safety_direct,
  safety_plan,
  safety_safe_now,
  safety_someone,
  safety_harm,
  safety_hold,
  safety_closed
};
inline constexpr std::array<std::string_view, 9> house_names = {
    "offer",          "ended",       "safety-direct", "safety-plan",  "safety-safe-now",
    "safety-someone", "safety-harm", "safety-hold",   "safety-closed"};

// Families that every dialog has, by what they are for.
enum class Shared : std::uint8_t {
  welcome,
  disclosure,
  disclosure_again,
  reply_yes,
  reply_somewhat,
  reply_no,
  reply_unsure,
  reply_not_relevant,
  reply_said,
  reply_nothing,
  reply_choice,
  reply_decline,
  felt_any,
  felt_both,
  repair,
  repair_story,
  loss,
  move_on,
  menu_pick,
  skip,
  back,
  back_none,
  aside_are_you_human,
  aside_advice,
  aside_greeting,
  aside_thanks,
  aside_complaint,
  aside_off_topic,
  aside_too_many,
  person,
  help,
  consultation,
  consultation_later,
  ending_finished,
  ending_stop,
  ending_away,
  ending_risk,
  ending_minor,
  after_end,
  go_on,
  abuse_again,
  check_in_any,
  crisis_any,
  listening,
  held_abroad,
  held_alone,
  held_barrier,
  held_reached,
  held_privacy,
  held_what_now,
  held_complaint,
  lighter,
  minor,
  fail_safe
};
inline constexpr std::array<std::string_view, 54> shared_names = {"welcome",
                                                                  "disclosure",
                                                                  "disclosure-again",
                                                                  "reply.yes",
                                                                  "reply.somewhat",
                                                                  "reply.no",
                                                                  "reply.unsure",
                                                                  "reply.not_relevant",
                                                                  "reply.said",
                                                                  "reply.nothing",
                                                                  "reply.choice",
                                                                  "reply.decline",
                                                                  "felt.any",
                                                                  "felt.both",
                                                                  "repair",
                                                                  "repair.story",
                                                                  "loss",
                                                                  "move-on",
                                                                  "menu.pick",
                                                                  "skip",
                                                                  "back",
                                                                  "back-none",
                                                                  "aside.are_you_human",
                                                                  "aside.advice",
                                                                  "aside.greeting",
                                                                  "aside.thanks",
                                                                  "aside.complaint",
                                                                  "aside.off_topic",
                                                                  "aside.too-many",
                                                                  "person",
                                                                  "help",
                                                                  "consultation",
                                                                  "consultation.later",
                                                                  "ending.finished",
                                                                  "ending.stop",
                                                                  "ending.away",
                                                                  "ending.risk",
                                                                  "ending.minor",
                                                                  "after-end",
                                                                  "go-on",
                                                                  "support.abuse-again",
                                                                  "check-in.any",
                                                                  "crisis.any",
                                                                  "hold.listening",
                                                                  "hold.abroad",
                                                                  "hold.alone",
                                                                  "hold.barrier",
                                                                  "hold.reached",
                                                                  "hold.privacy",
                                                                  "hold.what-now",
                                                                  "hold.complaint",
                                                                  "lighter",
                                                                  "minor",
                                                                  "fail-safe"};

struct Family {
  std::string id;
  std::vector<LineIndex> lines;
};

struct Chapter {
  std::string id;
  FamilyIndex opening = 0, closing = 0;
};

struct Cue {
  std::uint8_t label = 0;  // milestone and consent: nlu::Answer; choice and menu: the option's index
  std::string pattern;     // RE2 over normalised text
  std::string where;       // file:line
};

// What stands beside the visitor's words where they are filed as a record (handoff/fhir.h).
struct RecordWords {
  std::string words, wish, ask_me, not_first;
};

// A dialog's words in one language. `{felt}`, `{also}` and `{choice}` are the only placeholders left in
// them.
struct Words {
  std::string locale;
  std::vector<std::string> text;                 // by LineIndex
  std::vector<std::vector<std::string>> labels;  // by question (house questions follow), by option
  std::vector<std::vector<Cue>> cues;            // same order
  std::vector<std::string> chapter_titles;
  std::string title;                          // the dialog's name, as a person reads it
  std::vector<std::string> milestone_titles;  // by question of the agenda; empty: of no milestone
  RecordWords record;
};

struct Dialog {
  std::string id;
  std::string hash;  // of the structure, hex; a conversation keeps the structure it began with
  std::uint16_t turns_max = 0;
  std::vector<Chapter> chapters;
  std::vector<Question> questions;
  std::array<Question, house_names.size()> house;

  std::vector<Family> families;
  std::vector<std::string> lines;  // ids, sorted by first mention; the same in every language
  // By LineIndex: what each draws lots with (engine/voice.h). Made of its id, so that which variant a
  // talk hears does not change when lines are added elsewhere.
  std::vector<std::uint32_t> lots;
  std::array<FamilyIndex, shared_names.size()> shared{};
  std::array<FamilyIndex, nlu::feeling_count> felt{};
  std::array<FamilyIndex, nlu::risk_count> support{}, check_in{}, crisis{};  // by nlu::Risk
  std::array<FamilyIndex, nlu::topic_count>
      practical{};  // by nlu::Topic: the practice's own answer, or how to ask

  std::vector<Words> words;

  FamilyIndex family(Shared which) const { return shared[static_cast<std::size_t>(which)]; }
  Question const& of(House which) const { return house[static_cast<std::size_t>(which)]; }
  // By its place in an Ask: the agenda's questions, then the house's.
  Question const& question(std::size_t place) const {
    return place < questions.size() ? questions[place] : house[place - questions.size()];
  }
  std::size_t house_position(House which) const {
    return questions.size() + static_cast<std::size_t>(which);
  }
  Words const* in(std::string_view locale) const {
    for (auto const& each : words)
      if (each.locale == locale) return &each;
    return nullptr;
  }
};

}  // namespace foyer::dialog
