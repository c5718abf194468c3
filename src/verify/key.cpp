#include "verify/key.h"

#include <algorithm>
#include <bit>

namespace foyer::verify {

using dialog::Dialog;
using dialog::no_question;
using engine::Mode;
using engine::State;

Projection::Projection(Dialog const& dialog) {
  auto const count = dialog.questions.size();
  of_question_.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    auto const& question = dialog.questions[i];
    if (question.kind == dialog::Kind::menu) menu_ = static_cast<dialog::QuestionIndex>(i);
    if (question.role == dialog::Role::length) length_ = static_cast<dialog::QuestionIndex>(i);
    if (question.role == dialog::Role::place) {
      place_ = static_cast<dialog::QuestionIndex>(i);
      licensed_ = question.licensed;
    }
    for (auto const& condition : question.when) {
      auto const same = [&](auto const& each) {
        return each.question == condition.question && each.marks == condition.marks;
      };
      auto const found = std::ranges::find_if(conditions_, same);
      auto const index = static_cast<std::size_t>(found - conditions_.begin());
      if (found == conditions_.end()) conditions_.push_back(condition);
      if (index < 64) of_question_[i] |= std::uint64_t{1} << index;
    }
  }
  trunk_after_.assign(count, 0);
  chapter_after_.assign(count, 0);
  whole_chapter_.assign(dialog.chapters.size(), 0);
  for (std::size_t i = 0; i < count; ++i) {
    auto const chapter = dialog.questions[i].chapter;
    if (chapter >= 0) whole_chapter_[static_cast<std::size_t>(chapter)] |= of_question_[i];
    for (std::size_t later = i + 1; later < count; ++later) {
      if (dialog.questions[later].chapter == -1) trunk_after_[i] |= of_question_[later];
      if (dialog.questions[later].chapter == chapter) chapter_after_[i] |= of_question_[later];
    }
  }
}

// Conditions that some question still ahead of `at` will look at.
std::uint64_t Projection::live(engine::Place const& at) const {
  if (at.question == no_question) return 0;
  auto const trunk = at.chapter >= 0 ? menu_ : at.question;
  auto bits = trunk == no_question ? 0 : trunk_after_[trunk];
  if (at.chapter >= 0) bits |= chapter_after_[at.question];
  bool const menu_ahead = menu_ != no_question && trunk <= menu_;
  for (std::size_t c = 0; menu_ahead && c < whole_chapter_.size(); ++c)
    if (!((at.visited >> c) & 1U)) bits |= whole_chapter_[c];
  return bits;
}

// Whoever lives out of reach hears another ending.
bool Projection::away(State const& state) const {
  if (place_ == no_question || state.marks[place_] < dialog::first_mark) return false;
  return !((licensed_ >> (state.marks[place_] - dialog::first_mark)) & 1U);
}

Key Projection::operator()(State const& state) const {
  Key key;
  auto const pack = [&](std::uint64_t value, unsigned bits) {
    key.agenda = (key.agenda << bits) | value;
  };
  pack(static_cast<std::uint64_t>(state.mode), 4);
  pack(state.crises, 2);
  pack(state.hurt, 1);
  pack(state.minor, 1);
  pack(state.asked_directly, 1);
  pack(state.holding, 1);
  bool const over = state.crises >= engine::crises_max;
  // With the milestones over, or the talk ended for good, the agenda can only be looked back at.
  pack(over ? std::uint64_t{state.at.question == no_question} : state.at.question, 8);
  bool const offered = state.mode == Mode::offer;
  pack(offered, 1);
  pack(away(state), 1);
  if (over) return key;
  pack(static_cast<std::uint64_t>(state.at.chapter + 1), 4);
  pack(state.at.visited, 8);
  pack(state.at.asked, 4);
  // The length is set by the answer to its question; before it, what stands there is only a leftover of
  // going back.
  bool const limit_live =
      length_ == no_question || state.at.question == no_question || state.at.question > length_;
  pack(limit_live ? state.limit : 0, 4);

  for (auto bits = live(state.at); bits != 0; bits &= bits - 1) {
    auto const& condition = conditions_[static_cast<std::size_t>(std::countr_zero(bits))];
    if ((condition.marks >> state.marks[condition.question]) & 1U) key.conditions |= bits & (~bits + 1);
  }
  return key;
}

}  // namespace foyer::verify
