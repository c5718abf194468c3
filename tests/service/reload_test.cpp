// Words change live for everybody; a talk keeps the structure that it began with, and is never lost with
// it.
#include <doctest/doctest.h>

#include "scratch_service.h"

namespace foyer::service {

namespace {

// A question more, before the last one, in both languages.
void add_question(ScratchService& scratch) {
  scratch.edit("checkin/dialog.json", [](json& value) {
    auto& questions = value["questions"];
    json const fresh = {{"id", "kind-word"}, {"kind", "open"}};
    questions.insert(questions.end() - 1, fresh);
  });
  auto const words = [](char const* ask, char const* again, char const* differently, char const* why) {
    return json{{"ask", {{"a", ask}}},
                {"again", {{"a", again}}},
                {"differently", {{"a", differently}}},
                {"why", {{"a", why}}}};
  };
  scratch.edit("checkin/en.json", [&](json& value) {
    value["questions"]["kind-word"] =
        words("Has anyone said something warm to you lately?", "Did a warm word reach you?",
              "Is there one sentence from somebody that stayed with you?",
              "Words from others stay with us, too.");
  });
  scratch.edit("checkin/es.json", [&](json& value) {
    value["questions"]["kind-word"] = words(
        "¿Alguien te ha dicho algo cálido hace poco?", "¿Te llegó una palabra cálida?",
        "¿Hay una frase de alguien que se quedó contigo?", "Las palabras ajenas también se quedan.");
  });
}

}  // namespace

TEST_CASE("words change in the middle of a talk") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  scratch.edit("checkin/en.json", [](json& value) {
    value["questions"]["word-for-it"]["ask"]["a"] = "Does what you feel have a name today?";
  });
  REQUIRE(scratch.reload());
  CHECK(spoken(line.say(1, "so so")).find("Does what you feel have a name today?") != std::string::npos);
}

TEST_CASE("a refused reload leaves everything as it was") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  scratch.edit("checkin/en.json", [](json& value) {
    value["questions"]["word-for-it"]["ask"]["a"] = "You should name it, shouldn't you?";
  });
  CHECK_FALSE(scratch.reload());
  CHECK(spoken(line.say(1, "so so")).find("You should") == std::string::npos);
  Line other(*scratch);
  CHECK(other.open(token(2))["type"] == "turn");
}

TEST_CASE("words that were refused are not spoken to a talk with an older agenda either") {
  ScratchService scratch;
  {
    Line line(*scratch);
    line.open(token(1));
    line.say(1, "so so");
  }
  add_question(scratch);
  REQUIRE(scratch.reload());
  scratch.edit("checkin/en.json", [](json& value) {
    value["questions"]["word-for-it"]["why"]["a"] = "You should name it.";
  });
  CHECK_FALSE(scratch.reload());
  Line line(*scratch);
  CHECK(line.resume(token(1))["type"] == "resumed");
  CHECK(spoken(line.act(2, "why")).find("You should") == std::string::npos);
}

TEST_CASE("a talk keeps the agenda it began with, and new ones have the new one") {
  ScratchService scratch;
  Line old(*scratch);
  old.open(token(1));
  add_question(scratch);
  REQUIRE(scratch.reload());
  old.say(1, "so so");
  CHECK(old.choose(2, "yes")["ask"]["id"] == "kinder");

  Line fresh(*scratch);
  fresh.open(token(2));
  fresh.say(1, "so so");
  CHECK(fresh.choose(2, "yes")["ask"]["id"] == "kind-word");

  SUBCASE("also after a lost line, with today's words") {
    scratch.edit("checkin/en.json", [](json& value) {
      for (auto& line : value["questions"]["kinder"]["again"]) line = line.get<std::string>() + " ";
      value["questions"]["kinder"]["why"]["a"] =
          "Because how we speak to ourselves is heard by ourselves.";
    });
    REQUIRE(scratch.reload());
    Line back(*scratch);
    CHECK(back.resume(token(1))["turns"][2]["ask"]["id"] == "kinder");
    CHECK(spoken(back.act(3, "why")).find("is heard by ourselves") != std::string::npos);
    CHECK(back.choose(4, "yes")["state"] == "ended");
  }
  SUBCASE("also while the line stands, with today's words") {
    scratch.edit("checkin/en.json", [](json& value) {
      value["questions"]["kinder"]["why"]["a"] =
          "Because how we speak to ourselves is heard by ourselves.";
    });
    REQUIRE(scratch.reload());
    CHECK(spoken(old.act(3, "why")).find("is heard by ourselves") != std::string::npos);
    CHECK(old.choose(4, "yes")["state"] == "ended");
  }
}

TEST_CASE(
    "a structure that is lost is replaced by the present one: what was answered is carried over by "
    "name") {
  ScratchService scratch;
  {
    Line line(*scratch);
    line.open(token(1));
    line.say(1, "so so");
    line.choose(2, "yes");
  }
  // `today` is called otherwise now, and has no words any more under its old name: the old agenda cannot
  // be spoken.
  scratch.edit("checkin/dialog.json", [](json& value) { value["questions"][0]["id"] = "arriving"; });
  for (auto const* file : {"checkin/en.json", "checkin/es.json"})
    scratch.edit(file, [](json& value) {
      value["questions"]["arriving"] = value["questions"]["today"];
      value["questions"].erase("today");
    });
  REQUIRE(scratch.reload());
  Line line(*scratch);
  auto const resumed = line.resume(token(1));
  REQUIRE(resumed["type"] == "resumed");
  CHECK(resumed["turn"] == 2);
  auto const summary = line.ask({{"type", "summary"}});
  REQUIRE(summary["milestones"].size() == 1);
  CHECK(summary["milestones"][0]["stop"] == "yes");
  CHECK(line.choose(3, "no")["state"] == "ended");
}

}  // namespace foyer::service
