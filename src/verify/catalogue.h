// catalogue.h - what can be said of the lines themselves, without walking: one question a turn, no
// advice, plain words.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "verify/finding.h"

namespace foyer::verify {

// Phrases that Foyer never says, by language and kind; lines whose id starts with an `exempt` prefix are
// the closed exception (the crisis lines). Read from dialogs/common/never.json.
struct Never {
  struct Phrase {
    std::string kind, text;
  };
  std::vector<std::pair<std::string, std::vector<Phrase>>> by_locale;
  std::vector<std::string> exempt;
};

Result<Never> load_never(std::filesystem::path const& dialogs);

void check_catalogue(dialog::Loaded const& loaded, Never const& never, Report& report);

// Flesch-Kincaid grade (English) and Fernández Huerta ease (Spanish, 0 hard … 100 easy) of running text.
double reading_grade_en(std::string_view text);
double reading_ease_es(std::string_view text);

}  // namespace foyer::verify
