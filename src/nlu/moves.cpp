#include "nlu/moves.h"

#include <algorithm>
#include <array>
#include <string>

namespace foyer::nlu {
namespace {

constexpr std::size_t remark_tokens_max = 5;  // so short, it is asked even without a question's form
constexpr std::size_t story_tokens_min =
    25;  // longer texts tell something; a move in them must open or close them

bool at_an_end(Text const& text, Hit const& hit) {
  auto const& tokens = text.tokens;
  auto const early = tokens[std::min<std::size_t>(tokens.size(), 6) - 1].begin;
  return hit.begin <= early || hit.end + 40 >= text.folded.size();
}

// These are asked for; the same words in a statement tell of a life ("I have to pay off my credit
// card").
bool must_be_asked(Says const& says) {
  constexpr double weak = 0.7;
  return says.move == Move::practical || says.move == Move::advice ||
         (says.move == Move::off_topic && says.weight > weak);
}

// "I make jokes", and not "make jokes": somebody tells what somebody does.
bool is_told(Text const& text, Hit const& hit) {
  static constexpr std::array<std::string_view, 9> tellers = {"i",  "we", "he",   "she",     "they",
                                                              "yo", "el", "ella", "nosotros"};
  std::string_view const before = std::string_view(text.folded).substr(0, hit.begin);
  return std::ranges::any_of(tellers, [&](auto teller) {
    return before == std::string(teller) + " " || before.ends_with(" " + std::string(teller) + " ");
  });
}

// Asked by its form, or so short that it is asked without one.
bool is_asked(Text const& text, Hit const& hit) {
  return hit.scope.question || (text.tokens.size() <= remark_tokens_max && !is_told(text, hit));
}

}  // namespace

Wanted choose_move(Text const& text, std::vector<Hit> const& hits) {
  Wanted wanted;
  Hit const* best = nullptr;
  for (auto const& hit : hits) {
    auto const& says = hit.rule->says;
    if (says.move == Move::none || hit.scope.negated || hit.scope.quoted) continue;
    if (says.move == Move::complaint && hit.scope.who == Who::other)
      continue;  // "my mother does not understand me"
    if (must_be_asked(says) && !is_asked(text, hit)) continue;
    if (text.tokens.size() >= story_tokens_min && !at_an_end(text, hit)) continue;
    auto const longer = [&] { return hit.end - hit.begin > best->end - best->begin; };
    if (best &&
        (says.weight < best->rule->says.weight || (says.weight == best->rule->says.weight && !longer())))
      continue;
    best = &hit;
  }
  if (!best) return wanted;
  auto const& says = best->rule->says;
  return {says.move,
          says.topic,
          std::min(1.0, says.weight),
          {{best->rule->id, text.said(best->begin, best->end)}}};
}

}  // namespace foyer::nlu
