#include "nlu/safety.h"

#include <algorithm>

namespace foyer::nlu {

namespace {

// What one hit amounts to once its scope is seen.
struct Finding {
  Tier tier = Tier::none;
  Risk risk = Risk::none;
};

bool about_oneself(Risk risk) {
  return risk == Risk::suicide_intent || risk == Risk::suicide_plan || risk == Risk::suicide_passive ||
         risk == Risk::self_harm;
}

bool has_mark(std::vector<Hit> const& hits, std::string_view mark) {
  return std::ranges::any_of(hits, [&](auto const& hit) { return hit.rule->says.mark == mark; });
}

// Past and over is met with thanks; past and near is asked after. Someone else's danger is asked after too.
Finding weigh(Hit const& hit, bool recent, bool joke) {
  auto const& says = hit.rule->says;
  auto const& scope = hit.scope;
  Finding found{says.tier, says.risk};
  if (found.tier < Tier::check_in) return found;
  if (scope.negated) return {};
  if (scope.quoted && scope.who == Who::other && about_oneself(says.risk)) return {Tier::check_in, Risk::third_person_risk};
  if (scope.who == Who::other && about_oneself(says.risk)) return {Tier::check_in, Risk::third_person_risk};
  bool const told_as_past = about_oneself(says.risk) || says.risk == Risk::abuse_now;
  if (scope.time == When::past && told_as_past && !(recent && says.risk == Risk::abuse_now))
    return {recent ? Tier::check_in : Tier::support_other, Risk::past_resolved};
  // A laugh is no proof that it is none, and a word of intent with one is asked after.
  if (joke && found.tier == Tier::crisis_now && says.risk == Risk::suicide_intent) found.tier = Tier::check_in;
  return found;
}

}  // namespace

Verdict judge_safety(Text const& text, std::vector<Hit> const& hits) {
  Verdict verdict;
  verdict.minor = has_mark(hits, "minor");
  verdict.distress = has_mark(hits, "distress");
  verdict.method = has_mark(hits, "method");
  bool const recent = has_mark(hits, "recent"), joke = has_mark(hits, "joke");
  for (auto const& hit : hits) {
    auto const found = weigh(hit, recent, joke);
    bool const planned = found.risk == Risk::suicide_plan && verdict.risk != Risk::suicide_plan;
    if (found.tier < verdict.tier || (found.tier == verdict.tier && !planned) || found.tier == Tier::none) continue;
    verdict.tier = found.tier;
    verdict.risk = found.risk;
    verdict.because.insert(verdict.because.begin(), {hit.rule->id, text.said(hit.begin, hit.end)});
  }
  // Pain and a question after means in one breath: the same as over two turns (safety.md, cross-turn).
  if (verdict.distress && verdict.method && verdict.tier < Tier::crisis_now) {
    verdict.tier = Tier::crisis_now;
    verdict.risk = Risk::suicide_plan;
  }
  return verdict;
}

}  // namespace foyer::nlu
