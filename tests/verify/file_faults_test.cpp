// Faults of structure that are put into the files on purpose: the proof finds each, and names the file.
#include <doctest/doctest.h>

#include "sown.h"

namespace foyer {

using namespace testing;
using nlohmann::json;

TEST_CASE("faults in the files are found, and name the file") {
  expect_found({
      {"an unknown kind", "FY011", "checkin/dialog.json",
       [](json& v) { v["questions"][0]["kind"] = "opne"; }},
      {"a question twice", "FY012", "checkin/dialog.json",
       [](json& v) { v["questions"][1]["id"] = "today"; }},
      {"a chapter that is not there", "FY013", "checkin/dialog.json",
       [](json& v) { v["questions"][0]["chapter"] = "self"; }},
      {"a choice without options", "FY014", "intake/dialog.json",
       [](json& v) { v["questions"][0].erase("options"); }},
      {"a condition on a later question", "FY015", "checkin/dialog.json",
       [](json& v) {
         v["questions"][0]["when"] = {{"kinder", {"yes"}}};
       }},
      {"a condition on an answer that is never given", "FY016", "checkin/dialog.json",
       [](json& v) {
         v["questions"][2]["when"] = {{"word-for-it", {"yess"}}};
       }},
      {"no questions", "FY010", "checkin/dialog.json", [](json& v) { v["questions"] = json::array(); }},
      {"lines of a family missing", "FY020", "checkin/en.json",
       [](json& v) { v["questions"]["today"].erase("again"); }},
      {"words for a question that is not there", "FY021", "checkin/en.json",
       [](json& v) { v["questions"]["todya"] = v["questions"]["today"]; }},
      {"a line in one language only", "FY022", "checkin/es.json",
       [](json& v) { v["questions"]["today"]["why"]["z"] = "De más."; }},
      {"a placeholder without a value", "FY023", "checkin/en.json",
       [](json& v) { v["questions"]["today"]["why"]["a"] = "Because {felt}."; }},
      {"a button without a text", "FY025", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["options"].erase("no"); }},
      {"cues for no answer", "FY026", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["cues"]["yep"] = json::array({"x"}); }},
      {"a question that can never be asked", "FY111", "intake/dialog.json",
       [](json& v) {
         v["questions"][1]["when"] = {{"before", {"left"}}};
         v["questions"][3]["when"] = {{"before", {"first-time"}}, {"brings", {"said"}}};
       }},
      {"another shape", "FY002", "checkin/dialog.json", [](json& v) { v["questions"] = "today"; }},
      {"two menus", "FY017", "healing/dialog.json",
       [](json& v) {
         v["questions"].push_back({{"id", "again"}, {"kind", "menu"}});
       }},
      {"more lines than fit", "FY029", "checkin/en.json",
       [](json& v) {
         for (int i = 0; i < 3100; ++i)
           v["lines"]["reply.said"]["x" + std::to_string(i)] = "Line " + std::to_string(i) + ".";
       }},
      {"a cue that is no pattern", "FY027", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["cues"]["no"] = json::array({"(never"}); }},
      {"a talk longer than allowed", "FY110", "intake/dialog.json", [](json& v) { v["turns_max"] = 3; }},
  });
}

TEST_CASE("what is no JSON is named by its line, and so is a name that stands twice") {
  struct Row {
    std::string why, text, line;
  };
  for (auto const& row : {Row{"a comma too many", "{\n \"a\": 1,\n}", ":3"},
                          Row{"a name twice", "{\n \"a\": 1,\n \"b\": 2,\n \"a\": 3}", ":4"}}) {
    CAPTURE(row.why);
    auto const parsed = dialog::parse_json("words.json", row.text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().where == "words.json" + row.line);
  }
}

TEST_CASE("lines that nobody can hear are named") {
  auto const loaded = shipped("checkin");
  auto const mute = [](dialog::Dialog const& dialog, engine::State const& state,
                       engine::Input const& input) {
    auto stepped = engine::step(dialog, state, input);
    auto const lines = [&](dialog::Shared family) {
      return dialog.families[dialog.family(family)].lines;
    };
    auto const thanks = lines(dialog::Shared::aside_thanks),
               other = lines(dialog::Shared::aside_greeting);
    for (auto& each : stepped.turn.lines)
      if (std::ranges::find(thanks, each.line) != thanks.end()) each.line = other.front();
    return stepped;
  };
  CHECK(finds(verify::check(loaded, never(), mute), "FY112"));
}

TEST_CASE("a practice that has not given what every line needs is told so") {
  dialog::Practice bare;
  bare.id = "bare";
  bare.name = "Bare";
  auto const report = verify::check(dialog::load(source() / "dialogs", "checkin", bare), never());
  CHECK(finds(report, "FY024"));
}

TEST_CASE("more conditions than the proof can hold are refused") {
  auto loaded = shipped("healing");
  auto changed = *loaded.dialog;
  auto& last = changed.questions.back();
  for (unsigned i = 0; i < 70; ++i)
    last.when.push_back({.question = 0, .marks = (std::uint64_t{1} << (i % 60)) | (i / 60)});
  loaded.dialog = std::make_shared<dialog::Dialog const>(std::move(changed));
  CHECK(finds(verify::check(loaded, never()), "FY109"));
}

// docs/faults.md promises that each code is sown.
TEST_CASE("every code has a fault that is sown for it") {
  auto const text = [](std::filesystem::path const& path) {
    std::ifstream in(path);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  auto const tests = source() / "tests" / "verify";
  auto const sown = text(tests / "file_faults_test.cpp") + text(tests / "word_faults_test.cpp") +
                    text(tests / "engine_faults_test.cpp") +
                    text(source() / "tests" / "handoff" / "share_test.cpp");
  auto const page = text(source() / "docs" / "faults.md");
  std::regex const code(R"(\n\| (FY[0-9]{3}) \|)");
  std::size_t count = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), code), end; at != end; ++at, ++count) {
    auto const name = (*at)[1].str();
    CAPTURE(name);
    CHECK((name == "FY001" || sown.find('"' + name + '"') != std::string::npos));
  }
  CHECK(count > 35);
}

}  // namespace foyer
