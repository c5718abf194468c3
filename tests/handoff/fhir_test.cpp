#include "handoff/fhir.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "../support.h"

namespace foyer::handoff {

namespace {

using nlohmann::json;

RecordStyle const english{"en", "urn:foyer:demo", "Harbor Lane Therapy"};

// Every item with its linkId, in the order in which it stands.
std::vector<json> all_items(json const& items) {
  std::vector<json> all;
  for (auto const& item : items) {
    all.push_back(item);
    auto nested = item.value("item", json::array());
    for (auto const& answer : item.value("answer", json::array()))
      for (auto const& below : answer.value("item", json::array())) nested.push_back(below);
    for (auto& below : all_items(nested)) all.push_back(std::move(below));
  }
  return all;
}

std::map<std::string, json> by_link(json const& resource) {
  std::map<std::string, json> found;
  for (auto const& item : all_items(resource.value("item", json::array())))
    CHECK_MESSAGE(found.emplace(item["linkId"], item).second, item["linkId"].dump());
  return found;
}

json questionnaire(dialog::Dialog const& dialog, RecordStyle const& style = english) {
  return json::parse(fhir_questionnaire(dialog, style));
}

std::string first_line(dialog::Dialog const& dialog, std::size_t question,
                       std::string const& locale = "en") {
  return dialog.in(locale)->text[dialog.families[dialog.questions[question].ask].lines.front()];
}

// Everything that can be shared of a dialog: each question answered by button and in words, with wishes.
Share all_of(dialog::Dialog const& dialog, std::string const& locale = "en") {
  Share share{"K7QM-2P4X", "demo", dialog.id, locale, 1764000000, {}, std::nullopt};
  for (std::size_t i = 0; i < dialog.questions.size(); ++i) {
    auto const& question = dialog.questions[i];
    Entry entry{question.id, question.milestone, "", first_line(dialog, i, locale), "", {}};
    if (question.kind == dialog::Kind::milestone || question.kind == dialog::Kind::choice) {
      entry.option = question.options.front();
      entry.lines.push_back(
          {question.id + ":stop", true, dialog.in(locale)->labels[i].front(), Wish::ask_me});
    }
    entry.lines.push_back({question.id + ":words", false, "  as I said: “" + question.id + "”\n",
                           i % 2 == 0 ? Wish::not_first : Wish::none});
    share.entries.push_back(std::move(entry));
  }
  return share;
}

json response(Share const& share, dialog::Dialog const& dialog, RecordStyle const& style = english) {
  auto const text = fhir_response(share, dialog, style);
  REQUIRE(text);
  return json::parse(*text);
}

std::string value_type(std::string const& type) {
  return type == "choice" ? "valueCoding" : type == "boolean" ? "valueBoolean" : "valueString";
}

}  // namespace

TEST_CASE("every question of a dialog stands in its questionnaire once, as what it is") {
  for (auto const* name : {"healing", "intake", "checkin"}) {
    CAPTURE(name);
    auto const loaded = testing::shipped(name);
    auto const items = by_link(questionnaire(*loaded.dialog));
    for (std::size_t i = 0; i < loaded.dialog->questions.size(); ++i) {
      auto const& question = loaded.dialog->questions[i];
      CAPTURE(question.id);
      REQUIRE(items.contains(question.id));
      auto const& item = items.at(question.id);
      CHECK(item["text"] == first_line(*loaded.dialog, i));
      bool const open = question.kind == dialog::Kind::open;
      bool const consent = question.kind == dialog::Kind::consent;
      CHECK(item["type"] == (open ? "text" : consent ? "boolean" : "choice"));
      if (!open && !consent) CHECK(item["answerOption"].size() == question.options.size());
      CHECK(item.contains("enableWhen") == !question.when.empty());
      if (!open) CHECK(items.at(question.id + ":words")["type"] == "text");
    }
  }
}

TEST_CASE("a milestone is one group, with its questions, their words and their follow-ups") {
  auto const loaded = testing::shipped("healing");
  auto const items = by_link(questionnaire(*loaded.dialog));
  std::size_t groups = 0;
  for (auto const& [link, item] : items) groups += link.starts_with("milestone.");
  CHECK(groups == 15);
  std::vector<std::string> within;
  for (auto const& item : items.at("milestone.boundaries")["item"]) within.push_back(item["linkId"]);
  CHECK(within == std::vector<std::string>{"boundaries-shifted", "boundaries-shifted:words",
                                           "boundaries-shifted-more", "boundaries-hope",
                                           "boundaries-hope:words", "boundaries-hope-more"});
  CHECK(items.at("milestone.boundaries")["text"] != "boundaries");
}

TEST_CASE("an answer that was kept back shuts nothing off, another answer does") {
  auto const loaded = testing::shipped("healing");
  auto const items = by_link(questionnaire(*loaded.dialog));
  auto const& item = items.at("boundaries-shifted-more");
  std::vector<std::string> codes;
  bool unanswered = false;
  for (auto const& row : item["enableWhen"]) {
    CHECK(row["question"] == "boundaries-shifted");
    if (row["operator"] == "=") codes.push_back(row["answerCoding"]["code"]);
    if (row["operator"] == "exists") unanswered = row["answerBoolean"] == false;
  }
  CHECK(item["enableBehavior"] == "any");
  CHECK(codes == std::vector<std::string>{"yes", "somewhat"});
  CHECK(unanswered);
}

TEST_CASE("two conditions hold together, each for no answer too") {
  auto dialog = *testing::shipped("intake").dialog;
  auto const at = [&](std::string const& id) {
    return std::ranges::find(dialog.questions, id, &dialog::Question::id) - dialog.questions.begin();
  };
  auto& last = dialog.questions.back();
  REQUIRE(last.when.size() == 1);  // reached: yes
  auto const since = static_cast<dialog::QuestionIndex>(at("since"));
  last.when.push_back({since, std::uint64_t{0b11} << dialog::first_mark});  // weeks, months
  auto const item = by_link(questionnaire(dialog)).at(last.id);
  CHECK(item["enableBehavior"] == "all");
  json expected = json::array({{{"question", "reached"}, {"operator", "!="}, {"answerBoolean", false}}});
  for (auto const* code : {"years", "always"})
    expected.push_back(
        {{"question", "since"},
         {"operator", "!="},
         {"answerCoding", {{"system", "urn:foyer:demo/CodeSystem/intake/since"}, {"code", code}}}});
  CHECK(item["enableWhen"] == expected);
}

TEST_CASE("a milestone that is asked about in two chapters stays one group") {
  auto dialog = *testing::shipped("healing").dialog;
  for (auto& question : dialog.questions)
    if (question.id == "boundaries-hope") question.chapter = 0;
  auto const items = by_link(questionnaire(dialog));
  CHECK(items.at("milestone.boundaries")["item"].size() == 6);
}

TEST_CASE("a questionnaire says everything in both languages, and is one version in either") {
  auto const loaded = testing::shipped("intake");
  auto const in_english = questionnaire(*loaded.dialog);
  auto const in_spanish = questionnaire(*loaded.dialog, {"es", "urn:foyer:demo", "Harbor Lane Therapy"});
  CHECK(in_english["version"] == in_spanish["version"]);
  CHECK(in_english["url"] == in_spanish["url"]);
  auto const items = by_link(in_english), otherwise = by_link(in_spanish);
  REQUIRE(items.size() == otherwise.size());
  for (auto const& [link, item] : items) {
    CAPTURE(link);
    auto const& parts = item["_text"]["extension"][0]["extension"];
    CHECK(parts[0]["valueCode"] == "es");
    CHECK(parts[1]["valueString"] == otherwise.at(link)["text"]);
  }
}

TEST_CASE("a response holds what was shared and nothing else: verbatim, in types that were asked for") {
  for (auto const* name : {"healing", "intake", "checkin"}) {
    CAPTURE(name);
    auto const loaded = testing::shipped(name);
    auto const share = all_of(*loaded.dialog);
    auto const asked = questionnaire(*loaded.dialog);
    auto const answer = response(share, *loaded.dialog);
    auto const items = by_link(asked), answers = by_link(answer);
    for (auto const& [link, given] : answers) {
      CAPTURE(link);
      REQUIRE(items.contains(link));
      CHECK(given["text"] == items.at(link)["text"]);
      auto const type = items.at(link)["type"].get<std::string>();
      CHECK(given.contains("answer") == (type != "group"));
      if (type != "group") CHECK(given["answer"][0].contains(value_type(type)));
    }
    for (auto const& entry : share.entries)
      for (auto const& line : entry.lines) {
        CAPTURE(line.id);
        auto const link = line.stop || items.at(entry.question_id)["type"] == "text"
                              ? entry.question_id
                              : entry.question_id + ":words";
        REQUIRE(answers.contains(link));
        auto const& value = answers.at(link)["answer"][0];
        if (line.stop) CHECK(value["valueCoding"]["code"] == entry.option);
        if (line.stop) CHECK(value["valueCoding"]["display"] == line.text);
        if (!line.stop) CHECK(value["valueString"] == line.text);
        CHECK(answers.contains(line.id + ":wish") == (line.wish != Wish::none));
      }
    CHECK(answer["questionnaire"] ==
          asked["url"].get<std::string>() + "|" + asked["version"].get<std::string>());
    CHECK(answer["authored"] == "2025-11-24T16:00:00Z");
  }
}

TEST_CASE("what was struck is nowhere in a response, nor that there was anything") {
  auto const loaded = testing::shipped("healing");
  auto share = all_of(*loaded.dialog);
  std::erase_if(share.entries,
                [](auto const& entry) { return entry.question_id != "boundaries-shifted"; });
  share.entries[0].option.clear();
  share.entries[0].lines.erase(share.entries[0].lines.begin());  // the stop
  auto const answers = by_link(response(share, *loaded.dialog));
  std::vector<std::string> links;
  for (auto const& [link, item] : answers) links.push_back(link);
  std::erase(links, "boundaries-shifted:words:wish");
  CHECK(links ==
        std::vector<std::string>{"boundaries-shifted:words", "chapter.others", "milestone.boundaries"});
  share.entries.clear();
  CHECK(!response(share, *loaded.dialog).contains("item"));
}

TEST_CASE("there is a subject only where the visitor agreed to be reached") {
  auto const loaded = testing::shipped("checkin");
  auto share = all_of(*loaded.dialog);
  auto const anonymous = response(share, *loaded.dialog);
  for (auto const* part : {"subject", "contained", "source", "author"}) CHECK(!anonymous.contains(part));
  struct Row {
    std::string reach, system;
  };
  for (auto const& [reach, system] :
       {Row{"ana@example.org", "email"}, Row{"(212) 555-0142", "phone"}, Row{"by my sister", "other"}}) {
    share.contact = Contact{"Ana", reach};
    auto const answer = response(share, *loaded.dialog);
    CHECK(answer["subject"]["reference"] == "#visitor");
    CHECK(answer["contained"][0]["name"][0]["text"] == "Ana");
    CHECK(answer["contained"][0]["telecom"][0] == json{{"system", system}, {"value", reach}});
  }
}

TEST_CASE("a record says what the visitor read, also where it is worded otherwise by now") {
  auto const loaded = testing::shipped("checkin");
  auto share = all_of(*loaded.dialog, "es");
  auto const today = by_link(response(share, *loaded.dialog));
  auto const first = share.entries[0].question_id;
  CHECK(today.at(first)["text"] == first_line(*loaded.dialog, 0, "en"));
  share.entries[0].question = "¿Otra pregunta?";
  auto const answers = by_link(response(share, *loaded.dialog));
  CHECK(answers.at(first)["text"] == "¿Otra pregunta?");
  CHECK(!answers.at(first).contains("_text"));
}

TEST_CASE("what FHIR cannot hold goes, and no more than that") {
  auto const loaded = testing::shipped("checkin");
  auto share = all_of(*loaded.dialog);
  auto& line = share.entries[0].lines.back();
  line.text = std::string("a\x01 b\tc\r\nñ ", 11);
  CHECK(fhir_response(share, *loaded.dialog, english)->find("a b\\tc\\r\\nñ ") != std::string::npos);
  line.text = " \n\x02";
  share.entries.resize(1);
  share.entries[0].lines = {line};
  CHECK(!response(share, *loaded.dialog).contains("item"));
}

TEST_CASE("nothing is left out in silence: a share of another dialog is refused") {
  auto const loaded = testing::shipped("checkin");
  auto share = all_of(*testing::shipped("intake").dialog);
  auto const refused = fhir_response(share, *loaded.dialog, english);
  REQUIRE(!refused);
  CHECK(refused.error().what.find("`before`") != std::string::npos);
  share = all_of(*testing::shipped("healing").dialog);
  share.entries[0].option = "moon";
  CHECK(!fhir_response(share, *testing::shipped("healing").dialog, english));
  share = all_of(*loaded.dialog);
  share.entries.push_back(share.entries[0]);
  CHECK(!fhir_response(share, *loaded.dialog, english));
  share.entries.pop_back();
  for (auto const* id : {"", "today", "today:", ":words", "today:word", "today:words:wish"}) {
    CAPTURE(id);
    share.entries[0].lines.back().id = id;
    CHECK(!fhir_response(share, *loaded.dialog, english));
  }
}

}  // namespace foyer::handoff
