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

// What stands in the way comes before who is near: "I called them and nobody answered".
Need need_of(std::vector<Hit> const& hits) {
  for (auto const need : {Need::abroad, Need::barrier, Need::alone, Need::reached})
    if (has_mark(hits, to_string(need))) return need;
  return Need::none;
}

// What the whole message says beside its hits.
struct Setting {
  bool recent, long_ago, over, soon, joke, fiction;
};

Setting setting_of(std::vector<Hit> const& hits) {
  bool const joke = has_mark(hits, "joke") || has_mark(hits, "retraction");
  return {has_mark(hits, "recent"),
          has_mark(hits, "longago"),
          has_mark(hits, "over"),
          has_mark(hits, "soon"),
          joke,
          has_mark(hits, "fiction")};
}

// A worry about another that lies over a loss: who died is mourned, not in danger.
bool mourned(Hit const& hit, std::vector<Hit> const& hits) {
  if (hit.rule->says.tier < Tier::check_in) return false;
  return std::ranges::any_of(hits, [&](Hit const& loss) {
    bool const lost =
        loss.rule->says.risk == Risk::third_person_risk && loss.rule->says.tier == Tier::support_other;
    return lost && loss.begin < hit.end && hit.begin < loss.end;
  });
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

bool is_past(Scope const& scope, Risk risk, Setting const& setting) {
  bool const told = scope.time == When::past || (setting.long_ago && setting.over);
  return told && (about_oneself(risk) || setting.long_ago);
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
  if (is_past(scope, says.risk, setting)) {
    bool const worry = says.risk == Risk::third_person_risk;
    return worry ? Finding{Tier::support_other, says.risk} : past(setting);
  }
  // A laugh is no proof that it is none, and a word of intent with one is asked after.
  if (setting.joke && !setting.soon && found.tier == Tier::crisis_now &&
      says.risk == Risk::suicide_intent)
    found.tier = Tier::check_in;
  return found;
}

// Signs are small: a story around them, or a word that it is long over, takes more from them than from a
// phrase.
Finding weigh(Case const& found, Setting const& setting) {
  if (setting.fiction) return {};
  bool const over = (setting.long_ago || setting.over) && !setting.soon;
  if (over && about_oneself(found.risk) && found.tier < Tier::crisis_now) return past(setting);
  return {found.tier, found.risk};
}

// A plan counts more than another danger of the same tier: it decides how the direct question goes on.
bool graver(Finding const& found, Verdict const& verdict) {
  if (found.tier == Tier::none || found.tier < verdict.tier) return false;
  bool const planned = found.risk == Risk::suicide_plan && verdict.risk != Risk::suicide_plan;
  return found.tier > verdict.tier || planned;
}

}  // namespace

Verdict judge_safety(Text const& text, std::vector<Hit> const& hits,
                     std::vector<Composed> const& composed) {
  Verdict verdict;
  verdict.minor = has_mark(hits, "minor");
  verdict.distress = has_mark(hits, "distress");
  verdict.loss = std::ranges::any_of(hits, [](Hit const& hit) {
    return hit.rule->says.mark == "loss" && !hit.scope.negated && !hit.scope.quoted &&
           hit.scope.time != When::hypothetical;
  });
  verdict.method = has_mark(hits, "method");
  verdict.retracted = has_mark(hits, "retraction");
  verdict.need = need_of(hits);
  auto const setting = setting_of(hits);
  for (auto const& hit : hits) {
    if (mourned(hit, hits)) continue;
    auto const found = weigh(hit, setting);
    if (!graver(found, verdict)) continue;
    verdict.tier = found.tier;
    verdict.risk = found.risk;
    verdict.because.insert(verdict.because.begin(), {hit.rule->id, text.said(hit.begin, hit.end)});
  }
  for (auto const& each : composed) {
    auto const found = weigh(*each.found, setting);
    if (!graver(found, verdict)) continue;
    verdict.tier = found.tier;
    verdict.risk = found.risk;
    std::string words;
    for (auto const* sign : each.signs)
      words += (words.empty() ? "" : " + ") + text.said(sign->begin, sign->end);
    verdict.because.insert(verdict.because.begin(), {each.found->id, words});
  }
  // Pain and a question after means in one breath: the same as over two turns (safety.md, cross-turn).
  if (verdict.distress && verdict.method && verdict.tier < Tier::crisis_now) {
    verdict.tier = Tier::crisis_now;
    verdict.risk = Risk::suicide_plan;
  }
  return verdict;
}

}  // namespace foyer::nlu
