#include "nlu/scope.h"

#include <algorithm>

namespace foyer::nlu {
namespace {

bool has(Text const& text, std::uint32_t clause, CueKind a, CueKind b) {
  return std::any_of(text.cues.begin(), text.cues.end(),
                     [&](Cue const& c) { return c.clause == clause && (c.kind == a || c.kind == b); });
}

// The first clause whose cues reach `clause`: back over loose joints while the clauses between have no
// subject.
std::uint32_t reach_begin(Text const& text, std::uint32_t clause) {
  while (clause > 0 && text.clauses[clause].joint == Joint::loose &&
         !has(text, clause, CueKind::self, CueKind::other))
    --clause;
  return clause;
}

bool inside(Cue const& cue, std::uint32_t begin, std::uint32_t end) {
  return cue.begin >= begin && cue.begin < end;
}

bool silenced(Text const& text,
              Cue const& cue) {  // "no doubt": a negation inside a pseudo negation is none
  return std::any_of(text.cues.begin(), text.cues.end(), [&](Cue const& p) {
    return p.kind == CueKind::pseudo && p.begin <= cue.begin && cue.end <= p.end;
  });
}

// Both languages are read: Spanish "no oigo" is a denial, and an English concord at the same place is
// the same "no", not a second one.
bool same_word(Text const& text, Cue const& concord) {
  return std::any_of(text.cues.begin(), text.cues.end(), [&](Cue const& cue) {
    return cue.kind == CueKind::negation && cue.begin == concord.begin;
  });
}

// "when i am not i notice": a new subject ends a negation, but for verbs that hand it on ("i do not
// think i can").
bool cut_off(Text const& text, Cue const& negation, std::uint32_t begin) {
  static constexpr std::string_view hands_on[] = {
      " think", " believe", " feel like", " say", " that", " mean", " suppose",
      " guess", " imagine", " claim",     " que", " creo", " sure", " like"};
  for (auto const& cue : text.cues) {
    if (cue.begin <= negation.end + 1 || cue.begin > begin) continue;  // "tampoco estoy": its own verb
    if (cue.kind != CueKind::self && cue.kind != CueKind::other) continue;
    auto const between = std::string_view(text.folded).substr(negation.end, cue.begin - negation.end);
    bool const handed =
        std::any_of(std::begin(hands_on), std::end(hands_on),
                    [&](std::string_view verb) { return between.find(verb) != between.npos; });
    bool const object = text.folded.compare(cue.begin, cue.end - cue.begin, "me") == 0;
    if (!handed && !object) return true;
  }
  return false;
}

void negation(Text const& text, std::uint32_t begin, std::uint32_t end, std::uint32_t from,
              std::uint32_t to, Scope& scope) {
  for (auto const& cue : text.cues) {
    if (cue.clause < from || cue.clause > to || cue.begin >= begin || inside(cue, begin, end)) continue;
    bool const negates = cue.kind == CueKind::negation ||
                         (cue.kind == CueKind::concord && scope.negations == 0 && !same_word(text, cue));
    if (negates && !silenced(text, cue) && !cut_off(text, cue, begin)) ++scope.negations;
  }
  scope.negated = scope.negations % 2 == 1;
}

void time(Text const& text, std::uint32_t begin, std::uint32_t from, std::uint32_t to, Scope& scope) {
  bool past = false, now = false, hypothetical = false;
  auto const sentence =
      [&](Cue const& cue) {  // "when i was ten, ..." opens a past that lasts until a sentence ends
        for (auto c = cue.clause + 1; c <= to; ++c)
          if (text.clauses[c].joint != Joint::loose) return false;
        return true;
      };
  for (auto const& cue : text.cues) {
    if (cue.clause > to) break;
    bool const same = cue.clause == to;
    if (cue.kind == CueKind::now && same) now = true;
    if (cue.kind == CueKind::past && (same || (cue.clause < to && sentence(cue)))) past = true;
    if (cue.kind == CueKind::hypothetical &&
        (same ? cue.begin <= begin || cue.clause == to : cue.clause >= from && sentence(cue)))
      hypothetical = true;
  }
  scope.time = now ? When::now : hypothetical ? When::hypothetical : past ? When::past : When::now;
}

// The nearest subject before the hit, the hit's own opening included; none means the visitor.
void person(Text const& text, std::uint32_t begin, std::uint32_t end, std::uint32_t from,
            std::uint32_t to, Scope& scope) {
  Cue const* nearest = nullptr;
  for (auto const& cue : text.cues) {
    if (cue.clause < from || cue.clause > to || cue.begin >= end) continue;
    bool const subject =
        cue.kind == CueKind::self || cue.kind == CueKind::other || cue.kind == CueKind::bot;
    if (!subject) continue;
    if (cue.begin < begin || (!nearest && cue.begin < end)) nearest = &cue;
    if (cue.begin >= begin) {  // a subject inside the hit decides
      nearest = &cue;
      break;
    }
  }
  if (!nearest) return;
  scope.who = nearest->kind == CueKind::other ? Who::other : Who::self;
  scope.bot = nearest->kind == CueKind::bot;
}

bool quoted(Text const& text, std::uint32_t begin, std::uint32_t to) {
  for (std::size_t i = 0; i + 1 < text.quotes.size(); i += 2)
    if (text.quotes[i] <= begin && begin < text.quotes[i + 1]) return true;
  return std::any_of(text.cues.begin(), text.cues.end(), [&](Cue const& cue) {
    return cue.kind == CueKind::quote && cue.clause == to && cue.begin < begin;
  });
}

bool sentence_begins(Text const& text, std::uint32_t clause) {
  return clause == 0 || text.clauses[clause].joint == Joint::sentence;
}

// Its sentence ends in a question mark, or begins as a question does.
bool asked(Text const& text, std::uint32_t clause, std::uint32_t end) {
  auto first = clause;
  while (!sentence_begins(text, first)) --first;
  for (auto const& cue : text.cues)
    if (cue.kind == CueKind::question && cue.clause >= first && cue.begin < end) return true;
  for (auto c = clause; c < text.clauses.size(); ++c) {
    auto const stop = text.clauses[c].end;
    if (stop < text.folded.size() && text.folded[stop] == '?') return true;
    if (c + 1 < text.clauses.size() && sentence_begins(text, c + 1)) return false;
  }
  return false;
}

}  // namespace

Scope scope_of(Text const& text, std::uint32_t begin, std::uint32_t end, std::uint32_t ignores) {
  Scope scope;
  auto const to = text.clause_at(begin);
  auto const from = reach_begin(text, to);
  if (!(ignores & scope_negation)) negation(text, begin, end, from, to, scope);
  if (!(ignores & scope_person)) person(text, begin, end, from, to, scope);
  Scope when;
  time(text, begin, from, to, when);
  bool const ignored = (when.time == When::past && (ignores & scope_past)) ||
                       (when.time == When::hypothetical && (ignores & scope_hypothetical));
  if (!ignored) scope.time = when.time;
  if (!(ignores & scope_quote)) scope.quoted = quoted(text, begin, to);
  if (!(ignores & scope_question)) scope.question = asked(text, to, end);
  return scope;
}

}  // namespace foyer::nlu
