#include "nlu/words.h"

#include <algorithm>

namespace foyer::nlu {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The letter a digit or sign is drawn like, or 0.
char letter_like(char c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case '!':
    case '|':
      return 'i';
    case '3':
      return 'e';
    case '4':
    case '@':
      return 'a';
    case '5':
    case '$':
      return 's';
    case '7':
    case '+':
      return 't';
    default:
      return 0;
  }
}

// "k1ll" -> "kill". Only words that mix letters with look-alikes; "2nd", "14yo", "6pm" and "$50" stay as
// they are.
bool undo_digits(std::string_view word, Lexicon const& lexicon, std::string& out) {
  bool const letters = std::any_of(word.begin(), word.end(), is_letter);
  if (!letters) return false;
  out.clear();
  bool changed = false, inner = false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char const to = letter_like(word[i]);
    if (!is_letter(word[i]) && word[i] != '\'' && !to) return false;
    if (to && i > 0 && i + 1 < word.size() && is_letter(word[i - 1]) && is_letter(word[i + 1]))
      inner = true;
    changed = changed || to;
    out += to ? to : word[i];
  }
  return changed && (inner || lexicon.knows(out) || lexicon.repaired(out));
}

// "nooo" -> "no", "killll" -> "kill": a letter three times or more is once, or twice where that is a
// known word.
bool squeeze(std::string_view word, Lexicon const& lexicon, std::string& out) {
  std::string twice;
  out.clear();
  bool changed = false;
  for (std::size_t i = 0; i < word.size();) {
    std::size_t run = 1;
    while (i + run < word.size() && word[i + run] == word[i]) ++run;
    bool const stretched = run >= 3 && !is_digit(word[i]) && static_cast<unsigned char>(word[i]) < 0x80;
    changed = changed || stretched;
    out.append(stretched ? 1 : run, word[i]);
    twice.append(stretched ? 2 : run, word[i]);
    i += run;
  }
  if (changed && lexicon.knows(twice)) out = twice;
  return changed;
}

// "jajaja", "hahah", "jeje": laughter is one word.
bool is_laughter(std::string_view w) {
  if (w.size() < 4) return false;
  std::size_t h = 0, v = 0;
  for (char c : w) {
    if (c == 'h' || c == 'j')
      ++h;
    else if (c == 'a' || c == 'e' || c == 'i')
      ++v;
    else
      return false;
  }
  return h >= 2 && v >= 2 && h + 2 >= v && v + 2 >= h &&
         (w.starts_with("ha") || w.starts_with("ja") || w.starts_with("je") || w.starts_with("he") ||
          w.starts_with("ji") || w.starts_with("ah") || w.starts_with("aj"));
}

// Contractions that follow a pattern: "couldn't" and "couldnt", "they're", "mum's" stays.
bool expand_contraction(std::string_view w, std::string& out) {
  if (w.size() < 4 || (w.back() != 't' && w.find('\'') == std::string_view::npos)) return false;
  static constexpr std::string_view negatable[] = {"could", "would", "should", "does", "did", "is",
                                                   "was",   "were",  "has",    "have", "had", "are",
                                                   "do",    "need",  "might",  "must"};
  for (auto auxiliary : negatable) {
    if (!w.starts_with(auxiliary)) continue;
    auto const rest = w.substr(auxiliary.size());
    if (rest == "n't" || rest == "nt" || rest == "n'") {
      out.assign(auxiliary).append(" not");
      return true;
    }
  }
  auto const quote = w.rfind('\'');
  if (quote == std::string_view::npos || quote == 0) return false;
  auto const tail = w.substr(quote + 1);
  auto const verb = tail == "re"   ? " are"
                    : tail == "ve" ? " have"
                    : tail == "ll" ? " will"
                    : tail == "d"  ? " would"
                                   : "";
  if (!*verb) return false;
  out.assign(w.substr(0, quote)).append(verb);
  return true;
}

bool known_form(std::string_view word, Lexicon const& lexicon, std::string& out) {
  if (auto const* written = lexicon.spelt_out(word)) {
    out = *written;
    return true;
  }
  return expand_contraction(word, out);
}

// Letters only, none of them three times in a row, no laughter: nothing to undo but a misspelling.
bool plain(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] < 'a' || word[i] > 'z') return false;
    if (i >= 2 && word[i] == word[i - 1] && word[i] == word[i - 2]) return false;
  }
  return !is_laughter(word);
}

}  // namespace

void read_word(std::string_view typed, Lexicon const& lexicon, std::string& out) {
  if (known_form(typed, lexicon, out)) return;
  if (plain(typed)) {
    auto const* core = lexicon.repaired(typed);
    out.assign(core ? std::string_view(*core) : typed);
    return;
  }
  std::string word(typed), other;
  if (word.find('*') != std::string::npos) {
    if (auto const* core = lexicon.unstarred(word)) word = *core;
  } else if (std::any_of(word.begin(), word.end(), [](char c) { return !is_letter(c); }) &&
             undo_digits(word, lexicon, other)) {
    word = other;
  }
  if (squeeze(word, lexicon, other)) word = other;
  if (is_laughter(word)) word = "haha";
  if (word != typed && known_form(word, lexicon, out)) return;
  if (auto const* core = lexicon.repaired(word)) word = *core;
  out = std::move(word);
}

std::string join_letters(std::string_view letters, Lexicon const& lexicon) {
  static constexpr std::string_view small[] = {
      "i",  "a",  "to", "my", "me", "want", "wanna", "the", "not",    "no", "yes",
      "is", "it", "am", "do", "so", "of",   "yo",    "se",  "quiero", "en", "mi"};
  std::string out;
  bool core = false;
  for (std::size_t at = 0; at < letters.size();) {
    std::size_t best = 0;
    for (std::size_t n = std::min<std::size_t>(letters.size() - at, 12); n > 0 && !best; --n) {
      auto const piece = letters.substr(at, n);
      bool const known = n > 2 && lexicon.knows(piece);
      if (known || std::find(std::begin(small), std::end(small), piece) != std::end(small)) best = n;
      core = core || (known && best);
    }
    if (!best) return letters.size() >= 4 ? std::string(letters) : std::string();
    if (!out.empty()) out += ' ';
    out += letters.substr(at, best);
    at += best;
  }
  return core || letters.size() >= 4 ? out : std::string();
}

}  // namespace foyer::nlu
