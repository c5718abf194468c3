#include "verify/wording.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "nlu/utf8.h"

namespace foyer::verify {

namespace {

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80) || c == '\'';
}

bool may_ask(std::string_view id) {
  for (std::string_view part : {".ask.", ".again.", ".differently."})
    if (id.find(part) != std::string_view::npos) return true;
  return false;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

constexpr std::size_t shortest_number = 3;  // 988, 112

// Words so common that two of them tell the language. None is a word of the other one.
constexpr std::array<std::string_view, 16> english = {"the",  "and",  "you",  "your", "what", "that",
                                                      "this", "with", "is",   "are",  "it",   "of",
                                                      "to",   "for",  "have", "not"};
constexpr std::array<std::string_view, 16> spanish = {"el",  "la",   "los",  "las", "que", "de",
                                                      "en",  "un",   "una",  "es",  "lo",  "se",
                                                      "con", "para", "como", "y"};

template <std::size_t n>
std::size_t words_of(std::string const& text, std::array<std::string_view, n> const& words) {
  return static_cast<std::size_t>(
      std::ranges::count_if(words, [&](auto word) { return holds_phrase(text, word); }));
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool holds_phrase(std::string const& text, std::string_view phrase) {
  bool const stem = phrase.ends_with('*');
  if (stem) phrase.remove_suffix(1);
  for (auto at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
    auto const end = at + phrase.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (stem || end == text.size() || !is_letter(text[end])))
      return true;
  }
  return false;
}

bool ends_in_question(std::string_view text) {
  auto const end = text.find_last_not_of(" \n");
  return end != text.npos && text[end] == '?';
}

std::string slip_of_question(std::string_view id, std::string_view text, std::string_view locale) {
  auto const questions = count(text, "?");
  if (questions > 0 && !may_ask(id)) return "asks, and only `ask`, `again`, `differently` may.";
  if (questions > 1) return "asks twice.";
  if (may_ask(id) && !ends_in_question(text))
    return "asks nothing: it ends in a question mark, or stands elsewhere.";
  if (locale == "es" && count(text, "¿") != questions) return "closes a question that no \"¿\" opens.";
  return "";
}

std::vector<Slip> slips_of_tone(std::string_view text) {
  std::vector<Slip> slips;
  if (text.find('!') != text.npos || text.find("‼") != text.npos || text.find("¡") != text.npos)
    slips.push_back({"FY203", "has an exclamation mark."});
  if (std::ranges::any_of(nlu::decode_all(text), nlu::is_pictograph))
    slips.push_back({"FY207", "has an emoji."});
  return slips;
}

bool is_foreign(std::string_view text, std::string_view locale) {
  auto const words = lower(text);
  auto const en = words_of(words, english), es = words_of(words, spanish);
  if (locale == "en") return es >= 2 && en == 0;
  return locale == "es" && en >= 2 && es == 0;
}

bool must_name_a_way(std::string_view id) {
  return std::ranges::any_of(
      std::array<std::string_view, 7>{"crisis.", "fail-safe.", "consultation.", "person.",
                                      "ending.risk.", "ending.minor.", "ending.away."},
      [&](auto start) { return id.starts_with(start); });
}

bool names_a_way(std::string_view text) {
  std::size_t digits = 0, most = 0;
  for (char const c : text)
    most = std::max(most, digits = std::isdigit(static_cast<unsigned char>(c)) ? digits + 1 : 0);
  return text.find("://") != text.npos || text.find('@') != text.npos || most >= shortest_number;
}

}  // namespace foyer::verify
