#include "dialog/load.h"

#include <algorithm>

#include "dialog/schema.h"
#include "dialog/structure.h"
#include "dialog/words.h"
#include "dialog/words_schema.h"

namespace foyer::dialog {

namespace fs = std::filesystem;

namespace {

// The loader takes much for granted that a schema says; where it stumbles, the schema has the word.
template <class Work>
void attempt(Loaded& loaded, std::vector<Fault> shapes, std::string const& where, Work const& work) {
  try {
    work();
  } catch (nlohmann::json::exception const& error) {
    if (shapes.empty())
      loaded.faults.push_back(
          {"FY002", where, std::string("has another shape than it needs: ") + error.what()});
  }
  add_shapes(std::move(shapes), loaded.faults);
}

// The files of a language in the order of read_words: common, safety, the dialog's own, the practice's.
std::vector<Fault> shapes_of(Dialog const& dialog, std::vector<WordSources> const& sources) {
  auto const& first = sources.front().files;
  auto const own = words_schema(dialog, first[2].value);
  nlohmann::json const schemas[] = {shared_words_schema("common", first[0].value),
                                    shared_words_schema("safety", first[1].value), own, as_patch(own)};
  std::vector<Fault> shapes;
  for (auto const& source : sources)
    for (std::size_t i = 0; i < source.files.size(); ++i)
      for (auto& fault : check_shape(source.files[i], schemas[i])) shapes.push_back(std::move(fault));
  return shapes;
}

}  // namespace

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
  auto shapes = older ? std::vector<Fault>{} : check_shape(*structure, published("dialog"));
  attempt(loaded, std::move(shapes), structure->file,
          [&] { read_structure(*structure, practice, *dialog, loaded.faults); });
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
  shapes = older ? std::vector<Fault>{} : shapes_of(*dialog, sources);
  attempt(loaded, std::move(shapes), sources.front().files.back().file,
          [&] { compile_words(sources, practice, *dialog, loaded, older.has_value()); });
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
