#include <re2/re2.h>

#include <algorithm>

#include "nlu/atoms.h"
#include "nlu/needed.h"
#include "nlu/pattern.h"
#include "nlu/reader.h"

namespace foyer::nlu {

struct CueSet::Impl {
  struct Cue {
    std::uint8_t label;
    std::unique_ptr<RE2> regex;
  };
  std::vector<Cue> cues;
  Atoms atoms;
  std::vector<int> always;  // cues without needed words
};

CueSet::CueSet() : impl_(std::make_unique<Impl>()) {}
CueSet::~CueSet() = default;
CueSet::CueSet(CueSet&&) noexcept = default;
CueSet& CueSet::operator=(CueSet&&) noexcept = default;

Result<CueSet> CueSet::compile(std::vector<CueSource> const& sources) {
  CueSet set;
  std::string faults;
  RE2::Options options(RE2::Latin1);
  options.set_never_capture(true);
  options.set_log_errors(false);
  for (auto const& source : sources) {
    auto regex = std::make_unique<RE2>(pattern_source(source.pattern), options);
    if (!regex->ok())
      faults.append(faults.empty() ? "" : "; ").append(source.pattern + ": " + regex->error());
    auto const number = static_cast<int>(set.impl_->cues.size());
    auto const needed = needed_words(filter_source(source.pattern));
    if (needed.empty())
      set.impl_->always.push_back(number);
    else
      set.impl_->atoms.add(number, needed);
    set.impl_->cues.push_back({source.label, std::move(regex)});
  }
  set.impl_->atoms.link();
  if (!faults.empty()) return fail("cues", faults);
  return set;
}

namespace {

// "ya no | me castigo": a cue right after a denial says the opposite, and is left out.
bool denied(std::string_view text, std::size_t begin) {
  auto const before = text.substr(0, begin);
  for (std::string_view const denial : {" not ", " never ", " no ", " nunca ", " sin ", " without "})
    if (before.ends_with(denial) || before == denial.substr(1)) return true;
  return false;
}

}  // namespace

std::vector<CueSet::Match> CueSet::match(std::string_view text) const {
  std::vector<Match> found;
  re2::StringPiece const whole(text.data(), text.size());
  re2::StringPiece matched;
  auto candidates = impl_->atoms.find(filter_text(text));
  candidates.insert(candidates.end(), impl_->always.begin(), impl_->always.end());
  for (int const number : candidates) {
    auto const& cue = impl_->cues[static_cast<std::size_t>(number)];
    if (!cue.regex->Match(whole, 0, whole.size(), RE2::UNANCHORED, &matched, 1)) continue;
    auto const begin = static_cast<std::size_t>(matched.data() - whole.data());
    if (denied(text, begin)) continue;
    found.push_back({cue.label, static_cast<std::uint32_t>(begin),
                     static_cast<std::uint32_t>(begin + matched.size())});
  }
  std::ranges::stable_sort(found, std::greater{}, [](Match const& m) { return m.end - m.begin; });
  std::vector<Match> strongest;
  for (auto const& match : found)
    if (std::ranges::find(strongest, match.label, &Match::label) == strongest.end())
      strongest.push_back(match);
  return strongest;
}

}  // namespace foyer::nlu
