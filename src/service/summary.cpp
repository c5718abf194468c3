#include "service/summary.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace foyer::service {

using nlohmann::json;

namespace {

struct Told {
  std::map<std::string, std::string> words;  // by question
  std::set<std::string> let_go;              // questions whose last answer was not kept
};

Told told_in(std::vector<TurnRecord> const& turns) {
  Told told;
  for (auto const& turn : turns) {
    if (turn.answers.empty()) continue;
    told.words.erase(turn.answers);
    told.let_go.erase(turn.answers);
    if (!turn.kept) told.let_go.insert(turn.answers);
    if (turn.kept && turn.kind == "say") told.words[turn.answers] = turn.said;
  }
  return told;
}

std::string first_text(dialog::Dialog const& dialog, dialog::Words const& words,
                       dialog::FamilyIndex family) {
  auto const& lines = dialog.families[family].lines;
  return lines.empty() ? "" : words.text[lines.front()];
}

bool hangs_on(dialog::Question const& question, std::size_t index) {
  for (auto const& condition : question.when)
    if (condition.question == index) return true;
  return false;
}

bool hangs_on_milestone(dialog::Dialog const& dialog, dialog::Question const& question) {
  for (auto const& condition : question.when)
    if (dialog.questions[condition.question].kind == dialog::Kind::milestone) return true;
  return false;
}

void add_words(handoff::Entry& entry, std::string const& question, Told const& told) {
  if (auto const own = told.words.find(question); own != told.words.end())
    entry.lines.push_back({question + ":words", false, own->second});
}

handoff::Entry entry_of(Edition const& edition, std::size_t locale, std::size_t index,
                        engine::State const& state, Told const& told) {
  auto const& dialog = *edition.dialog;
  auto const& question = dialog.questions[index];
  auto const& words = dialog.words[locale];
  auto const mark = state.marks[index];
  handoff::Entry entry{question.id, question.milestone, "", first_text(dialog, words, question.ask), "",
                       {}};
  if (question.chapter >= 0)
    entry.title = words.chapter_titles[static_cast<std::size_t>(question.chapter)];
  bool const tapped = question.kind == dialog::Kind::milestone || !told.words.contains(question.id);
  bool const has_stop =
      question.kind == dialog::Kind::milestone || question.kind == dialog::Kind::choice;
  if (has_stop && tapped && mark >= dialog::first_mark) {
    entry.option = question.options[mark - dialog::first_mark];
    entry.lines.push_back({question.id + ":stop", true, words.labels[index][mark - dialog::first_mark]});
  }
  add_words(entry, question.id, told);
  // The follow-up hangs on the milestone; its words belong to it.
  for (std::size_t later = index + 1;
       question.kind == dialog::Kind::milestone && later < dialog.questions.size(); ++later)
    if (dialog.questions[later].kind == dialog::Kind::open && hangs_on(dialog.questions[later], index))
      add_words(entry, dialog.questions[later].id, told);
  return entry;
}

json lines_of(handoff::Entry const& entry) {
  json lines = json::array();
  for (auto const& line : entry.lines)
    lines.push_back({{"id", line.id}, {"kind", line.stop ? "stop" : "words"}, {"text", line.text}});
  return lines;
}

json milestone_row(handoff::Entry const& entry) {
  json row = {{"id", entry.milestone.empty() ? entry.question_id : entry.milestone},
              {"title", entry.title},
              {"question", entry.question},
              {"stop", nullptr},
              {"label", nullptr},
              {"words", json::array()},
              {"lines", lines_of(entry)}};
  for (auto const& line : entry.lines) {
    if (!line.stop) row["words"].push_back(line.text);
    if (line.stop) row["stop"] = entry.option;
    if (line.stop) row["label"] = line.text;
  }
  return row;
}

}  // namespace

std::vector<handoff::Entry> entries_of(Edition const& edition, std::size_t locale,
                                       engine::State const& state,
                                       std::vector<TurnRecord> const& turns) {
  auto const& dialog = *edition.dialog;
  auto const told = told_in(turns);
  std::vector<handoff::Entry> entries;
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    bool const milestone = question.kind == dialog::Kind::milestone;
    if (told.let_go.contains(question.id) || (milestone && state.marks[i] == dialog::unasked)) continue;
    if (!milestone && hangs_on_milestone(dialog, question)) continue;
    auto entry = entry_of(edition, locale, i, state, told);
    if (milestone || !entry.lines.empty()) entries.push_back(std::move(entry));
  }
  return entries;
}

std::string summary_frame(Edition const& edition, std::size_t locale, engine::State const& state,
                          std::vector<TurnRecord> const& turns) {
  auto const& dialog = *edition.dialog;
  json milestones = json::array(), rest = json::array();
  for (auto const& entry : entries_of(edition, locale, state, turns)) {
    auto const index = std::ranges::find(dialog.questions, entry.question_id, &dialog::Question::id) -
                       dialog.questions.begin();
    if (dialog.questions[static_cast<std::size_t>(index)].kind == dialog::Kind::milestone)
      milestones.push_back(milestone_row(entry));
    else
      rest.push_back({{"id", entry.question_id},
                      {"question", entry.question},
                      {"words", entry.lines.front().text},
                      {"lines", lines_of(entry)}});
  }
  json frame = {
      {"type", "summary"},        {"dialog", dialog.id}, {"locale", dialog.words[locale].locale},
      {"milestones", milestones}, {"words", rest},       {"hurt", state.hurt}};
  return frame.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace foyer::service
