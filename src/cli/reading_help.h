// reading_help.h - what `understand` and `bench` share: where the dialogs are, and a question's own cues
// by its wording.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "dialog/model.h"
#include "nlu/reader.h"

namespace foyer::cli {

// ./dialogs, or beside the executable; what was given wins.
std::filesystem::path find_dialogs(std::filesystem::path const& given);

// The cues of every milestone, by each of its wordings in either language.
class QuestionCues {
 public:
  static QuestionCues load(std::filesystem::path const& dialogs);
  nlu::CueSet const* of(std::string_view question) const;  // null when it is not one of ours
  std::size_t size() const { return by_wording_.size(); }

 private:
  void add(dialog::Dialog const& dialog);

  std::map<std::string, std::shared_ptr<nlu::CueSet const>, std::less<>> by_wording_;
};

// The one main reading of a turn: the move if there is one, else the answer; "unclear" for nothing.
std::string_view main_label(nlu::Reading const& reading);

}  // namespace foyer::cli
