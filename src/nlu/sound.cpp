#include "nlu/sound.h"

#include <array>
#include <span>

namespace foyer::nlu {
namespace {

// Letters that are said as others, wherever they stand; the longest that fits is taken. Capitals are
// sounds that no single letter has.
struct Said {
  std::string_view letters, sound;
};

constexpr std::array<Said, 47> english = {
    {{"tion", "Sn"}, {"sion", "Sn"}, {"ight", "it"}, {"tch", "C"}, {"dge", "j"}, {"sch", "sk"},
     {"ph", "f"},    {"wh", "w"},    {"wr", "r"},    {"kn", "n"},  {"gh", ""},   {"ck", "k"},
     {"ch", "C"},    {"sh", "S"},    {"th", "T"},    {"ce", "se"}, {"ci", "si"}, {"cy", "si"},
     {"qu", "kw"},   {"er", "Er"},   {"ir", "Er"},   {"ur", "Er"}, {"ee", "i"},  {"ea", "i"},
     {"ie", "i"},    {"ey", "i"},    {"ai", "a"},    {"ay", "a"},  {"ei", "a"},  {"oi", "oi"},
     {"oy", "oi"},   {"oa", "o"},    {"ow", "o"},    {"ou", "o"},  {"au", "o"},  {"aw", "o"},
     {"oo", "u"},    {"ew", "u"},    {"ui", "ui"},   {"mb", "m"},  {"c", "k"},   {"q", "k"},
     {"x", "ks"},    {"z", "s"},     {"y", "i"},     {"j", "j"},   {"v", "v"}}};

constexpr std::array<Said, 22> spanish = {
    {{"gue", "ge"}, {"gui", "gi"}, {"que", "ke"}, {"qui", "ki"}, {"ch", "C"}, {"ll", "y"},
     {"ce", "se"},  {"ci", "si"},  {"ge", "je"},  {"gi", "ji"},  {"rr", "r"}, {"qu", "k"},
     {"h", ""},     {"v", "b"},    {"z", "s"},    {"c", "k"},    {"q", "k"},  {"x", "s"},
     {"w", "u"},    {"ny", "n"},   {"ia", "ya"},  {"io", "yo"}}};

std::string said(std::string_view word, std::span<Said const> table) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    Said best{word.substr(at, 1), word.substr(at, 1)};
    bool found = false;
    for (auto const& each : table)
      if (word.substr(at).starts_with(each.letters) &&
          (!found || each.letters.size() > best.letters.size())) {
        best = each;
        found = true;
      }
    for (char const c : best.sound)
      if (out.empty() || out.back() != c) out += c;
    at += best.letters.size();
  }
  return out;
}

}  // namespace

std::string sound_en(std::string_view word) {
  if (word.size() > 3 && word.ends_with('e') && !word.ends_with("ee")) word.remove_suffix(1);
  return said(word, english);
}

std::string sound_es(std::string_view word) {
  return said(word, spanish);
}

}  // namespace foyer::nlu
