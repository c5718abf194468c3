#include "dialog/words.h"

#include "dialog/compiling.h"
#include "nlu/reading.h"

namespace foyer::dialog {

using nlohmann::json;
namespace fs = std::filesystem;

std::string WordSources::at(std::string const& pointer) const {
  for (auto file = files.rbegin(); file != files.rend(); ++file)
    if (file->lines.contains(pointer)) return file->at(pointer);
  return files.back().at(pointer);
}

Result<WordSources> read_words(fs::path const& dialogs, std::string_view name, Practice const& practice,
                               std::string_view locale) {
  auto const file = std::string(locale) + ".json";
  std::vector<fs::path> paths = {dialogs / "common" / file, dialogs / "safety" / "words" / file,
                                 dialogs / name / file};
  auto const own = practice.folder / (std::string(name) + "." + file);
  if (!practice.folder.empty() && fs::exists(own)) paths.push_back(own);

  WordSources sources{.locale = std::string(locale), .files = {}, .merged = json::object()};
  for (auto const& path : paths) {
    auto source = read_json(path);
    if (!source) return tl::unexpected(source.error());
    sources.merged.merge_patch(source->value);
    sources.files.push_back(std::move(*source));
  }
  return sources;
}

void compile_words(std::vector<WordSources> const& sources, Practice const& practice, Dialog& dialog,
                   Loaded& loaded, bool older) {
  for (auto const& source : sources) dialog.words.push_back({.locale = source.locale});
  loaded.where.resize(sources.size());
  Compiling compiling{sources, practice, dialog, loaded, older};
  add_families(compiling);
  bind_families(compiling);
  add_labels(compiling);
}

std::vector<std::string> house_options(std::string_view id) {
  if (id == "ended") return {"go-on"};
  if (id == "safety-hold") return {"continue", "person", "stop"};
  if (id == "safety-closed") return {"person", "stop"};
  if (id != "offer") return {"yes", "no", "unsure"};
  std::vector<std::string> options(std::begin(nlu::feeling_names), std::end(nlu::feeling_names));
  options.emplace_back("none");
  return options;
}

}  // namespace foyer::dialog
