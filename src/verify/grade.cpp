#include <cctype>
#include <string_view>

#include "verify/catalogue.h"

namespace foyer::verify {

namespace {

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80) || c == '\'';
}

struct Counts {
  double words = 0, sentences = 0, syllables = 0;
};

bool is_vowel(unsigned char c, unsigned char before) {
  if (before == 0xc3) return c >= 0xa1;  // á é í ó ú ü in UTF-8
  return std::string_view("aeiouy").find(static_cast<char>(std::tolower(c))) != std::string_view::npos;
}

Counts count(std::string_view text) {
  Counts counts;
  bool in_word = false, in_vowels = false, open = false;
  unsigned char before = 0;
  for (char const raw : text) {
    auto const c = static_cast<unsigned char>(raw);
    bool const letter = is_letter(raw);
    if (letter && !in_word) ++counts.words;
    if (letter) open = true;
    bool const vowel = letter && is_vowel(c, before);
    if (vowel && !in_vowels) ++counts.syllables;
    if (c != 0xc3) in_vowels = vowel;
    in_word = letter;
    if (open && (raw == '.' || raw == '?' || raw == ':' || raw == ';')) {
      ++counts.sentences;
      open = false;
    }
    before = c;
  }
  if (open) ++counts.sentences;
  return counts;
}

}  // namespace

double reading_grade_en(std::string_view text) {
  auto const c = count(text);
  if (c.words == 0) return 0;
  return 0.39 * c.words / c.sentences + 11.8 * c.syllables / c.words - 15.59;
}

double reading_ease_es(std::string_view text) {
  auto const c = count(text);
  if (c.words == 0) return 100;
  return 206.84 - 60.0 * c.syllables / c.words - 1.02 * c.words / c.sentences;
}

}  // namespace foyer::verify
