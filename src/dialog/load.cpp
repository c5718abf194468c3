#include "dialog/load.h"

#include <algorithm>

#include "dialog/structure.h"
#include "dialog/words.h"

namespace foyer::dialog {

namespace fs = std::filesystem;

Loaded load(fs::path const& dialogs, std::string_view name, Practice const& practice,
            std::optional<std::string> const& older) {
  Loaded loaded;
  auto const file = dialogs / name / "dialog.json";
  auto const structure = older ? parse_json(file.string(), *older) : read_json(file);
  if (!structure) {
    loaded.faults.push_back({"FY001", structure.error().where, structure.error().what});
    return loaded;
  }
  loaded.structure = structure->value.dump();
  auto dialog = std::make_shared<Dialog>();
  read_structure(*structure, practice, *dialog, loaded.faults);
  if (!loaded.faults.empty()) return loaded;

  for (std::size_t i = 0; i < dialog->questions.size(); ++i)
    loaded.question_where.push_back(structure->at("/questions/" + std::to_string(i)));

  std::vector<WordSources> sources;
  for (auto const& locale : structure->value.value("locales", std::vector<std::string>{"en"})) {
    auto words = read_words(dialogs, name, practice, locale);
    if (words)
      sources.push_back(std::move(*words));
    else
      loaded.faults.push_back({"FY001", words.error().where, words.error().what});
  }
  if (!loaded.faults.empty()) return loaded;
  compile_words(sources, practice, *dialog, loaded);
  if (loaded.faults.empty()) loaded.dialog = std::move(dialog);
  return loaded;
}

std::vector<std::string> dialog_names(fs::path const& dialogs) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (auto const& entry : fs::directory_iterator(dialogs, ignored))
    if (fs::exists(entry.path() / "dialog.json")) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

}  // namespace foyer::dialog
