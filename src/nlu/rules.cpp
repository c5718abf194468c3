#include "nlu/rules.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "nlu/atoms.h"
#include "nlu/needed.h"
#include "nlu/pattern.h"
#include "nlu/rulefile.h"

namespace foyer::nlu {
namespace {

constexpr std::int64_t regex_memory_bytes = 8 << 20;
constexpr std::size_t hits_per_pattern_max = 256;

RE2::Options options() {
  RE2::Options o(RE2::Latin1);  // folded text is ASCII but for alphabets that no rule is written in
  o.set_never_capture(true);
  o.set_log_errors(false);
  o.set_max_mem(regex_memory_bytes);
  return o;
}

bool is_idiom(Rule const& rule) {
  return rule.says.mark == "idiom";
}

// The text with its idioms blanked: no pattern matches them, or reaches across them.
std::string blanked(std::string text, std::vector<Hit> const& idioms) {
  for (auto const& idiom : idioms)
    for (auto at = idiom.begin; at < idiom.end; ++at)
      if (text[at] != ' ') text[at] = '#';
  return text;
}

// Without what lies inside an idiom.
void drop_covered(std::vector<Hit>& hits) {
  auto const idioms_end = std::ranges::find_if_not(hits, [](Hit const& h) { return is_idiom(*h.rule); });
  std::vector<Hit> const idioms(hits.begin(), idioms_end);
  std::erase_if(hits, [&](Hit const& hit) {
    return !is_idiom(*hit.rule) && std::ranges::any_of(idioms, [&](Hit const& idiom) {
      return idiom.begin <= hit.begin && hit.end <= idiom.end;
    });
  });
}

void sort_by_place(std::vector<Hit>& hits) {
  std::stable_sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
}

}  // namespace

struct RuleBank::Impl {
  struct Bank {
    std::vector<std::unique_ptr<Rule>> rules;
    std::vector<std::unique_ptr<RE2>> regexes;  // one a pattern
    std::vector<Rule const*> rule_of;           // as regexes
    int first = 0;                              // its patterns' numbers in `atoms` begin here
  };
  std::array<Bank, layer_count> banks;
  Atoms atoms;              // of all layers: one pass over a text
  std::vector<int> always;  // patterns without needed words
  std::vector<std::string> faults;

  void compile_rule(Rule const& rule, Bank& bank);
  std::vector<Hit> positions(Bank const& bank, std::vector<int> const& patterns, Text const& text) const;
  void search(Bank const& bank, std::vector<int> const& patterns, Text const& text,
              std::string const& folded, std::vector<Hit>& hits) const;
};

RuleBank::RuleBank() : impl_(std::make_unique<Impl>()) {}
RuleBank::~RuleBank() = default;
RuleBank::RuleBank(RuleBank&&) noexcept = default;
RuleBank& RuleBank::operator=(RuleBank&&) noexcept = default;

void RuleBank::add(std::filesystem::path const& file, Layer layer) {
  auto& bank = impl_->banks[static_cast<std::size_t>(layer)];
  auto parsed = parse_rule_file(file, layer);
  for (auto& fault : parsed.faults) impl_->faults.push_back(std::move(fault));
  for (auto& rule : parsed.rules) bank.rules.push_back(std::make_unique<Rule>(std::move(rule)));
}

void RuleBank::Impl::compile_rule(Rule const& rule, Bank& bank) {
  for (auto const& pattern : rule.patterns) {
    auto regex = std::make_unique<RE2>(pattern_source(pattern), options());
    if (!regex->ok()) {
      faults.push_back(rule.file + " " + rule.id + ": '" + pattern + "': " + regex->error());
      continue;
    }
    auto const number = bank.first + static_cast<int>(bank.regexes.size());
    auto const needed = needed_words(filter_source(pattern));
    if (!needed.empty()) atoms.add(number, needed);
    if (needed.empty()) always.push_back(number);
    bank.rule_of.push_back(&rule);
    bank.regexes.push_back(std::move(regex));
  }
}

// Where `patterns` match in `folded`, which is as long as the text's own.
void RuleBank::Impl::search(Bank const& bank, std::vector<int> const& patterns, Text const& text,
                            std::string const& folded, std::vector<Hit>& hits) const {
  re2::StringPiece const whole(folded);
  re2::StringPiece match;
  for (int const number : patterns) {
    auto const i = static_cast<std::size_t>(number - bank.first);
    auto const& regex = *bank.regexes[i];
    std::size_t at = 0;
    for (std::size_t n = 0; n < hits_per_pattern_max && at <= whole.size(); ++n) {
      if (!regex.Match(whole, at, whole.size(), RE2::UNANCHORED, &match, 1)) break;
      auto const begin = static_cast<std::uint32_t>(match.data() - whole.data());
      auto const end = begin + static_cast<std::uint32_t>(match.size());
      hits.push_back({bank.rule_of[i], begin, end, text.clause_at(begin), {}});
      at = std::max<std::size_t>(end, begin + 1);
    }
  }
}

// Idioms first. A figure of speech is blanked before danger and feelings are looked for, since those
// families reach wide; an answer or a move may be longer than the idiom in it.
std::vector<Hit> RuleBank::Impl::positions(Bank const& bank, std::vector<int> const& patterns,
                                           Text const& text) const {
  auto const idiom = [&](int number) {
    return is_idiom(*bank.rule_of[static_cast<std::size_t>(number - bank.first)]);
  };
  std::vector<int> idioms, others;
  for (int const number : patterns) (idiom(number) ? idioms : others).push_back(number);
  std::vector<Hit> hits;
  search(bank, idioms, text, text.folded, hits);
  auto const is = [&](Layer layer) { return &bank == &banks[static_cast<std::size_t>(layer)]; };
  bool const blank = (is(Layer::safety) || is(Layer::feelings)) && !hits.empty();
  search(bank, others, text, blank ? blanked(text.folded, hits) : text.folded, hits);
  if (!blank) drop_covered(hits);
  sort_by_place(hits);
  return hits;
}

Result<void> RuleBank::compile() {
  std::map<std::string, std::string> seen;
  int first = 0;
  for (auto& bank : impl_->banks) {
    bank.first = first;
    for (auto const& rule : bank.rules) {
      auto const [known, fresh] = seen.emplace(rule->id, rule->file);
      if (!fresh)
        impl_->faults.push_back(rule->file + " " + rule->id + ": this id is already used in " +
                                known->second);
      impl_->compile_rule(*rule, bank);
    }
    first += static_cast<int>(bank.regexes.size());
  }
  impl_->atoms.link();
  if (impl_->faults.empty()) return {};
  std::string all;
  for (auto const& fault : impl_->faults) all.append(all.empty() ? "" : "\n").append(fault);
  return fail("rules", all);
}

std::vector<int> RuleBank::candidates(Text const& text) const {
  auto found = impl_->atoms.find(filter_text(text.folded));
  auto const middle = static_cast<std::ptrdiff_t>(found.size());
  found.insert(found.end(), impl_->always.begin(), impl_->always.end());
  std::inplace_merge(found.begin(), found.begin() + middle, found.end());
  return found;
}

std::vector<std::string> RuleBank::always_run() const {
  std::vector<std::string> ids;
  for (auto const& bank : impl_->banks)
    for (int const number : impl_->always)
      if (auto const i = static_cast<std::size_t>(number - bank.first);
          number >= bank.first && i < bank.rule_of.size())
        ids.push_back(bank.rule_of[i]->id);
  return ids;
}

std::vector<Hit> RuleBank::find(Layer layer, Text const& text) const {
  auto const& bank = impl_->banks[static_cast<std::size_t>(layer)];
  auto const end = bank.first + static_cast<int>(bank.regexes.size());
  auto const& all = text.candidates;
  auto const from = std::lower_bound(all.begin(), all.end(), bank.first);
  auto const to = std::lower_bound(from, all.end(), end);
  return impl_->positions(bank, {from, to}, text);
}

std::vector<Hit> RuleBank::find_unfiltered(Layer layer, Text const& text) const {
  auto const& bank = impl_->banks[static_cast<std::size_t>(layer)];
  std::vector<int> all(bank.regexes.size());
  std::iota(all.begin(), all.end(), bank.first);
  return impl_->positions(bank, all, text);
}

std::vector<Rule const*> RuleBank::rules(Layer layer) const {
  std::vector<Rule const*> out;
  for (auto const& rule : impl_->banks[static_cast<std::size_t>(layer)].rules) out.push_back(rule.get());
  return out;
}

}  // namespace foyer::nlu
