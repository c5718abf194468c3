// Whom a visitor in danger is shown: people who can be reached from where they are.
#include "service/help_lines.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "scratch_service.h"

namespace foyer::service {

namespace {

using engine::Reach;

std::filesystem::path source() {
  return FOYER_SOURCE;
}

std::vector<std::string> field(json const& lines, char const* name) {
  std::vector<std::string> values;
  for (auto const& line : lines) values.push_back(line.at(name));
  return values;
}

bool has(std::vector<std::string> const& values, std::string_view value) {
  return std::ranges::find(values, value) != values.end();
}

json lines_for(Reach reach, nlu::Risk kind) {
  auto const help = HelpLines::load(source() / "dialogs").value();
  auto const practice = dialog::load_practice(source() / "practices" / "demo").value();
  engine::Help const asked{.show = true, .kind = kind, .minor = false, .reach = reach};
  return json::parse(help.json(asked, practice, "en"));
}

}  // namespace

TEST_CASE("the practice's own region is among the lines of its visitors") {
  auto const regions = field(lines_for(Reach::here, nlu::Risk::none), "region");
  CHECK(regions.front() == "us");
  CHECK(has(regions, "nj"));
}

TEST_CASE("who lives where the practice is not is shown no line of its region") {
  auto const regions = field(lines_for(Reach::elsewhere, nlu::Risk::none), "region");
  REQUIRE_FALSE(regions.empty());
  for (auto const& region : regions) CHECK(region == "us");
}

TEST_CASE("abroad, the lines of the world come first, and none is taken away but the local ones") {
  auto const lines = lines_for(Reach::abroad, nlu::Risk::none);
  CHECK(field(lines, "region").front() == "international");
  CHECK(has(field(lines, "id"), "findahelpline"));
  CHECK(has(field(lines, "id"), "988"));
  CHECK_FALSE(has(field(lines, "region"), "nj"));
}

TEST_CASE("who said that they are abroad is not shown this country's lines first again") {
  ScratchService scratch;
  Line line(*scratch);
  line.open(token(1));
  CHECK(line.say(1, "I live in Canada and I am going to kill myself")["help"][0]["id"] ==
        "findahelpline");
  CHECK(line.say(2, "it hurts")["help"].empty());
  CHECK(line.ask({{"type", "do"}, {"turn", 3}, {"action", "help"}})["help"][0]["id"] == "findahelpline");
}

}  // namespace foyer::service
