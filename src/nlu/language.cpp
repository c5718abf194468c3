#include "nlu/language.h"

#include <algorithm>
#include <unordered_map>

namespace foyer::nlu {
namespace {

// Words that both languages have ("no", "me", "he", "a") tell nothing and are left out.
constexpr std::string_view english[] = {
    "about", "after", "all",  "am",    "and",  "are",  "at",   "because", "been", "but",   "can", "do",
    "does",  "feel",  "for",  "from",  "get",  "had",  "have", "her",     "him",  "his",   "how", "i",
    "if",    "in",    "is",   "it",    "just", "know", "like", "mom",     "my",   "never", "not", "of",
    "on",    "or",    "she",  "that",  "the",  "them", "then", "they",    "this", "to",    "was", "we",
    "what",  "when",  "with", "would", "yeah", "yes",  "you",  "your"};
constexpr std::string_view spanish[] = {
    "al",     "algo", "antes", "aunque",  "como",   "con",  "creo", "cuando", "de",    "del",
    "desde",  "ella", "en",    "eres",    "es",     "eso",  "esta", "estoy",  "hay",   "hoy",
    "la",     "las",  "le",    "les",     "lo",     "los",  "mas",  "mi",     "mis",   "mucho",
    "muy",    "nada", "nunca", "para",    "pero",   "poco", "por",  "porque", "puedo", "que",
    "quiero", "se",   "si",    "siempre", "siento", "soy",  "su",   "te",     "tengo", "todo",
    "tu",     "un",   "una",   "veces",   "y",      "ya"};

using Votes = std::unordered_map<std::string_view, Language>;

Votes const& votes() {
  static Votes const all = [] {
    Votes v;
    for (auto word : english) v.emplace(word, Language::en);
    for (auto word : spanish) v.emplace(word, Language::es);
    return v;
  }();
  return all;
}

constexpr std::size_t word_bytes_max = 8;

}  // namespace

Language language_of(Text const& text) {
  std::string_view const folded = text.folded;
  auto const& known = votes();
  int en = 0, es = 0;
  for (std::size_t at = 0; at < folded.size();) {
    auto const end = std::min(folded.find_first_of(" .,;:?!", at), folded.size());
    if (end > at && end - at <= word_bytes_max) {
      auto const vote = known.find(folded.substr(at, end - at));
      if (vote != known.end()) ++(vote->second == Language::en ? en : es);
    }
    at = end + 1;
  }
  if (en > es) return Language::en;
  return es > en ? Language::es : Language::unknown;
}

}  // namespace foyer::nlu
