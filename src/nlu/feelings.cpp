#include "nlu/feelings.h"

#include <algorithm>
#include <array>

#include "nlu/language.h"
#include "nlu/rulefile.h"

namespace foyer::nlu {
namespace {

struct Span {
  std::uint32_t begin, end;
  bool holds(std::uint32_t from, std::uint32_t to) const { return begin <= from && to <= end; }
};

template <std::size_t n>
bool one_of(std::string_view word, std::array<std::string_view, n> const& words) {
  return std::ranges::find(words, word) != words.end();
}

std::string_view before(Text const& text, std::uint32_t at) {  // the word that ends before `at`
  auto const whole = std::string_view(text.folded).substr(0, at > 0 ? at - 1 : 0);
  return whole.substr(whole.find_last_of(" .,;:!?") + 1);
}

std::string_view after(Text const& text, std::uint32_t at) {
  auto const whole =
      std::string_view(text.folded).substr(std::min<std::size_t>(at + 1, text.folded.size()));
  return whole.substr(0, whole.find_first_of(" .,;:!?"));
}

// "with my mother", "con mi madre": nobody's feeling follows. "a mi madre le ..." is hers.
bool governed(Text const& text, Cue const& cue) {
  static constexpr std::array<std::string_view, 16> prepositions = {
      "with", "about", "at",  "for",  "of",   "from",  "by",     "without",
      "like", "than",  "con", "para", "como", "sobre", "contra", "de"};
  auto const word = before(text, cue.begin);
  return one_of(word, prepositions) || (word == "a" && !after(text, cue.end).starts_with("le"));
}

// "i told my mother", "i left him": an object of what the visitor did, unless a new thought begins
// between
// ("i think my mother") or the other one goes on to act ("i said my mother is").
bool object(Text const& text, Cue const& cue) {
  static constexpr std::array<std::string_view, 24> opens = {
      " think", " know", " feel",  " say",  " said",    " that", " wish",  " hope",
      " guess", " see",  " saw",   " when", " if",      " how",  " while", " what",
      " why",   " make", " made ", " hurt", " believe", " want", " worry", " afraid"};
  static constexpr std::array<std::string_view, 25> acts = {
      "is",     "was",   "are",  "were",  "has",   "had",   "seems", "feels", "felt",
      "gets",   "got",   "does", "did",   "will",  "would", "can",   "could", "who",
      "always", "never", "just", "still", "looks", "cries", "cried"};
  std::string_view const folded = text.folded;
  for (auto const& self : text.cues) {
    if (self.kind != CueKind::self || self.clause != cue.clause || self.end > cue.begin) continue;
    auto const word = folded.substr(self.begin, self.end - self.begin);
    auto const between = folded.substr(self.end, cue.begin - self.end);
    if (word != "i" && word != "we") continue;
    if (std::ranges::any_of(opens, [&](auto verb) { return between.find(verb) != between.npos; }))
      return false;
    return !one_of(after(text, cue.end), acts);
  }
  return false;
}

// The marks of the layer: scope cues that only matter to feelings, and spans in which none counts.
class Marks {
 public:
  Marks(Text const& text, std::vector<Hit> const& hits) : text_(text) {
    auto const language = language_of(text);
    std::string_view const foreign = language == Language::en   ? "es"
                                     : language == Language::es ? "en"
                                                                : "";
    for (auto const& hit : hits) {
      auto const& mark = hit.rule->says.mark;
      if (mark.empty() || hit.rule->locale == foreign) continue;
      if (mark == "void") void_.push_back({hit.begin, hit.end});
      if (mark == "lead") lead_.push_back({hit.begin, hit.end});
      if (mark == "tail") tail_.push_back({hit.begin, hit.end});
      if (auto const kind = cue_kind(mark)) keep({*kind, hit.begin, hit.end, hit.clause});
    }
    for (auto const& cue : text.cues)
      if (!voided(cue)) keep(cue);
    std::ranges::stable_sort(cues_, {}, &Cue::begin);
    settle(cues_, text.folded);
  }

  // What may touch this hit: of what is imagined only what stands before it ("i would be sad", but not
  // "i am sad that he would go"), and that is stronger than a word of now ("if i am sad today").
  std::vector<Cue> around(Hit const& hit) const {
    auto const imagined = [&](Cue const& cue) { return cue.kind == CueKind::hypothetical; };
    bool const opened = std::ranges::any_of(cues_, [&](Cue const& cue) {
      return imagined(cue) && cue.clause == hit.clause && cue.begin < hit.begin;
    });
    std::vector<Cue> kept;
    for (auto const& cue : cues_)
      if (!(imagined(cue) && cue.begin >= hit.begin) &&
          !(opened && cue.kind == CueKind::now && cue.clause == hit.clause))
        kept.push_back(cue);
    return kept;
  }

  // Where the feeling itself begins and ends: "i feel so sad about" is said as "so sad".
  std::uint32_t begin_of(Hit const& hit) const {
    for (auto const& lead : lead_)
      if (lead.begin <= hit.begin && hit.begin < lead.end && lead.end + 1 < hit.end) return lead.end + 1;
    return hit.begin;
  }
  std::uint32_t end_of(Hit const& hit) const {
    for (auto const& tail : tail_)
      if (hit.begin + 1 < tail.begin && tail.begin < hit.end && hit.end <= tail.end)
        return tail.begin - 1;
    return hit.end;
  }

 private:
  // Two rules that hear the same "no" are one denial, not a denial denied.
  void keep(Cue const& cue) {
    bool const heard =
        cue.kind == CueKind::negation && std::ranges::any_of(cues_, [&](Cue const& known) {
          return known.kind == CueKind::negation && known.begin < cue.end && cue.begin < known.end;
        });
    if (!heard) cues_.push_back(cue);
  }

  bool voided(Cue const& cue) const {
    if (std::ranges::any_of(void_, [&](Span const& span) { return span.holds(cue.begin, cue.end); }))
      return true;
    return cue.kind == CueKind::other && (governed(text_, cue) || object(text_, cue));
  }

  Text const& text_;
  std::vector<Span> void_, lead_, tail_;
  std::vector<Cue> cues_;
};

// A denial goes on to the next part only along a list of feelings: "not sad, angry or anxious", but not
// "i can not sleep, anxious" and not "not angry, just sad".
bool handed_on(Text const& text, Hit const& hit, std::vector<Hit> const& hits) {
  static constexpr std::array<std::string_view, 9> lists = {"or", "nor", "ni", "o",   "and",
                                                            "y",  "e",   "u",  "even"};
  static constexpr std::array<std::string_view, 10> turns = {
      "just", "only", "more", "mostly", "simply", "instead", "rather", "solo", "solamente", "mas"};
  auto const clause = hit.clause;
  if (clause == 0 ||
      one_of(after(text, text.clauses[clause].begin > 0 ? text.clauses[clause].begin - 1 : 0), turns))
    return false;
  bool const listed = std::ranges::any_of(
      hits, [&](Hit const& other) { return other.rule->says.feels && other.clause == clause - 1; });
  auto const joined = [&](std::size_t next) {
    return next < text.clauses.size() && text.clauses[next].joint == Joint::loose &&
           (one_of(before(text, text.clauses[next].begin), lists) ||
            one_of(after(text, text.clauses[next].begin - 1), lists));
  };
  return listed && (joined(clause) || joined(clause + 1u));
}

// The longer phrase explains the shorter one in it: "sick and tired" is not tired.
bool explained(Hit const& hit, std::vector<Hit> const& hits) {
  return std::ranges::any_of(hits, [&](Hit const& other) {
    bool const longer = other.begin <= hit.begin && hit.end <= other.end &&
                        other.end - other.begin > hit.end - hit.begin;
    bool const stronger = !other.rule->says.implied || hit.rule->says.implied;
    return longer && other.rule->says.feels &&
           (stronger || other.rule->says.feeling == hit.rule->says.feeling) &&
           !(other.rule->says.feeling == hit.rule->says.feeling && !stronger);
  });
}

void add(std::vector<FeelingMention>& mentions, FeelingMention mention) {
  for (auto& known : mentions) {
    if (known.name != mention.name || known.negated != mention.negated || known.who != mention.who ||
        known.time != mention.time)
      continue;
    if (known.implied && !mention.implied)
      known = std::move(mention);  // the visitor's own word for it is worth more
    return;
  }
  mentions.push_back(std::move(mention));
}

}  // namespace

std::vector<FeelingMention> find_feelings(Text const& text, std::vector<Hit> const& hits) {
  std::vector<FeelingMention> mentions;
  if (std::ranges::none_of(hits, [](Hit const& hit) { return hit.rule->says.feels; })) return mentions;
  Marks const marks(text, hits);
  auto scoped = text;
  for (auto const& hit : hits) {
    auto const& says = hit.rule->says;
    if (!says.feels || explained(hit, hits)) continue;
    scoped.cues = marks.around(hit);
    auto const begin = marks.begin_of(hit);
    auto scope = scope_of(scoped, begin, hit.end, hit.rule->ignores);
    auto const denied_here = std::ranges::any_of(scoped.cues, [&](Cue const& cue) {
      return cue.kind == CueKind::negation && cue.clause == hit.clause && cue.end <= hit.begin;
    });
    // "not angry, not sad": each has its own no, and two are no denial denied.
    if (denied_here || (scope.negated && !handed_on(text, hit, hits))) {
      std::erase_if(scoped.cues, [&](Cue const& cue) { return cue.clause < hit.clause; });
      scope.negated = scope_of(scoped, begin, hit.end, hit.rule->ignores).negated;
    }
    auto const who = scope.quoted || scope.bot ? Who::other : scope.who;
    add(mentions, {says.feeling, text.said(begin, std::max(begin + 1, marks.end_of(hit))), says.implied,
                   scope.negated, who, scope.time});
  }
  return mentions;
}

}  // namespace foyer::nlu
