#include "nlu/feelings.h"

namespace foyer::nlu {

std::vector<FeelingMention> find_feelings(Text const& text, std::vector<Hit> const& hits) {
  std::vector<FeelingMention> mentions;
  for (auto const& hit : hits) {
    if (!hit.rule->says.feels) continue;
    mentions.push_back({hit.rule->says.feeling, text.said(hit.begin, hit.end), hit.rule->says.implied, hit.scope.negated,
                        hit.scope.who, hit.scope.time});
  }
  return mentions;
}

}  // namespace foyer::nlu
