#include "nlu/language.h"

#include <algorithm>

namespace foyer::nlu {
namespace {

// Sorted; words that both languages have ("no", "me", "he", "a") tell nothing and are left out.
constexpr std::string_view english[] = {
    "about", "after", "all",  "am",   "and",  "are",   "at",    "because", "been", "but",   "can",  "do",   "does", "feel",
    "for",   "from",  "get",  "had",  "have", "her",   "him",   "his",     "how",  "i",     "if",   "in",   "is",   "it",
    "just",  "know",  "like", "mom",  "my",   "never", "not",   "of",      "on",   "or",    "she",  "that", "the",  "them",
    "then",  "they",  "this", "to",   "was",  "we",    "what",  "when",    "with", "would", "yeah", "yes",  "you",  "your"};
constexpr std::string_view spanish[] = {
    "al",    "algo",  "antes", "aunque", "como",  "con",   "creo", "cuando", "de",    "del",  "desde",   "ella",  "en",   "eres",
    "es",    "eso",   "esta",  "estoy",  "hay",   "hoy",   "la",   "las",    "le",    "les",  "lo",      "los",   "mas",  "mi",
    "mis",   "mucho", "muy",   "nada",   "nunca", "para",  "pero", "poco",   "por",   "porque", "puedo", "que",   "quiero", "se",
    "si",    "siempre", "siento", "soy", "su",    "te",    "tengo", "todo",  "tu",    "un",   "una",     "veces", "y",    "ya"};

template <std::size_t N>
bool has(std::string_view const (&words)[N], std::string_view word) {
  return std::binary_search(std::begin(words), std::end(words), word);
}

}  // namespace

Language language_of(Text const& text) {
  std::string_view rest = text.folded;
  int en = 0, es = 0;
  for (std::size_t at = 0; at < rest.size();) {
    auto end = rest.find(' ', at);
    if (end == std::string_view::npos) end = rest.size();
    auto word = rest.substr(at, end - at);
    while (!word.empty() && (word.back() < '0' || word.back() > 'z')) word.remove_suffix(1);
    en += has(english, word);
    es += has(spanish, word);
    at = end + 1;
  }
  if (en > es) return Language::en;
  return es > en ? Language::es : Language::unknown;
}

}  // namespace foyer::nlu
