#include "verify/catalogue.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "dialog/json_source.h"

namespace foyer::verify {

namespace {

constexpr double grade_en_max = 7.0;
constexpr double ease_es_min = 65.0;

bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || (c & 0x80) || c == '\'';
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool holds_phrase(std::string const& text, std::string const& phrase) {
  for (auto at = text.find(phrase); at != std::string::npos; at = text.find(phrase, at + 1)) {
    auto const end = at + phrase.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end])))
      return true;
  }
  return false;
}

bool may_ask(std::string_view id) {
  for (std::string_view part : {".ask.", ".again.", ".differently."})
    if (id.find(part) != std::string_view::npos) return true;
  return false;
}

struct Counts {
  double words = 0, sentences = 0, syllables = 0;
};

bool is_vowel(unsigned char c, unsigned char before) {
  if (before == 0xc3) return c >= 0xa1;  // á é í ó ú ü in UTF-8
  return std::string_view("aeiouy").find(static_cast<char>(std::tolower(c))) != std::string_view::npos;
}

Counts count(std::string_view text) {
  Counts counts;
  bool in_word = false, in_vowels = false, open = false;
  unsigned char before = 0;
  for (char const raw : text) {
    auto const c = static_cast<unsigned char>(raw);
    bool const letter = is_letter(raw);
    if (letter && !in_word) ++counts.words;
    if (letter) open = true;
    bool const vowel = letter && is_vowel(c, before);
    if (vowel && !in_vowels) ++counts.syllables;
    if (c != 0xc3) in_vowels = vowel;
    in_word = letter;
    if (open && (raw == '.' || raw == '?' || raw == ':' || raw == ';')) {
      ++counts.sentences;
      open = false;
    }
    before = c;
  }
  if (open) ++counts.sentences;
  return counts;
}

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
      check_grade(dialog_.words[locale].locale, all);
    }
  }

 private:
  void find(std::string code, std::size_t locale, std::size_t line, std::string const& what) {
    report_.findings.push_back(
        {std::move(code), loaded_.where[locale][line], "`" + dialog_.lines[line] + "` " + what, {}});
  }

  void check_line(std::size_t locale, std::size_t line) {
    auto const& id = dialog_.lines[line];
    auto const& text = dialog_.words[locale].text[line];
    if (text.empty()) return find("FY201", locale, line, "is empty.");
    auto const questions = std::ranges::count(text, '?');
    if (questions > 0 && !may_ask(id))
      find("FY202", locale, line, "asks, and only `ask`, `again`, `differently` may.");
    if (questions > 1) find("FY202", locale, line, "asks twice.");
    if (text.find('!') != std::string::npos) find("FY203", locale, line, "has an exclamation mark.");
    check_never(locale, line);
  }

  void check_never(std::size_t locale, std::size_t line) {
    auto const& id = dialog_.lines[line];
    if (std::ranges::any_of(never_.exempt, [&](auto const& prefix) { return id.starts_with(prefix); }))
      return;
    auto const text = lower(dialog_.words[locale].text[line]);
    for (auto const& [name, phrases] : never_.by_locale) {
      if (name != dialog_.words[locale].locale) continue;
      for (auto const& phrase : phrases)
        if (holds_phrase(text, phrase.text))
          find("FY205", locale, line,
               "says \"" + phrase.text + "\": Foyer gives no " + phrase.kind + ".");
    }
  }

  void check_grade(std::string const& locale, std::string const& all) {
    bool const hard = locale == "en"   ? reading_grade_en(all) > grade_en_max
                      : locale == "es" ? reading_ease_es(all) < ease_es_min
                                       : false;
    if (hard)
      report_.findings.push_back(
          {"FY206", dialog_.id + " (" + locale + ")", "is too hard to read on a bad night.", {}});
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

double reading_grade_en(std::string_view text) {
  auto const c = count(text);
  if (c.words == 0) return 0;
  return 0.39 * c.words / c.sentences + 11.8 * c.syllables / c.words - 15.59;
}

double reading_ease_es(std::string_view text) {
  auto const c = count(text);
  if (c.words == 0) return 100;
  return 206.84 - 60.0 * c.syllables / c.words - 1.02 * c.words / c.sentences;
}

}  // namespace foyer::verify
