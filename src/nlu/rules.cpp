#include "nlu/rules.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <map>

#include "nlu/rulefile.h"

namespace foyer::nlu {
namespace {

constexpr std::int64_t set_memory_bytes = 64 << 20;
constexpr std::size_t hits_per_rule_max = 256;

RE2::Options options(std::int64_t memory_bytes) {
  RE2::Options o(RE2::Latin1);  // folded text is ASCII but for alphabets that no rule is written in
  o.set_never_capture(true);
  o.set_log_errors(false);
  o.set_max_mem(memory_bytes);
  return o;
}

std::string joined(std::vector<std::string> const& patterns) {
  std::string out = "(?:";
  for (auto const& p : patterns) out.append(out.size() > 3 ? "|" : "").append(p);
  return out + ")";
}

}  // namespace

struct RuleBank::Impl {
  struct Bank {
    std::vector<std::unique_ptr<Rule>> rules;
    std::vector<std::unique_ptr<RE2>> positions;  // as rules
    std::unique_ptr<RE2::Set> set;
  };
  std::array<Bank, layer_count> banks;
  std::vector<std::string> faults;

  void compile_rule(Rule const& rule, Bank& bank);
  std::vector<int> candidates(Bank const& bank, std::string_view folded) const;
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
  auto whole = std::make_unique<RE2>(joined(rule.patterns), options(8 << 20));
  if (!whole->ok())
    for (auto const& pattern : rule.patterns)
      if (RE2 one(pattern, options(8 << 20)); !one.ok())
        faults.push_back(rule.file + " " + rule.id + ": '" + pattern + "': " + one.error());
  std::string error;
  if (bank.set->Add(joined(rule.patterns), &error) < 0 && whole->ok())
    faults.push_back(rule.file + " " + rule.id + ": " + error);
  bank.positions.push_back(std::move(whole));
}

Result<void> RuleBank::compile() {
  std::map<std::string, std::string> seen;
  for (auto& bank : impl_->banks) {
    bank.set = std::make_unique<RE2::Set>(options(set_memory_bytes), RE2::UNANCHORED);
    for (auto const& rule : bank.rules) {
      auto const [first, fresh] = seen.emplace(rule->id, rule->file);
      if (!fresh) impl_->faults.push_back(rule->file + " " + rule->id + ": this id is already used in " + first->second);
      impl_->compile_rule(*rule, bank);
    }
    if (impl_->faults.empty() && !bank.rules.empty() && !bank.set->Compile())
      impl_->faults.push_back("the rules of one layer together are too large to compile");
  }
  if (impl_->faults.empty()) return {};
  std::string all;
  for (auto const& fault : impl_->faults) all.append(all.empty() ? "" : "\n").append(fault);
  return fail("rules", all);
}

// Which rules match anywhere; all of them, should the automaton run out of memory.
std::vector<int> RuleBank::Impl::candidates(Bank const& bank, std::string_view folded) const {
  std::vector<int> found;
  RE2::Set::ErrorInfo error{};
  if (bank.rules.empty()) return found;
  if (!bank.set->Match({folded.data(), folded.size()}, &found, &error) && error.kind != RE2::Set::kNoError) {
    found.clear();
    for (int i = 0; i < static_cast<int>(bank.rules.size()); ++i) found.push_back(i);
  }
  return found;
}

std::vector<Hit> RuleBank::find(Layer layer, Text const& text) const {
  auto const& bank = impl_->banks[static_cast<std::size_t>(layer)];
  std::vector<Hit> hits;
  re2::StringPiece const whole(text.folded);
  for (int const i : impl_->candidates(bank, text.folded)) {
    auto const& rule = *bank.rules[static_cast<std::size_t>(i)];
    auto const& regex = *bank.positions[static_cast<std::size_t>(i)];
    std::size_t at = 0;
    re2::StringPiece match;
    for (std::size_t n = 0; n < hits_per_rule_max && at <= whole.size(); ++n) {
      if (!regex.Match(whole, at, whole.size(), RE2::UNANCHORED, &match, 1)) break;
      auto const begin = static_cast<std::uint32_t>(match.data() - whole.data());
      auto const end = begin + static_cast<std::uint32_t>(match.size());
      hits.push_back({&rule, begin, end, text.clause_at(begin), {}});
      at = std::max<std::size_t>(end, begin + 1);
    }
  }
  auto const inside_idiom = [&](Hit const& hit) {
    return hit.rule->says.mark != "idiom" && std::any_of(hits.begin(), hits.end(), [&](Hit const& idiom) {
             return idiom.rule->says.mark == "idiom" && idiom.begin <= hit.begin && hit.end <= idiom.end;
           });
  };
  std::vector<Hit> kept;
  for (auto const& hit : hits)
    if (!inside_idiom(hit)) kept.push_back(hit);
  std::sort(kept.begin(), kept.end(),
            [](Hit const& a, Hit const& b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
  return kept;
}

std::vector<Rule const*> RuleBank::rules(Layer layer) const {
  std::vector<Rule const*> out;
  for (auto const& rule : impl_->banks[static_cast<std::size_t>(layer)].rules) out.push_back(rule.get());
  return out;
}

}  // namespace foyer::nlu
