#include "verify/catalogue.h"

#include <algorithm>
#include <map>

#include "dialog/json_source.h"
#include "nlu/reader.h"
#include "verify/wording.h"

namespace foyer::verify {

namespace {

constexpr double grade_en_max = 7.0;
constexpr double ease_es_min = 65.0;

class Catalogue {
 public:
  Catalogue(dialog::Loaded const& loaded, Never const& never, Report& report)
      : loaded_(loaded), dialog_(*loaded.dialog), never_(never), report_(report) {}

  void check() {
    for (std::size_t locale = 0; locale < dialog_.words.size(); ++locale) {
      std::map<std::string, std::size_t> seen;
      std::string all;
      for (std::size_t line = 0; line < dialog_.lines.size(); ++line) {
        check_line(locale, line);
        auto const& text = dialog_.words[locale].text[line];
        auto const [first, fresh] = seen.emplace(lower(text), line);
        if (!fresh)
          find("FY204", locale, line, "says the same as `" + dialog_.lines[first->second] + "`.");
        all += text + ". ";
      }
      check_grade(locale, all);
      check_cues(locale);
    }
    check_labels();
  }

 private:
  void find(std::string code, std::size_t locale, std::size_t line, std::string const& what) {
    report_.findings.push_back(
        {std::move(code), loaded_.where[locale][line], "`" + dialog_.lines[line] + "` " + what, {}});
  }

  void check_line(std::size_t locale, std::size_t line) {
    auto const& id = dialog_.lines[line];
    auto const& text = dialog_.words[locale].text[line];
    auto const& language = dialog_.words[locale].locale;
    for (auto const& slip : slips(language, text, is_exempt(id)))
      find(slip.code, locale, line, slip.what);
    if (auto const slip = slip_of_question(id, text, language); !text.empty() && !slip.empty())
      find("FY202", locale, line, slip);
    if (must_name_a_way(id) && !names_a_way(text))
      find("FY209", locale, line, "names no link, number or address to turn to.");
  }

  void check_labels() {
    for (auto const& label : loaded_.labels) {
      auto const& language = dialog_.words[label.locale].locale;
      for (auto const& slip : slips(language, label.text, false))
        report_.findings.push_back({slip.code, label.where, label.name + " " + slip.what, {}});
    }
  }

  // Of any text that a visitor reads.
  std::vector<Slip> slips(std::string const& language, std::string const& text, bool exempt) const {
    if (text.empty()) return {{"FY201", "is empty."}};
    auto all = slips_of_tone(text);
    auto const lowered = lower(text);
    if (is_foreign(text, language))
      all.push_back({"FY208", "does not read like \"" + language + "\": is it in the right file?"});
    for (auto const& [name, phrases] : never_.by_locale)
      for (auto const& phrase : phrases)
        if (!exempt && name == language && holds_phrase(lowered, phrase.text))
          all.push_back({"FY205", "says \"" + phrase.text + "\": Foyer gives no " + phrase.kind + "."});
    return all;
  }

  bool is_exempt(std::string const& id) const {
    return std::ranges::any_of(never_.exempt,
                               [&](auto const& prefix) { return id.starts_with(prefix); });
  }

  void check_cues(std::size_t locale) {
    for (auto const& cues : dialog_.words[locale].cues) {
      std::vector<nlu::CueSource> sources;
      for (auto const& cue : cues) sources.push_back({cue.label, cue.pattern});
      if (nlu::CueSet::compile(sources)) continue;
      for (auto const& cue : cues)
        if (auto const compiled = nlu::CueSet::compile({{cue.label, cue.pattern}}); !compiled)
          report_.findings.push_back(
              {"FY027", cue.where, "the cue is no pattern: " + compiled.error().what, {}});
    }
  }

  // The text as a whole is measured; the line that weighs most is named.
  void check_grade(std::size_t locale, std::string const& all) {
    auto const& language = dialog_.words[locale].locale;
    if (hardness(language, all) <= 0) return;
    auto const& text = dialog_.words[locale].text;
    auto const hardest = std::ranges::max_element(
        text, {}, [&](std::string const& each) { return hardness(language, each); });
    if (hardest == text.end()) return;
    find("FY206", locale, static_cast<std::size_t>(hardest - text.begin()),
         "is the hardest line of words that are too hard to read on a bad night.");
  }

  // Above zero: too hard.
  static double hardness(std::string const& language, std::string const& text) {
    if (language == "en") return reading_grade_en(text) - grade_en_max;
    return language == "es" ? ease_es_min - reading_ease_es(text) : 0;
  }

  dialog::Loaded const& loaded_;
  dialog::Dialog const& dialog_;
  Never const& never_;
  Report& report_;
};

}  // namespace

Result<Never> load_never(std::filesystem::path const& dialogs) {
  auto const source = dialog::read_json(dialogs / "common" / "never.json");
  if (!source) return tl::unexpected(source.error());
  Never never;
  try {
    never.exempt = source->value.at("exempt").get<std::vector<std::string>>();
    for (auto const& [locale, kinds] : source->value.at("locales").items()) {
      auto& phrases = never.by_locale.emplace_back(locale, std::vector<Never::Phrase>{}).second;
      for (auto const& [kind, list] : kinds.items())
        for (auto const& text : list) phrases.push_back({kind, text.get<std::string>()});
    }
  } catch (nlohmann::json::exception const& error) {
    return fail(source->file, std::string("needs `exempt` and `locales`: ") + error.what());
  }
  return never;
}

void check_catalogue(dialog::Loaded const& loaded, Never const& never, Report& report) {
  Catalogue(loaded, never, report).check();
}

}  // namespace foyer::verify
