// What a conversation promises from its first frame to its erasure.
#include <doctest/doctest.h>

#include "scratch_service.h"

namespace foyer::service {

TEST_CASE("a talk opens with turn 0 and is answered turn by turn") {
  ScratchService scratch;
  Line line(*scratch);
  auto const first = line.open(token(1));
  CHECK(first["type"] == "turn");
  CHECK(first["turn"] == 0);
  CHECK(first["ask"]["id"] == "today");
  auto const second = line.say(1, "it was a long day");
  CHECK(second["turn"] == 1);
  CHECK(second["ask"]["id"] == "word-for-it");
  CHECK(line.choose(2, "somewhat")["ask"]["id"] == "kinder");
  CHECK(line.choose(3, "no")["state"] == "ended");
}

TEST_CASE("nothing is taken before a talk is open, and none is opened twice") {
  ScratchService scratch;
  Line line(*scratch);
  CHECK(line.say(1, "hello")["code"] == "not_open");
  CHECK(line.ask({{"type", "summary"}})["code"] == "not_open");
  line.open(token(1));
  CHECK(line.open(token(1))["code"] == "already_open");
  CHECK(line.ask({{"type", "dance"}})["code"] == "bad_frame");
}

TEST_CASE("what does not exist is named") {
  ScratchService scratch;
  Line line(*scratch);
  auto const open = [&](char const* key, char const* value) {
    json frame = {{"type", "open"},
                  {"token", token(1)},
                  {"practice", "demo"},
                  {"dialog", "checkin"},
                  {"locale", "en"}};
    frame[key] = value;
    return line.ask(frame)["code"];
  };
  CHECK(open("practice", "nobody") == "unknown_practice");
  CHECK(open("dialog", "nothing") == "unknown_dialog");
  CHECK(open("locale", "xx") == "unknown_locale");
  CHECK(open("token", "short") == "bad_token");
  line.open(token(1));
  CHECK(line.choose(1, "nothing")["code"] == "unknown_option");
  CHECK(line.say(1, std::string(4001, 'a'))["code"] == "too_long");
}

TEST_CASE("a page that the practice does not name may not open its talks, nor resume them") {
  ScratchService scratch;
  Line stranger(*scratch, "https://evil.example");
  CHECK(stranger.open(token(1))["code"] == "forbidden");
  CHECK(stranger.last().close_code == 4403);
  Line own(*scratch, "http://127.0.0.1:8080");
  CHECK(own.open(token(1))["type"] == "turn");
  Line again(*scratch, "https://evil.example");
  CHECK(again.resume(token(1))["code"] == "forbidden");
  CHECK(again.last().close_code == 4403);
}

TEST_CASE("the same turn again gets the same reply, and anything else is a conflict") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  auto const first = line.say(1, "tired");
  auto const second = line.choose(2, "yes");
  CHECK(line.say(1, "tired") == first);
  CHECK(line.choose(2, "yes") == second);
  CHECK(line.say(1, "not tired")["code"] == "conflict");
  CHECK(line.choose(1, "tired")["code"] == "conflict");  // the same words, said in another way
  CHECK(line.say(9, "ahead")["code"] == "conflict");
  CHECK(line.choose(3, "yes")["turn"] == 3);
}

TEST_CASE("two windows: the second hears the first's reply, or that the talk went on") {
  ScratchService scratch;
  Line one(*scratch), other(*scratch);
  one.open(token(1));
  other.resume(token(1));
  auto const reply = one.say(1, "from here");
  CHECK(other.say(1, "from here") == reply);
  CHECK(other.choose(2, "no")["turn"] == 2);
  CHECK(one.choose(2, "yes")["code"] == "conflict");
}

TEST_CASE("a talk is resumed whole, after a lost line and after a new start") {
  ScratchService scratch;
  std::vector<json> sent;
  {
    Line line(*scratch);
    sent.push_back(line.open(token(1)));
    sent.push_back(line.say(1, "tired, and \"done\""));
    sent.push_back(line.choose(2, "somewhat"));
    sent.push_back(line.act(3, "why"));
  }
  scratch.start();
  Line line(*scratch);
  auto const resumed = line.resume(token(1));
  CHECK(resumed["turn"] == 3);
  CHECK(resumed["dialog"] == "checkin");
  REQUIRE(resumed["turns"].size() == 4);
  for (std::size_t i = 0; i < sent.size(); ++i) {
    auto turn = resumed["turns"][i];
    turn.erase("said");
    turn.erase("by");
    CHECK(turn == sent[i]);
  }
  CHECK(resumed["turns"][0]["said"].is_null());
  CHECK(resumed["turns"][1]["said"] == "tired, and \"done\"");
  CHECK(resumed["turns"][2]["by"] == "choose");
  CHECK(line.choose(4, "yes")["turn"] == 4);
}

TEST_CASE("erased is gone, for every window") {
  ScratchService scratch;
  Line one(*scratch), other(*scratch), late(*scratch);
  one.open(token(1));
  other.resume(token(1));
  CHECK(one.ask({{"type", "erase"}})["type"] == "erased");
  CHECK(one.last().close_code == 4410);
  CHECK(other.say(1, "still here?")["code"] == "gone");
  CHECK(other.last().close_code == 4410);
  CHECK(late.resume(token(1))["code"] == "gone");
  CHECK(scratch.store().conversations().value() == 0);
}

TEST_CASE("an unfinished talk lives for a day after its last turn") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  scratch.clock().pass(20 * 3600);
  line.say(1, "still thinking");
  scratch.clock().pass(20 * 3600);
  CHECK(scratch.store().sweep(scratch.clock().now()).value() == 0);
  scratch.clock().pass(5 * 3600);
  CHECK(scratch.store().sweep(scratch.clock().now()).value() == 1);
  CHECK(line.choose(2, "yes")["code"] == "gone");
}

TEST_CASE("the summary holds what was said and chosen, whole, and nothing that was taken back") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  line.say(1, "Heavy, but I came anyway");
  line.choose(2, "yes");
  line.act(3, "back");
  line.choose(4, "no");
  auto const summary = line.ask({{"type", "summary"}});
  CHECK(summary["words"][0]["words"] == "Heavy, but I came anyway");
  REQUIRE(summary["milestones"].size() == 1);
  CHECK(summary["milestones"][0]["id"] == "naming-feelings");
  CHECK(summary["milestones"][0]["stop"] == "no");
}

TEST_CASE("a turn that carried risk is answered with help and is nowhere in words") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  line.say(1, "a plain day");
  std::string const danger = "I want to kill myself, quillfeather";
  auto const reply = line.say(2, danger);
  CHECK(reply["help"].size() >= 1);
  CHECK(reply["help"][0]["id"] == "988");
  CHECK(reply.dump().find("quillfeather") == std::string::npos);
  auto const summary = line.ask({{"type", "summary"}});
  CHECK(summary.dump().find("quillfeather") == std::string::npos);
  CHECK(line.say(2, danger) == reply);  // it is known again by its mark alone

  Line later(*scratch);
  auto const resumed = later.resume(token(1));
  CHECK(resumed["turns"][1]["said"] == "a plain day");
  CHECK(resumed["turns"][2]["said"].is_null());
  CHECK(resumed.dump().find("quillfeather") == std::string::npos);
  auto const today = static_cast<store::Day>(scratch.clock().now() / 86400);
  auto const counts = scratch.store().counts(today, today);
  REQUIRE(counts);
  bool counted = false;
  for (auto const& count : *counts)
    counted = counted || (count.name == "tier_crisis_now" && count.times == 1);
  CHECK(counted);
}

}  // namespace foyer::service
