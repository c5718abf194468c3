#include "verify/wording.h"

#include <algorithm>
#include <array>
#include <cctype>

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

// Of three or four bytes in UTF-8: the blocks of pictures, not letters and typographic marks.
bool is_picture(std::string_view text, std::size_t at) {
  auto const byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  bool const supplementary = byte(0) == 0xf0 && byte(1) == 0x9f;
  bool const symbol = byte(0) == 0xe2 && byte(1) >= 0x98 && byte(1) <= 0x9e;  // U+2600 to U+27BF
  bool const variation = byte(0) == 0xef && byte(1) == 0xb8 && byte(2) == 0x8f;
  return supplementary || symbol || variation;
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

std::string slip_of_question(std::string_view id, std::string_view text, std::string_view locale) {
  auto const questions = count(text, "?");
  if (questions > 0 && !may_ask(id)) return "asks, and only `ask`, `again`, `differently` may.";
  if (questions > 1) return "asks twice.";
  if (may_ask(id) && !text.ends_with('?'))
    return "asks nothing: it ends in a question mark, or stands elsewhere.";
  if (locale == "es" && count(text, "¿") != questions) return "closes a question that no \"¿\" opens.";
  return "";
}

std::vector<Slip> slips_of_tone(std::string_view text) {
  std::vector<Slip> slips;
  if (text.find('!') != text.npos || text.find("¡") != text.npos)
    slips.push_back({"FY203", "has an exclamation mark."});
  for (std::size_t at = 0; at < text.size(); ++at)
    if (is_picture(text, at)) {
      slips.push_back({"FY207", "has an emoji."});
      break;
    }
  return slips;
}

bool is_foreign(std::string_view text, std::string_view locale) {
  auto const words = lower(text);
  auto const en = words_of(words, english), es = words_of(words, spanish);
  if (locale == "en") return es >= 2 && en == 0;
  return locale == "es" && en >= 2 && es == 0;
}

bool must_name_a_way(std::string_view id) {
  return std::ranges::any_of(std::array<std::string_view, 5>{"consultation.", "person.", "ending.risk.",
                                                             "ending.minor.", "ending.away."},
                             [&](auto start) { return id.starts_with(start); });
}

bool names_a_way(std::string_view text) {
  return text.find("://") != text.npos || text.find('@') != text.npos ||
         text.find_first_of("0123456789") != text.npos;
}

}  // namespace foyer::verify
