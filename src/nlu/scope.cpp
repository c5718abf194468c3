#include "nlu/scope.h"

#include <algorithm>

namespace foyer::nlu {
namespace {

bool names_subject(Cue const& cue) {
  return cue.kind == CueKind::self || cue.kind == CueKind::other;
}

// The first clause whose cues reach `clause`: back over loose joints while the clauses between have no
// subject.
std::uint32_t reach_begin(Text const& text, std::uint32_t clause) {
  std::uint32_t named = 0;
  for (auto const& cue : text.cues)
    if (names_subject(cue) && cue.clause <= clause) named = std::max(named, cue.clause);
  while (clause > named && text.clauses[clause].joint == Joint::loose) --clause;
  return clause;
}

bool inside(Cue const& cue, std::uint32_t begin, std::uint32_t end) {
  return cue.begin >= begin && cue.begin < end;
}

// Verbs that hand a negation on to the next subject: "i do not think i can".
constexpr std::string_view hands_on[] = {" think", " believe", " feel like", " say",     " that",
                                         " mean",  " suppose", " guess",     " imagine", " claim",
                                         " que",   " creo",    " sure",      " like"};

struct Place {
  std::uint32_t begin, end;
};

// Where such verbs stand, by their beginning; `end` is the nearest end of it and all that follow.
std::vector<Place> handing(std::string_view folded) {
  std::vector<Place> places;
  for (auto const verb : hands_on)
    for (auto at = folded.find(verb); at != folded.npos; at = folded.find(verb, at + 1))
      places.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + verb.size())});
  std::ranges::sort(places, {}, &Place::begin);
  for (auto i = places.size(); i-- > 1;) places[i - 1].end = std::min(places[i - 1].end, places[i].end);
  return places;
}

// Cues that may be the subject of a verb ("me" is an object).
std::vector<Cue> subjects(std::vector<Cue> const& cues, std::string_view folded) {
  std::vector<Cue> out;
  for (auto const& cue : cues)
    if (names_subject(cue) && folded.substr(cue.begin, cue.end - cue.begin) != "me") out.push_back(cue);
  return out;
}

// "when i am not i notice": the next subject ends a negation unless a verb between hands it on, and then
// it goes on. A subject right behind is the negation's own ("tampoco estoy").
std::uint32_t reach_of(Cue const& negation, std::vector<Cue> const& subjects,
                       std::vector<Place> const& handing) {
  auto const next = std::ranges::upper_bound(subjects, negation.end + 1, {}, &Cue::begin);
  if (next == subjects.end()) return UINT32_MAX;
  auto const verb = std::ranges::lower_bound(handing, negation.end, {}, &Place::begin);
  bool const handed = verb != handing.end() && verb->end <= next->begin;
  return handed ? UINT32_MAX : next->begin;
}

// "no doubt": a negation inside a pseudo negation is none. Both languages are read: Spanish "no oigo" is
// a denial, and an English concord at the same place is the same "no", not a second one.
bool silenced(std::vector<Cue> const& cues, Cue const& cue) {
  return std::ranges::any_of(cues, [&](Cue const& other) {
    bool const around =
        other.kind == CueKind::pseudo && other.begin <= cue.begin && cue.end <= other.end;
    bool const same =
        cue.kind == CueKind::concord && other.kind == CueKind::negation && other.begin == cue.begin;
    return around || same;
  });
}

void negation(Text const& text, std::uint32_t begin, std::uint32_t end, std::uint32_t from,
              std::uint32_t to, Scope& scope) {
  for (auto const& cue : text.cues) {
    if (cue.clause < from || cue.clause > to || cue.begin >= begin || inside(cue, begin, end)) continue;
    bool const negates =
        cue.kind == CueKind::negation || (cue.kind == CueKind::concord && scope.negations == 0);
    if (negates && !cue.silent && cue.reach > begin) ++scope.negations;
  }
  scope.negated = scope.negations % 2 == 1;
}

void time(Text const& text, std::uint32_t begin, std::uint32_t from, std::uint32_t to, Scope& scope) {
  bool past = false, now = false, hypothetical = false;
  auto opened = to;  // "when i was ten, ..." opens a past that lasts until a sentence ends
  while (opened > 0 && text.clauses[opened].joint == Joint::loose) --opened;
  auto const sentence = [&](Cue const& cue) { return cue.clause >= opened; };
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

void settle(std::vector<Cue>& cues, std::string_view folded) {
  auto const verbs = handing(folded);
  auto const named = subjects(cues, folded);
  for (auto& cue : cues) {
    bool const negates = cue.kind == CueKind::negation || cue.kind == CueKind::concord;
    if (!negates && cue.kind != CueKind::less) continue;
    cue.silent = silenced(cues, cue);
    if (!negates) continue;
    cue.reach = reach_of(cue, named, verbs);
  }
}

bool withheld(Text const& text, std::uint32_t begin) {
  auto const clause = text.clause_at(begin);
  return std::ranges::any_of(text.cues, [&](Cue const& cue) {
    return cue.kind == CueKind::doubt && cue.clause == clause && cue.begin < begin;
  });
}

bool lessened(Text const& text, std::uint32_t begin, std::uint32_t end) {
  constexpr std::uint32_t gap = 1;
  return std::ranges::any_of(text.cues, [&](Cue const& cue) {
    bool const before = cue.end <= begin && begin - cue.end <= gap;
    bool const behind = cue.begin >= end && cue.begin - end <= gap;
    return cue.kind == CueKind::less && !cue.silent && (before || behind);
  });
}

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
