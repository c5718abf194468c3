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

// What the whole message says beside its hits.
struct Setting {
  bool recent, long_ago, over, soon, joke, fiction;
};

Setting setting_of(std::vector<Hit> const& hits) {
  return {has_mark(hits, "recent"), has_mark(hits, "longago"), has_mark(hits, "over"),
          has_mark(hits, "soon"),   has_mark(hits, "joke"),    has_mark(hits, "fiction")};
}

// Past is thanked for only where it is said to be long ago or over; else it is asked after.
Finding past(Setting const& setting) {
  bool const resolved = (setting.long_ago || setting.over) && !setting.recent;
  return {resolved ? Tier::support_other : Tier::check_in, Risk::past_resolved};
}

// Someone else's danger is asked after; what happens as it is written is an alarm.
Finding of_another(Tier tier, Setting const& setting) {
  bool const now = tier == Tier::crisis_now && setting.soon;
  return {now ? Tier::crisis_now : Tier::check_in, Risk::third_person_risk};
}

Finding weigh(Hit const& hit, Setting const& setting) {
  auto const& says = hit.rule->says;
  auto const& scope = hit.scope;
  Finding found{says.tier, says.risk};
  if (found.tier < Tier::check_in) return found;
  if (scope.negated) return {};
  bool const other = scope.who == Who::other;
  if (setting.fiction && (scope.quoted || other)) return {};
  if (says.risk == Risk::past_resolved) return other ? Finding{} : past(setting);
  if (other && about_oneself(says.risk)) return of_another(found.tier, setting);
  bool const told_as_past = about_oneself(says.risk) || says.risk == Risk::abuse_now;
  if (told_as_past && (scope.time == When::past || (setting.long_ago && setting.over))) {
    if (says.risk == Risk::abuse_now && !setting.long_ago) return found;
    return past(setting);
  }
  // A laugh is no proof that it is none, and a word of intent with one is asked after.
  if (setting.joke && found.tier == Tier::crisis_now && says.risk == Risk::suicide_intent)
    found.tier = Tier::check_in;
  return found;
}

}  // namespace

Verdict judge_safety(Text const& text, std::vector<Hit> const& hits) {
  Verdict verdict;
  verdict.minor = has_mark(hits, "minor");
  verdict.distress = has_mark(hits, "distress");
  verdict.method = has_mark(hits, "method");
  auto const setting = setting_of(hits);
  for (auto const& hit : hits) {
    auto const found = weigh(hit, setting);
    bool const planned = found.risk == Risk::suicide_plan && verdict.risk != Risk::suicide_plan;
    if (found.tier < verdict.tier || (found.tier == verdict.tier && !planned) ||
        found.tier == Tier::none)
      continue;
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
