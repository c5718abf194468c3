#include "script/coverage.h"

#include <algorithm>
#include <sstream>

#include "script/script.h"

namespace foyer::script {

std::size_t Part::heard() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(lines, [](auto const& each) { return each.second; }));
}

// The folder that the line's words stand in.
Part& Coverage::part_of(dialog::Loaded const& loaded, std::size_t locale, std::size_t line) {
  auto const& where = loaded.where[locale][line];
  std::string owner = "practice";
  if (where.starts_with(folder_ + "/")) {
    auto const from = folder_.size() + 1;
    owner = where.substr(from, where.find('/', from) - from);
  }
  auto const& language = loaded.dialog->words[locale].locale;
  auto& part = parts_[{owner, language}];
  part.owner = owner;
  part.locale = language;
  return part;
}

void Coverage::add_dialog(dialog::Loaded const& loaded) {
  for (std::size_t locale = 0; locale < loaded.where.size(); ++locale)
    for (std::size_t line = 0; line < loaded.dialog->lines.size(); ++line)
      part_of(loaded, locale, line).lines.try_emplace(loaded.dialog->lines[line], false);
}

void Coverage::hear(dialog::Loaded const& loaded, std::string const& locale,
                    std::set<std::string> const& ids) {
  auto const& words = loaded.dialog->words;
  auto const language =
      static_cast<std::size_t>(std::ranges::find(words, locale, &dialog::Words::locale) - words.begin());
  if (language == words.size()) return;
  for (std::size_t line = 0; line < loaded.dialog->lines.size(); ++line)
    if (ids.contains(loaded.dialog->lines[line]))
      part_of(loaded, language, line).lines[loaded.dialog->lines[line]] = true;
}

Result<void> Coverage::excuse(std::string const& path, std::string const& text) {
  std::istringstream in(text);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    std::istringstream words(line);
    std::string pattern, reason;
    words >> pattern >> reason;
    if (pattern.empty() || pattern.starts_with('#')) continue;
    auto const where = path + ":" + std::to_string(number);
    if (reason.empty()) return fail(where, "`" + pattern + "` is named without a reason.");
    excuses_.push_back({pattern, where});
  }
  return {};
}

std::vector<std::string> Coverage::faults() {
  std::vector<std::string> faults;
  for (auto const& [key, part] : parts_) {
    for (auto const& [id, heard] : part.lines) {
      bool excused = false;
      for (auto& excuse : excuses_) {
        if (!matches(excuse.pattern, id)) continue;
        excuse.names_a_line = excused = true;
        excuse.needed |= !heard;
      }
      if (!heard && !excused)
        faults.push_back(part.owner + " (" + part.locale + ")  " + id + "  is heard in no talk test.");
    }
  }
  for (auto const& excuse : excuses_) {
    if (!excuse.names_a_line)
      faults.push_back(excuse.where + "  `" + excuse.pattern + "` names no line.");
    else if (!excuse.needed)
      faults.push_back(excuse.where + "  `" + excuse.pattern + "` is heard by now: take it out.");
  }
  return faults;
}

std::vector<Part> Coverage::parts() const {
  std::vector<Part> all;
  for (auto const& [key, part] : parts_) all.push_back(part);
  return all;
}

}  // namespace foyer::script
