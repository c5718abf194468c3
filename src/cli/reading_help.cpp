#include "cli/reading_help.h"

#include <algorithm>
#include <cctype>
#include <iostream>

#include "dialog/load.h"

namespace foyer::cli {
namespace {

namespace fs = std::filesystem;

// Wordings are compared by their letters only.
std::string key_of(std::string_view wording) {
  std::string key;
  for (char c : wording)
    if (std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80)
      key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return key;
}

// Wordings as they are authored: every placeholder stands for itself.
dialog::Practice as_written() {
  dialog::Practice practice;
  practice.name = "{practice}";
  practice.booking = "{booking}";
  practice.phone = "{phone}";
  practice.email = "{email}";
  practice.places = {{"en", "{places}"}, {"es", "{places}"}};
  return practice;
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
  for (auto const& name : dialog::dialog_names(dialogs)) {
    auto const loaded = dialog::load(dialogs, name, as_written());
    for (auto const& fault : loaded.faults)
      std::cerr << fault.where << "  " << fault.code << "  " << fault.what << '\n';
    if (loaded.dialog) all.add(*loaded.dialog);
  }
  return all;
}

void QuestionCues::add(dialog::Dialog const& dialog) {
  for (auto const& words : dialog.words)
    for (std::size_t q = 0; q < dialog.questions.size(); ++q) {
      auto const& question = dialog.questions[q];
      std::vector<nlu::CueSource> sources;
      for (auto const& cue : words.cues[q]) sources.push_back({cue.label, cue.pattern});
      bool const by_option =
          question.kind == dialog::Kind::choice || question.kind == dialog::Kind::menu;
      auto set = nlu::CueSet::compile(by_option ? std::vector<nlu::CueSource>{} : sources);
      if (!set) {
        std::cerr << dialog.id << ' ' << question.id << ": " << set.error().what << '\n';
        continue;
      }
      auto const shared = std::make_shared<nlu::CueSet const>(std::move(*set));
      for (auto const family : {question.ask, question.again, question.differently})
        for (auto const line : dialog.families[family].lines)
          by_wording_.emplace(key_of(words.text[line]), shared);
    }
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
