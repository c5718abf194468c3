#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "nlu/answers.h"
#include "nlu/moves.h"
#include "nlu/rulefile.h"
#include "nlu/understanding.h"

namespace foyer::nlu {
namespace {

Understanding const& shipped() {
  static Understanding const loaded = [] {
    auto result = Understanding::load(FOYER_SOURCE "/dialogs");
    REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().what));
    return std::move(*result);
  }();
  return loaded;
}

bool catches(Rule const& rule, Layer layer, std::string const& sentence) {
  auto const hits = shipped().hits(layer, shipped().text(sentence));
  return std::any_of(hits.begin(), hits.end(), [&](Hit const& hit) { return hit.rule->id == rule.id; });
}

constexpr Layer layers[] = {Layer::scope, Layer::answers, Layer::moves, Layer::feelings, Layer::safety};

}  // namespace

TEST_CASE("every rule catches its own examples and none of its counter-examples") {
  for (auto const layer : layers)
    for (auto const* rule : shipped().rules(layer)) {
      CAPTURE(rule->id);
      for (auto const& sentence : rule->catches) {
        CAPTURE(sentence);
        CHECK(catches(*rule, layer, sentence));
      }
      for (auto const& sentence : rule->misses) {
        CAPTURE(sentence);
        CHECK_FALSE(catches(*rule, layer, sentence));
      }
    }
}

TEST_CASE("every case is found in its own examples and in none of its counter-examples") {
  REQUIRE(shipped().cases().all().size() > 20);
  auto const finds = [](Case const& wanted, std::string const& sentence) {
    auto const text = shipped().text(sentence);
    auto const found = shipped().cases().find(text, shipped().hits(Layer::safety, text));
    return std::ranges::any_of(found, [&](Composed const& each) { return each.found->id == wanted.id; });
  };
  for (auto const& each : shipped().cases().all()) {
    CAPTURE(each.id);
    CHECK(each.catches.size() >= 2);
    CHECK(each.misses.size() >= 2);
    for (auto const& sentence : each.catches) {
      CAPTURE(sentence);
      CHECK(finds(each, sentence));
    }
    for (auto const& sentence : each.misses) {
      CAPTURE(sentence);
      CHECK_FALSE(finds(each, sentence));
    }
  }
}

TEST_CASE("no sign alarms alone") {
  for (auto const* rule : shipped().rules(Layer::safety))
    if (rule->file.find("signs/") != std::string::npos) {
      CAPTURE(rule->id);
      CHECK(rule->says.tier == Tier::none);
    }
}

TEST_CASE("macros that hold each other are a fault, found at once") {
  auto const file =
      std::filesystem::temp_directory_path() / ("foyer-macros-" + std::to_string(::getpid()) + ".json");
  std::ofstream(file)
      << R"({"locale": "en", "macros": {"A": "%B%%B%%B%%B%%B%%B%%B%%B%", "B": "%A%%A%%A%%A%%A%%A%"},
    "rules": [{"id": "a", "says": {"answer": "no"}, "patterns": ["%A%%B%"]}]})";
  auto const read = parse_rule_file(file, Layer::answers);
  std::filesystem::remove(file);
  REQUIRE(read.faults.size() == 1);
  CHECK(read.faults[0].find("holds itself") != std::string::npos);
}

TEST_CASE("every rule has at least two examples and two counter-examples") {
  for (auto const layer : layers)
    for (auto const* rule : shipped().rules(layer)) {
      CAPTURE(rule->id);
      CHECK(rule->catches.size() >= 2);
      CHECK(rule->misses.size() >= 2);
    }
}

TEST_CASE("the filter of needed words loses no hit") {
  std::vector<std::string> sentences;
  for (auto const layer : layers)
    for (auto const* rule : shipped().rules(layer)) {
      sentences.insert(sentences.end(), rule->catches.begin(), rule->catches.end());
      sentences.insert(sentences.end(), rule->misses.begin(), rule->misses.end());
    }
  for (auto const* corpus : {"answers.tsv", "feelings.tsv", "safety.tsv"}) {
    std::ifstream in(std::string(FOYER_SOURCE "/tests/corpus/") + corpus);
    for (std::string line; std::getline(in, line);) sentences.push_back(line);
  }
  for (auto const& sentence : sentences) {
    auto const text = shipped().text(sentence);
    for (auto const layer : layers) {
      CAPTURE(sentence);
      CHECK(shipped().bank().find(layer, text).size() ==
            shipped().bank().find_unfiltered(layer, text).size());
    }
  }
}

TEST_CASE("no rule hijacks the example of another: an answer's example is read as that answer") {
  for (auto const* rule : shipped().rules(Layer::answers))
    for (auto const& sentence : rule->catches) {
      if (rule->says.answer == Answer::none) continue;
      auto const text = shipped().text(sentence);
      auto const heard = weigh_answers(text, shipped().hits(Layer::answers, text), {});
      CAPTURE(rule->id);
      CAPTURE(sentence);
      CHECK(to_string(heard.answer) == to_string(rule->says.answer));
    }
}

TEST_CASE("no rule hijacks the example of another: a move's example is read as that move") {
  for (auto const* rule : shipped().rules(Layer::moves))
    for (auto const& sentence : rule->catches) {
      if (rule->says.move == Move::none) continue;
      auto const text = shipped().text(sentence);
      auto const wanted = choose_move(text, shipped().hits(Layer::moves, text));
      CAPTURE(rule->id);
      CAPTURE(sentence);
      CHECK(to_string(wanted.move) == to_string(rule->says.move));
      CHECK(to_string(wanted.topic) == to_string(rule->says.topic));
    }
}

}  // namespace foyer::nlu
