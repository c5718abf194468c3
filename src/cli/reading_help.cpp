#include "cli/reading_help.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

namespace foyer::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// Wordings are compared by their letters only.
std::string key_of(std::string_view wording) {
  std::string key;
  for (char c : wording)
    if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80)
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return key;
}

std::vector<nlu::CueSource> sources_of(Json const& cues) {
  std::vector<nlu::CueSource> sources;
  for (std::uint8_t label = 1; label < 8; ++label) {
    auto const found = cues.find(std::string(to_string(static_cast<nlu::Answer>(label))));
    if (found == cues.end()) continue;
    for (auto const& pattern : *found) sources.push_back({label, pattern.get<std::string>()});
  }
  return sources;
}

}  // namespace

fs::path find_dialogs(fs::path const& given) {
  if (!given.empty()) return given;
  if (fs::exists("dialogs/understanding")) return "dialogs";
  std::error_code error;
  auto const self = fs::read_symlink("/proc/self/exe", error);
  return self.parent_path() / ".." / ".." / "dialogs";
}

QuestionCues QuestionCues::load(fs::path const& dialogs) {
  QuestionCues all;
  std::error_code error;
  for (auto const& folder : fs::directory_iterator(dialogs, error))
    for (auto const* locale : {"en.json", "es.json"}) {
      if (!fs::exists(folder.path() / "dialog.json")) continue;
      std::ifstream in(folder.path() / locale);
      auto const words = Json::parse(in, nullptr, false);
      if (!words.is_object() || !words.contains("questions")) continue;
      for (auto const& [id, question] : words["questions"].items()) {
        auto const cues = question.value("cues", Json::object());
        auto set = nlu::CueSet::compile(sources_of(cues));
        if (!set) {
          std::cerr << (folder.path() / locale).string() << " " << id << ": " << set.error().what
                    << '\n';
          continue;
        }
        auto shared = std::make_shared<nlu::CueSet const>(std::move(*set));
        for (auto const* family : {"ask", "again", "differently"}) {
          auto const wordings =
              question.value(family, Json::object());  // named: items() only refers to it
          for (auto const& wording : wordings)
            all.by_wording_.emplace(key_of(wording.get<std::string>()), shared);
        }
      }
    }
  return all;
}

nlu::CueSet const* QuestionCues::of(std::string_view question) const {
  auto const found = by_wording_.find(key_of(question));
  return found == by_wording_.end() ? nullptr : found->second.get();
}

std::string_view main_label(nlu::Reading const& reading) {
  if (reading.move != nlu::Move::none) return to_string(reading.move);
  return to_string(reading.answer == nlu::Answer::none ? nlu::Answer::unclear : reading.answer);
}

}  // namespace foyer::cli
