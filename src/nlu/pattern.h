// pattern.h - patterns as authors write them (docs/understanding.md), and as RE2 reads them.
#pragma once

#include <string>
#include <string_view>

namespace foyer::nlu {

// Spaces may carry a comma, words are whole, `$` allows a mark, contractions are written out, accents
// folded.
std::string pattern_source(std::string_view written);

// The same pattern over words only, for finding the words it cannot do without: whatever folded text the
// pattern matches, this matches in filter_text() of it. Never stricter than the pattern;
// tests/nlu/rules_test.cpp holds it to that.
std::string filter_source(std::string_view written);

// Words with one space before, between and after; marks left out.
std::string filter_text(std::string_view folded);

}  // namespace foyer::nlu
