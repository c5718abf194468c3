#include "nlu/perfect.h"

#include <algorithm>
#include <array>
#include <utility>

namespace foyer::nlu {
namespace {

enum Person : std::uint8_t { i, one, many };  // he, ha, han

struct Irregular {
  std::string_view participle;
  std::array<std::string_view, 3> past;  // by Person
};

constexpr std::array<Irregular, 10> irregulars = {{{"hecho", {"hice", "hizo", "hicieron"}},
                                                   {"puesto", {"puse", "puso", "pusieron"}},
                                                   {"dicho", {"dije", "dijo", "dijeron"}},
                                                   {"roto", {"rompi", "rompio", "rompieron"}},
                                                   {"muerto", {"mori", "murio", "murieron"}},
                                                   {"escrito", {"escribi", "escribio", "escribieron"}},
                                                   {"visto", {"vi", "vio", "vieron"}},
                                                   {"dado", {"di", "dio", "dieron"}},
                                                   {"tenido", {"tuve", "tuvo", "tuvieron"}},
                                                   {"ido", {"fui", "fue", "fueron"}}}};

// "toc" + e is "toque", "trag" + e "trague", "lanz" + e "lance".
std::string first_person(std::string stem) {
  char const last = stem.back();
  if (last == 'c') stem.replace(stem.size() - 1, 1, "qu");
  if (last == 'g') stem += 'u';
  if (last == 'z') stem.back() = 'c';
  return stem + 'e';
}

// Empty when the word is no participle.
std::string simple_past(std::string_view participle, Person person) {
  auto const* irregular = std::ranges::find(irregulars, participle, &Irregular::participle);
  if (irregular != irregulars.end()) return std::string(irregular->past[person]);
  if (participle.size() < 5) return {};
  std::string stem(participle.substr(0, participle.size() - 3));
  if (participle.ends_with("ado"))
    return person == i ? first_person(std::move(stem)) : stem + (person == one ? "o" : "aron");
  if (participle.ends_with("ido")) return stem + (person == i ? "i" : person == one ? "io" : "ieron");
  return {};
}

std::string retold(std::string_view auxiliary, std::string_view participle) {
  static constexpr std::array<std::pair<std::string_view, Person>, 3> auxiliaries = {
      {{"he", i}, {"ha", one}, {"han", many}}};
  for (auto const& [form, person] : auxiliaries)
    if (form == auxiliary) return simple_past(participle, person);
  return {};
}

}  // namespace

bool retell_perfect(Text& text) {
  std::vector<Token> tokens;
  bool found = false;
  auto const word = [&](Token const& token) {
    return std::string_view(text.folded).substr(token.begin, token.end - token.begin);
  };
  for (std::size_t at = text.tokens.size(); at-- > 0;) {  // from the end, so that places before it stand
    auto token = text.tokens[at];
    auto const past = !tokens.empty() && tokens.back().begin == token.end + 1
                          ? retold(word(token), word(tokens.back()))
                          : std::string();
    if (past.empty()) {
      tokens.push_back(token);
      continue;
    }
    found = true;
    auto const end = tokens.back().end;
    auto const shift = end - token.begin - static_cast<std::uint32_t>(past.size());
    text.folded.replace(token.begin, end - token.begin, past);
    for (auto& later : tokens) later.begin -= shift, later.end -= shift;
    for (auto& quote : text.quotes)
      if (quote >= end) quote -= shift;
    tokens.back() = {token.begin, end - shift, token.original_begin, tokens.back().original_end};
  }
  if (!found) return false;
  std::ranges::reverse(tokens);
  text.tokens = std::move(tokens);
  return true;
}

}  // namespace foyer::nlu
