// words.h - words files to families of lines, labels and cues, in every language of the dialog.
//
// Files are laid over each other as merge patches: common, safety, the dialog's own, the practice's. The
// first language gives the ids; the others must have the same ones.
#pragma once

#include <vector>

#include "dialog/json_source.h"
#include "dialog/load.h"

namespace foyer::dialog {

// One language: its files in the order in which they are laid over each other.
struct WordSources {
  std::string locale;
  std::vector<JsonSource> files;
  nlohmann::json merged;

  // Where the text that counts stands: the last file that has `pointer`.
  std::string at(std::string const& pointer) const;
};

Result<WordSources> read_words(std::filesystem::path const& dialogs, std::string_view name,
                               Practice const& practice, std::string_view locale);

// Fills families, lines, words and every FamilyIndex of `loaded`'s dialog. `older`: the agenda is older
// than the words, which may speak of questions and chapters that it does not have yet.
void compile_words(std::vector<WordSources> const& sources, Practice const& practice, Dialog& dialog,
                   Loaded& loaded, bool older = false);

// The buttons of one of the engine's own questions.
std::vector<std::string> house_options(std::string_view id);

}  // namespace foyer::dialog
