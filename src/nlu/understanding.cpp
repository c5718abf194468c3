#include "nlu/understanding.h"

#include <algorithm>
#include <array>

#include "nlu/clauses.h"
#include "nlu/language.h"
#include "nlu/normalise.h"
#include "nlu/perfect.h"
#include "nlu/rulefile.h"

namespace foyer::nlu {
namespace {

namespace fs = std::filesystem;

}  // namespace

Result<Understanding> Understanding::load(fs::path const& dialogs) {
  static constexpr std::pair<char const*, Layer> files[] = {{"scope.json", Layer::scope},
                                                            {"answers.json", Layer::answers},
                                                            {"moves.json", Layer::moves},
                                                            {"feelings.json", Layer::feelings}};
  Understanding loaded;
  for (auto const* locale : {"en", "es"}) {
    auto const folder = dialogs / "understanding" / locale;
    if (auto lexicon = loaded.lexicon_.add(folder / "lexicon.json"); !lexicon)
      return tl::unexpected(lexicon.error());
    for (auto const& [name, layer] : files)
      if (fs::exists(folder / name)) loaded.bank_.add(folder / name, layer);
    auto const file = std::string(locale) + ".json";
    for (auto const& safety : {dialogs / "safety" / file, dialogs / "safety" / "signs" / file,
                               dialogs / "safety" / "needs" / file})
      if (fs::exists(safety)) loaded.bank_.add(safety, Layer::safety);
  }
  if (auto compiled = loaded.bank_.compile(); !compiled) return tl::unexpected(compiled.error());
  if (auto const file = dialogs / "safety" / "cases.json"; fs::exists(file)) {
    auto cases = Cases::load(file, loaded.bank_);
    if (!cases) return tl::unexpected(cases.error());
    loaded.cases_ = std::move(*cases);
  }
  return loaded;
}

Text Understanding::text(std::string_view typed) const {
  return prepared(normalise(typed, lexicon_));
}

std::optional<Text> Understanding::retold(Text text) const {
  if (!retell_perfect(text)) return std::nullopt;
  text.clauses.clear();
  text.cues.clear();
  return prepared(std::move(text));
}

Text Understanding::prepared(Text text) const {
  split_clauses(text);
  text.candidates = bank_.candidates(text);
  auto const language = language_of(text);
  std::string_view const foreign = language == Language::en   ? "es"
                                   : language == Language::es ? "en"
                                                              : "";
  for (auto const& hit : bank_.find(Layer::scope, text))
    if (hit.rule->locale != foreign)  // English "he" is Spanish for "I have"
      text.cues.push_back(
          {cue_kind(hit.rule->says.mark).value_or(CueKind::pseudo), hit.begin, hit.end, hit.clause});
  settle(text.cues, text.folded);
  return text;
}

std::vector<Hit> Understanding::hits(Layer layer, Text const& text) const {
  auto hits = bank_.find(layer, text);
  for (auto& hit : hits) hit.scope = scope_of(text, hit.begin, hit.end, hit.rule->ignores);
  return hits;
}

}  // namespace foyer::nlu
