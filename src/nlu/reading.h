// reading.h - what was understood in one utterance; the only thing the engine ever sees of a visitor's
// words.
//
// Closed label sets, shared with `foyer understand` (docs/understanding.md lists them). One utterance
// may carry an answer, a move, feelings and a risk at once; what wins is the engine's decision, never
// the reader's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::nlu {

enum class Answer : std::uint8_t { none, yes, somewhat, no, unsure, decline, not_relevant, unclear };

enum class Move : std::uint8_t {
  none,
  repeat,
  explain,
  skip,
  back,
  stop,
  why,
  are_you_human,
  advice,
  practical,
  greeting,
  thanks,
  complaint,
  off_topic
};

// What a `practical` question is about, answered from the practice's own file.
enum class Topic : std::uint8_t {
  none,
  cost,
  insurance,
  online,
  languages,
  waiting,
  couples,
  licence,
  hours,
  person,
  privacy,
  talk,          // this very talk: how long, whether all must be answered
  pause,         // a moment is asked for
  consultation,  // what it is, how to begin it
  therapist,     // what if it does not fit, or makes things worse
  other
};

enum class Tier : std::uint8_t { none, support_other, check_in, crisis_now };

enum class Risk : std::uint8_t {
  none,
  suicide_intent,
  suicide_plan,
  suicide_passive,
  self_harm,
  harm_others,
  abuse_now,
  medical_now,
  third_person_risk,
  past_resolved,
  negated,
  figurative,
  neutral_therapy_talk,
  advice_seeking,
  diagnosis_question,
  medication_question,
  prompt_injection,
  abusive_to_bot,
  off_topic
};

// How many values each set has, its `none` included; other modules size their tables by them.
inline constexpr std::size_t risk_count = static_cast<std::size_t>(Risk::off_topic) + 1;
inline constexpr std::size_t topic_count = static_cast<std::size_t>(Topic::other) + 1;

// What stands between somebody in danger and a person; answered while the questions pause.
enum class Need : std::uint8_t {
  none,
  abroad,   // the lines shown are not those of their country
  alone,    // nobody to turn to
  barrier,  // calling is too much, or was tried and did not help
  reached   // somebody is with them, or was called
};

enum class Who : std::uint8_t { self, other };
enum class When : std::uint8_t { now, past, hypothetical };

// One of the 42 feelings (order of `feeling_names`), as the visitor said it.
using Feeling = std::uint8_t;
inline constexpr std::size_t feeling_count = 42;
inline constexpr Feeling first_unwished =
    14;  // happy to trusting come first: what somebody may hope for
extern std::string_view const feeling_names[feeling_count];
// A word beside it that may be nearer, so that nobody is handed one guess as if it were a choice.
Feeling near(Feeling feeling);

struct FeelingMention {
  Feeling name = 0;
  std::string said;      // their own words, at most a few
  bool implied = false;  // implied feelings may be offered as buttons, never asserted
  bool negated = false;
  Who who = Who::self;
  When time = When::now;

  // Only these may be said back to the visitor.
  bool main() const { return !negated && who == Who::self && time == When::now; }
};

// Why we understood what we did: a rule's id and the visitor's words that it matched.
struct Evidence {
  std::string rule;
  std::string words;
};

struct Reading {
  Answer answer = Answer::none;
  Move move = Move::none;
  Topic topic = Topic::none;
  double confidence = 0;  // 0..1
  std::vector<FeelingMention> feelings;
  Tier tier = Tier::none;
  Risk risk = Risk::none;
  bool minor = false;      // says to be under 18
  bool distress = false;   // hurting, though no alarm; with `method` in a later turn it is one
  bool method = false;     // asks after means, heights, doses
  bool told = false;       // a story: long, or nothing but a feeling
  bool brief = false;      // a word or three: "no", "no thanks"
  bool loss = false;       // speaks of someone's death
  bool retracted = false;  // says that something was a joke, a figure of speech
  Need need = Need::none;
  std::vector<Evidence> because;  // strongest first
};

std::string_view to_string(Answer value);
std::string_view to_string(Move value);
std::string_view to_string(Topic value);
std::string_view to_string(Tier value);
std::string_view to_string(Risk value);
std::string_view to_string(Need value);

}  // namespace foyer::nlu
