#include "handoff/share.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace foyer::handoff {

namespace {

// A share without entries, but for the time that stands in it.
std::string sent_at(std::string const& time) {
  return R"({"format": "foyer-share-1", "number": "7", "practice": "demo", "dialog": "d", "locale": "en",)"
         R"( "entries": [], "contact": null, "sent": )" +
         time + "}";
}

}  // namespace

TEST_CASE("what is no share is refused with a reason, whatever its parts are") {
  for (auto const* text :
       {"", "[]", "3", R"({"format": 2})", R"({"format": null})", R"({"format": "foyer-share-9"})",
        R"({"format": "foyer-share-1"})", R"({"format": "foyer-share-1", "number": 7})"}) {
    CAPTURE(text);
    auto const share = read_share(text);
    REQUIRE(!share);
    CHECK(!share.error().what.empty());
  }
}

TEST_CASE("a share was sent at a time that a calendar has") {
  for (auto const* time : {"0", "1764000000", "253402300799"}) {
    CAPTURE(time);
    auto const share = read_share(sent_at(time));
    REQUIRE(share);
    CHECK(std::to_string(share->sent) == time);
  }
  for (auto const* time :
       {"-1", "1.5", "1e23", "253402300800", "18446744073709551615", "\"now\"", "null"}) {
    CAPTURE(time);
    CHECK(!read_share(sent_at(time)));
  }
}

TEST_CASE("what keeps a practice from being shared with is named at its line") {
  std::string pattern = std::filesystem::temp_directory_path() / "foyer-practice-XXXXXX";
  dialog::Practice practice;
  practice.id = "own";
  practice.folder = mkdtemp(pattern.data());
  practice.recipients = {"age1nonsense"};
  std::ofstream(practice.folder / "practice.json") << "{\n  \"name\": \"Own\",\n"
                                                      "  \"recipients\": [\n    \"age1nonsense\"]}\n";
  auto const faults = faults_of(practice);
  std::filesystem::remove_all(practice.folder);
  REQUIRE(faults.size() == 2);
  for (auto const& fault : faults) CHECK(fault.code == "FY030");
  CHECK(faults[0].where.ends_with("practice.json:3"));
  CHECK(faults[1].where.ends_with("practice.json:4"));
}

}  // namespace foyer::handoff
