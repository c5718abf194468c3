#include "nlu/moves.h"

namespace foyer::nlu {

Wanted choose_move(Text const& text, std::vector<Hit> const& hits) {
  Wanted wanted;
  double best = 0;
  for (auto const& hit : hits) {
    auto const& says = hit.rule->says;
    if (says.move == Move::none || hit.scope.negated || says.weight <= best) continue;
    best = says.weight;
    wanted = {says.move, says.topic, says.weight, {{hit.rule->id, text.said(hit.begin, hit.end)}}};
  }
  return wanted;
}

}  // namespace foyer::nlu
