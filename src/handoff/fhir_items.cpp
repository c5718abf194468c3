#include "handoff/fhir_items.h"

#include <algorithm>

#include "dialog/placeholders.h"

namespace foyer::handoff::fhir {

using dialog::Kind;
using dialog::Question;

namespace {

constexpr char const* translation = "http://hl7.org/fhir/StructureDefinition/translation";

bool has_buttons(Question const& question) {
  return question.kind != Kind::open && question.kind != Kind::consent;
}

char const* type_of(Question const& question) {
  if (question.kind == Kind::open) return "text";
  return question.kind == Kind::consent ? "boolean" : "choice";
}

// The first question of its milestone, of which a follow-up is a part too; itself if it has none.
std::size_t head_of(dialog::Dialog const& dialog, std::size_t index) {
  auto milestone = dialog.questions[index].milestone;
  for (auto const& condition : dialog.questions[index].when)
    if (milestone.empty()) milestone = dialog.questions[condition.question].milestone;
  if (milestone.empty()) return index;
  auto const head = std::ranges::find(dialog.questions, milestone, &Question::milestone);
  return static_cast<std::size_t>(head - dialog.questions.begin());
}

// The group of that name among `items`, made by `make` where there is none yet.
template <class Make>
Json& group_in(Json& items, std::string const& link, Make const& make) {
  for (auto& item : items)
    if (item["linkId"] == link) return item["item"];
  Json group = {{"linkId", link}};
  make(group);
  group["type"] = "group";
  group["item"] = Json::array();
  items.push_back(std::move(group));
  return items.back()["item"];
}

// One thing that has to be so of the earlier question.
Json condition_on(std::string const& question, char const* comparison) {
  return {{"question", question}, {"operator", comparison}};
}

}  // namespace

std::string const& asked(dialog::Dialog const& dialog, Question const& question,
                         dialog::Words const& words) {
  return words.text[dialog.families[question.ask].lines.front()];
}

std::string in_own_words(dialog::Words const& words, std::string const& question) {
  return dialog::fill_placeholders(words.record.words, {{"question", question}});
}

std::string words_link(Question const& question) {
  return question.kind == Kind::open ? question.id : question.id + ":words";
}

std::string wish_link(std::string const& line) {
  return line + ":wish";
}

void Writer::put_texts(Json& out, std::string const& key, std::vector<std::string> const& texts) const {
  Json translations = Json::array();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (dialog_.words[i].locale == style_.language) {
      out[key] = texts[i];
      continue;
    }
    Json parts = Json::array({{{"url", "lang"}, {"valueCode", dialog_.words[i].locale}},
                              {{"url", "content"}, {"valueString", texts[i]}}});
    translations.push_back({{"extension", std::move(parts)}, {"url", translation}});
  }
  if (!translations.empty()) out["_" + key] = {{"extension", std::move(translations)}};
}

Json Writer::option_coding(std::size_t question, std::size_t option) const {
  auto const& of = dialog_.questions[question];
  Json coding = {{"system", address("CodeSystem/" + dialog_.id + "/" + of.id)},
                 {"code", of.options[option]}};
  std::vector<std::string> labels;
  for (auto const& words : dialog_.words) labels.push_back(words.labels[question][option]);
  put_texts(coding, "display", labels);
  return coding;
}

Json Writer::wish_coding(Wish wish) const {
  Json coding = {{"system", address("CodeSystem/wish")}, {"code", to_string(wish)}};
  put_text(coding, "display", [&](dialog::Words const& words) {
    return wish == Wish::ask_me ? words.record.ask_me : words.record.not_first;
  });
  return coding;
}

Json Writer::wish_item(std::string const& line) const {
  Json item = {{"linkId", wish_link(line)}};
  put_text(item, "text", [](dialog::Words const& words) { return words.record.wish; });
  item["type"] = "choice";
  item["answerValueSet"] = "#wishes";
  return item;
}

Json Writer::words_item(Question const& question) const {
  Json item = {{"linkId", words_link(question)}};
  put_text(item, "text", [&](dialog::Words const& words) {
    return in_own_words(words, asked(dialog_, question, words));
  });
  item["type"] = "text";
  add_conditions(question, item);
  item["item"] = Json::array({wish_item(question.id + ":words")});
  return item;
}

// An answer that was kept back cannot be told from one that was never given, so it shuts nothing off:
// "one of these, or no answer". R4 cannot say "and" of two such lists; there it is "none of the others".
void Writer::add_conditions(Question const& question, Json& item) const {
  if (question.when.empty()) return;
  bool const one = question.when.size() == 1;
  Json list = Json::array();
  for (auto const& condition : question.when) {
    auto const& earlier = dialog_.questions[condition.question];
    if (earlier.kind == Kind::open) continue;  // said or not: kept back looks the same
    for (std::size_t i = 0; i < earlier.options.size(); ++i) {
      bool const fulfils = (condition.marks >> (dialog::first_mark + i) & 1) != 0;
      if (fulfils != one) continue;
      auto row = condition_on(earlier.id, one ? "=" : "!=");
      auto coding = option_coding(condition.question, i);
      for (auto const* shown : {"display", "_display"}) coding.erase(shown);
      if (earlier.kind == Kind::consent)
        row["answerBoolean"] = i == 0;
      else
        row["answerCoding"] = std::move(coding);
      list.push_back(std::move(row));
    }
    if (one) {
      auto row = condition_on(earlier.id, "exists");
      row["answerBoolean"] = false;
      list.push_back(std::move(row));
    }
  }
  if (list.empty()) return;
  item["enableWhen"] = std::move(list);
  item["enableBehavior"] = one ? "any" : "all";
}

void Writer::add_options(std::size_t index, Json& item) const {
  auto const& question = dialog_.questions[index];
  if (question.kind == Kind::menu) item["repeats"] = true;
  item["answerOption"] = Json::array();
  for (std::size_t i = 0; i < question.options.size(); ++i)
    item["answerOption"].push_back({{"valueCoding", option_coding(index, i)}});
}

void Writer::add_question(std::size_t index, Json& into) const {
  auto const& question = dialog_.questions[index];
  Json item = {{"linkId", question.id}};
  put_text(item, "text", [&](dialog::Words const& words) { return asked(dialog_, question, words); });
  item["type"] = type_of(question);
  add_conditions(question, item);
  if (has_buttons(question)) add_options(index, item);
  if (question.kind == Kind::open) item["item"] = Json::array({wish_item(question.id + ":words")});
  if (question.kind == Kind::milestone || question.kind == Kind::choice)
    item["item"] = Json::array({wish_item(question.id + ":stop")});
  into.push_back(std::move(item));
  if (question.kind != Kind::open) into.push_back(words_item(question));
}

Json& Writer::place_of(std::size_t index, Json& root) const {
  auto const head = head_of(dialog_, index);
  auto const& question = dialog_.questions[head];
  auto* place = &root;
  if (question.chapter >= 0) {
    auto const chapter = static_cast<std::uint8_t>(question.chapter);
    place = &group_in(*place, "chapter." + dialog_.chapters[chapter].id, [&](Json& group) {
      put_text(group, "text", [&](dialog::Words const& words) { return words.chapter_titles[chapter]; });
    });
  }
  if (!question.milestone.empty())
    place = &group_in(*place, "milestone." + question.milestone, [&](Json& group) {
      put_text(group, "text", [&](dialog::Words const& words) { return words.milestone_titles[head]; });
    });
  return *place;
}

Json Writer::items() const {
  Json root = Json::array();
  for (std::size_t i = 0; i < dialog_.questions.size(); ++i) add_question(i, place_of(i, root));
  return root;
}

}  // namespace foyer::handoff::fhir
