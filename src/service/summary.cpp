#include "service/summary.h"

#include <map>

#include <nlohmann/json.hpp>

namespace foyer::service {

using nlohmann::json;

namespace {

// What was said in answer to each question, in the order of the last answers.
std::map<std::string, std::string> words_by_question(std::vector<TurnRecord> const& turns) {
  std::map<std::string, std::string> words;
  for (auto const& turn : turns) {
    if (turn.answers.empty()) continue;
    if (turn.kind == "say" && turn.kept)
      words[turn.answers] = turn.said;
    else
      words.erase(turn.answers);
  }
  return words;
}

std::string first_text(dialog::Dialog const& dialog, dialog::Words const& words, dialog::FamilyIndex family) {
  auto const& lines = dialog.families[family].lines;
  return lines.empty() ? "" : words.text[lines.front()];
}

json milestone_row(Edition const& edition, std::size_t locale, std::size_t index, engine::State const& state,
                   std::map<std::string, std::string> const& said) {
  auto const& dialog = *edition.dialog;
  auto const& question = dialog.questions[index];
  auto const& words = dialog.words[locale];
  auto const mark = state.marks[index];
  json row = {{"id", question.milestone.empty() ? question.id : question.milestone},
              {"title", question.chapter < 0 ? "" : words.chapter_titles[static_cast<std::size_t>(question.chapter)]},
              {"question", first_text(dialog, words, question.ask)},
              {"stop", mark < dialog::first_mark ? json(nullptr) : json(question.options[mark - dialog::first_mark])},
              {"label", mark < dialog::first_mark ? json(nullptr) : json(words.labels[index][mark - dialog::first_mark])},
              {"words", json::array()}};
  if (auto const own = said.find(question.id); own != said.end()) row["words"].push_back(own->second);
  // The follow-up hangs on the milestone; its words belong to it.
  for (std::size_t later = index + 1; later < dialog.questions.size(); ++later)
    for (auto const& condition : dialog.questions[later].when)
      if (condition.question == index && dialog.questions[later].kind == dialog::Kind::open)
        if (auto const more = said.find(dialog.questions[later].id); more != said.end()) row["words"].push_back(more->second);
  return row;
}

bool hangs_on_milestone(dialog::Dialog const& dialog, dialog::Question const& question) {
  for (auto const& condition : question.when)
    if (dialog.questions[condition.question].kind == dialog::Kind::milestone) return true;
  return false;
}

}  // namespace

std::string summary_frame(Edition const& edition, std::size_t locale, engine::State const& state,
                          std::vector<TurnRecord> const& turns) {
  auto const& dialog = *edition.dialog;
  auto const& words = dialog.words[locale];
  auto const said = words_by_question(turns);
  json milestones = json::array(), rest = json::array();
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    if (question.kind == dialog::Kind::milestone) {
      if (state.marks[i] != dialog::unasked) milestones.push_back(milestone_row(edition, locale, i, state, said));
      continue;
    }
    auto const own = said.find(question.id);
    bool const tapped = question.kind == dialog::Kind::choice && state.marks[i] >= dialog::first_mark;
    if ((own == said.end() && !tapped) || hangs_on_milestone(dialog, question)) continue;
    auto const text = own != said.end() ? own->second : words.labels[i][state.marks[i] - dialog::first_mark];
    rest.push_back({{"id", question.id}, {"question", first_text(dialog, words, question.ask)}, {"words", text}});
  }
  json frame = {{"type", "summary"}, {"dialog", dialog.id}, {"locale", words.locale},
                {"milestones", milestones}, {"words", rest}, {"hurt", state.hurt}};
  return frame.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace foyer::service
