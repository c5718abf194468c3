// book_words.h - what the script book itself says to the clinician who reads and signs it; no visitor
// hears it.
#pragma once

#include <string>
#include <string_view>

namespace foyer::script {

struct BookWords {
  std::string title, practice, structure, wording, intro;
  std::string arrival, agenda, chapter, house, help;
  std::string only_if, left;
  std::string signature, name, licence, place, date, signed_by;
};

// In Spanish for "es", in English otherwise.
BookWords const& book_words(std::string_view locale);

}  // namespace foyer::script
