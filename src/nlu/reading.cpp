#include "nlu/reading.h"

#include <algorithm>

namespace foyer::nlu {

std::string_view const feeling_names[feeling_count] = {
    "happy",     "content",   "excited",     "proud",     "grateful",  "calm",         "relieved",
    "hopeful",   "confident", "safe",        "loved",     "caring",    "connected",    "trusting",
    "longing",   "sad",       "lonely",      "hurt",      "grieving",  "disappointed", "hopeless",
    "anxious",   "afraid",    "overwhelmed", "panicked",  "insecure",  "angry",        "frustrated",
    "resentful", "jealous",   "betrayed",    "disgusted", "ashamed",   "guilty",       "embarrassed",
    "regretful", "worthless", "numb",        "confused",  "exhausted", "stuck",        "surprised"};

namespace {
constexpr std::string_view neighbours[feeling_count] = {
    "content",  "calm",     "happy",     "happy",       "content",     "content",    "calm",
    "relieved", "proud",    "calm",      "connected",   "connected",   "loved",      "safe",
    "lonely",   "lonely",   "sad",       "sad",         "sad",         "hurt",       "exhausted",
    "afraid",   "anxious",  "exhausted", "anxious",     "anxious",     "hurt",       "angry",
    "hurt",     "insecure", "hurt",      "angry",       "embarrassed", "regretful",  "ashamed",
    "guilty",   "ashamed",  "exhausted", "overwhelmed", "overwhelmed", "frustrated", "confused"};

constexpr std::string_view answers[] = {"none",   "yes",     "somewhat",     "no",
                                        "unsure", "decline", "not_relevant", "unclear"};
constexpr std::string_view moves[] = {"none",     "repeat", "explain",       "skip",     "back",
                                      "stop",     "why",    "are_you_human", "advice",   "practical",
                                      "greeting", "thanks", "complaint",     "off_topic"};
constexpr std::string_view topics[] = {
    "none",  "cost",   "insurance", "online", "languages", "waiting",      "couples",   "licence",
    "hours", "person", "privacy",   "talk",   "pause",     "consultation", "therapist", "other"};
constexpr std::string_view tiers[] = {"none", "support_other", "check_in", "crisis_now"};
constexpr std::string_view risks[] = {"none",
                                      "suicide_intent",
                                      "suicide_plan",
                                      "suicide_passive",
                                      "self_harm",
                                      "harm_others",
                                      "abuse_now",
                                      "medical_now",
                                      "third_person_risk",
                                      "past_resolved",
                                      "negated",
                                      "figurative",
                                      "neutral_therapy_talk",
                                      "advice_seeking",
                                      "diagnosis_question",
                                      "medication_question",
                                      "prompt_injection",
                                      "abusive_to_bot",
                                      "off_topic"};
constexpr std::string_view needs[] = {"none", "abroad", "alone", "barrier", "reached"};
}  // namespace

Feeling near(Feeling feeling) {
  auto const* const found = std::ranges::find(feeling_names, neighbours[feeling]);
  return static_cast<Feeling>(found - std::begin(feeling_names));
}

std::string_view to_string(Answer value) {
  return answers[static_cast<std::size_t>(value)];
}
std::string_view to_string(Move value) {
  return moves[static_cast<std::size_t>(value)];
}
std::string_view to_string(Topic value) {
  return topics[static_cast<std::size_t>(value)];
}
std::string_view to_string(Tier value) {
  return tiers[static_cast<std::size_t>(value)];
}
std::string_view to_string(Risk value) {
  return risks[static_cast<std::size_t>(value)];
}
std::string_view to_string(Need value) {
  return needs[static_cast<std::size_t>(value)];
}

}  // namespace foyer::nlu
