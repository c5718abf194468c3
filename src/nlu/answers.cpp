#include "nlu/answers.h"

#include <algorithm>
#include <array>

namespace foyer::nlu {
namespace {

constexpr double deciding = 1.5;  // a cue of this weight stands on its own
constexpr double own_cue = 1.4;   // a question's own cue
constexpr double whole_cue = 3;
constexpr double withheld_factor = 0.25;
constexpr std::uint32_t mark_bytes = 1;  // a full stop at the end
constexpr double heard_min = 0.45;       // below: unclear
constexpr double margin_min = 0.06;
constexpr double conflict_min = 0.85;  // what each side of a "but" must weigh to make a "somewhat"

struct Voice {
  Hit const* hit = nullptr;
  Answer answer = Answer::none;
  double weight = 0;
  int side = 0;  // how many contrasts ("but") stand before it
};

using Weights = std::array<double, 8>;
double& of(Weights& weights, Answer answer) {
  return weights[static_cast<std::size_t>(answer)];
}

// The longer phrase explains the shorter one in it: "no idea" is no "no", "not always" no "always".
bool explained(Text const& text, Hit const& hit, std::vector<Hit> const& hits) {
  return std::any_of(hits.begin(), hits.end(), [&](Hit const& other) {
    bool const contains = other.begin <= hit.begin && hit.end <= other.end;
    bool const longer = other.end - other.begin > hit.end - hit.begin;
    bool const goes_on = hit.begin <= other.begin && other.begin < hit.end && hit.end < other.end;
    bool const blanks = other.rule->says.mark == "idiom";
    bool const same = other.rule->says.answer == hit.rule->says.answer;
    return &other != &hit &&
           ((contains && (longer || blanks)) || (goes_on && !same && !withheld(text, other.begin)));
  });
}

Answer opposite(Answer answer) {
  if (answer == Answer::yes) return Answer::no;
  return answer == Answer::no ? Answer::yes : Answer::none;
}

double scope_factor(Scope const& scope) {
  double factor = 1;
  if (scope.who == Who::other) factor *= 0.5;
  if (scope.time == When::past) factor *= 0.4;
  if (scope.time == When::hypothetical) factor *= 0.5;
  if (scope.quoted) factor *= 0.3;
  return factor;
}

int side_of(Text const& text, std::uint32_t clause) {
  int side = 0;
  for (std::uint32_t c = 1; c <= clause; ++c) side += text.clauses[c].joint == Joint::contrast;
  return side;
}

std::vector<Voice> voices_of(Text const& text, std::vector<Hit> const& hits) {
  std::vector<Voice> voices;
  for (auto const& hit : hits) {
    auto const& says = hit.rule->says;
    if (says.answer == Answer::none || explained(text, hit, hits)) continue;
    Voice voice{&hit, says.answer, says.weight * scope_factor(hit.scope), side_of(text, hit.clause)};
    if (withheld(text, hit.begin)) voice.weight *= withheld_factor;
    if (hit.scope.negated != lessened(text, hit.begin, hit.end)) {
      voice.answer = opposite(voice.answer);
      voice.weight *= 0.8;
    }
    if (voice.answer != Answer::none) voices.push_back(voice);
  }
  return voices;
}

// The same thing said five times weighs little more than once: each further voice for an answer counts
// half.
Weights weigh(std::vector<Voice> const& voices, int last_side) {
  Weights weights{};
  std::array<double, 8> share;
  share.fill(1);
  auto sorted = voices;
  auto const placed = [&](Voice const& v) {
    bool const opening = v.hit->begin == 0 && v.weight >= deciding;
    double const place = last_side == 0        ? (opening ? 1.15 : 1)
                         : v.side == last_side ? 1.25
                         : opening             ? 1
                                               : 0.65;
    return v.weight * place;
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](Voice const& a, Voice const& b) { return placed(a) > placed(b); });
  for (auto const& voice : sorted) {
    auto& part = share[static_cast<std::size_t>(voice.answer)];
    of(weights, voice.answer) += placed(voice) * part;
    part *= 0.5;
  }
  return weights;
}

// "I do not | beat myself up": the plain denial is spent on what it denies, and does not count beside
// it.
void drop_spent_denials(std::vector<Voice>& voices) {
  constexpr std::uint32_t near_bytes = 24;
  auto const spent = [&](Voice const& denial) {
    return std::any_of(voices.begin(), voices.end(), [&](Voice const& v) {
      return v.hit->scope.negated && v.answer != Answer::no && v.hit->clause == denial.hit->clause &&
             v.hit->begin >= denial.hit->end && v.hit->begin - denial.hit->end < near_bytes;
    });
  };
  std::vector<Voice> kept;
  for (auto const& voice : voices)
    if (voice.answer != Answer::no || !spent(voice)) kept.push_back(voice);
  voices = std::move(kept);
}

// What one side of a contrast says on the whole: above zero yes, below no.
double polarity(std::vector<Voice> const& voices, int side) {
  double sum = 0;
  for (auto const& v : voices)
    if (v.side == side)
      sum += v.answer == Answer::yes ? v.weight : v.answer == Answer::no ? -v.weight : 0;
  return sum;
}

// "Yes, but at home never": both sides of a contrast hold, so neither does whole.
void settle_contrast(std::vector<Voice> const& voices, int last_side, Weights& weights) {
  if (last_side == 0) return;
  double const before = polarity(voices, 0), after = polarity(voices, last_side);
  if (before * after >= 0 || std::min(std::abs(before), std::abs(after)) < conflict_min) return;
  of(weights, Answer::somewhat) += 1.1 * std::max(of(weights, Answer::yes), of(weights, Answer::no));
}

// "Yes, sometimes" is somewhat; "no, not really, maybe once" stays a no.
void settle_degree(Weights& weights, int last_side) {
  auto& some = of(weights, Answer::somewhat);
  if (some < 0.8) return;
  some += 0.7 * of(weights, Answer::yes);
  if (last_side > 0) some += 0.7 * of(weights, Answer::no);
}

// The question's own phrases. One that is the whole of what was said leaves nothing else to weigh.
void add_cues(Text const& text, std::vector<CueSet::Match> const& cued, Weights& weights) {
  for (std::size_t i = 0; i < cued.size(); ++i) {
    auto const& cue = cued[i];
    if (cue.label == 0 || cue.label >= weights.size()) continue;
    auto const answer = lessened(text, cue.begin, cue.end) ? opposite(static_cast<Answer>(cue.label))
                                                           : static_cast<Answer>(cue.label);
    bool const whole = cue.end - cue.begin + mark_bytes >= text.folded.size();
    double const weight = whole ? whole_cue : i == 0 ? own_cue : own_cue / 4;
    of(weights, answer) += weight * (withheld(text, cue.begin) ? withheld_factor : 1);
  }
}

}  // namespace

Heard weigh_answers(Text const& text, std::vector<Hit> const& hits,
                    std::vector<CueSet::Match> const& cued) {
  Heard heard;
  auto voices = voices_of(text, hits);
  drop_spent_denials(voices);
  auto const last_side =
      text.clauses.empty() ? 0 : side_of(text, static_cast<std::uint32_t>(text.clauses.size() - 1));
  auto weights = weigh(voices, last_side);
  settle_contrast(voices, last_side, weights);
  settle_degree(weights, last_side);
  add_cues(text, cued, weights);
  weights[0] = weights[static_cast<std::size_t>(Answer::unclear)] = 0;

  auto sorted = weights;
  std::sort(sorted.rbegin(), sorted.rend());
  heard.answer = static_cast<Answer>(std::max_element(weights.begin(), weights.end()) - weights.begin());
  double const margin = sorted[0] > 0 ? (sorted[0] - sorted[1]) / sorted[0] : 0;
  heard.confidence = margin * std::min(1.0, sorted[0] / deciding);
  std::stable_sort(voices.begin(), voices.end(),
                   [](Voice const& a, Voice const& b) { return a.weight > b.weight; });
  for (auto const& voice : voices)
    heard.because.push_back({voice.hit->rule->id, text.said(voice.hit->begin, voice.hit->end)});
  if (sorted[0] < heard_min || margin < margin_min) {
    heard.answer = text.folded.empty() ? Answer::none : Answer::unclear;
    heard.confidence = 0;
  }
  return heard;
}

}  // namespace foyer::nlu
