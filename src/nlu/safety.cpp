#include "nlu/safety.h"

namespace foyer::nlu {

Verdict judge_safety(Text const& text, std::vector<Hit> const& hits) {
  Verdict verdict;
  for (auto const& hit : hits) {
    auto const& says = hit.rule->says;
    if (says.mark == "minor") verdict.minor = true;
    if (says.mark == "distress") verdict.distress = true;
    if (says.mark == "method") verdict.method = true;
    if (says.risk == Risk::none || hit.scope.negated || says.tier < verdict.tier) continue;
    verdict.tier = says.tier;
    verdict.risk = says.risk;
    verdict.because.insert(verdict.because.begin(), {hit.rule->id, text.said(hit.begin, hit.end)});
  }
  return verdict;
}

}  // namespace foyer::nlu
