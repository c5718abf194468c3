#include <sstream>

#include "script/play.h"

namespace foyer::script {

Walk::Walk(std::string_view wishes) {
  std::istringstream words{std::string(wishes)};
  for (std::string word; words >> word;) {
    if (word == "why")
      before_.emplace_back(engine::Do{engine::Action::why});
    else if (word == "help")
      before_.emplace_back(engine::Do{engine::Action::help});
    else if (word == "differently")
      before_.emplace_back(engine::Say{.reading = {.move = nlu::Move::explain}});
    else
      options_.push_back(word);
  }
}

engine::Input Walk::next(dialog::Dialog const& dialog, engine::Turn const& open) {
  if (open.asks && asked_ < before_.size()) return before_[asked_++];
  asked_ = 0;
  if (!open.asks || open.ask.options.empty()) return engine::Say{};
  auto const& names = dialog.question(open.ask.question).options;
  for (auto const& wish : options_)
    for (auto const option : open.ask.options)
      if (names[option] == wish) return engine::Choose{option};
  return engine::Choose{open.ask.options.front()};
}

}  // namespace foyer::script
