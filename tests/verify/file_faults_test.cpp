// Faults that are put into the files on purpose: the proof finds each, and names the file.
#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "support.h"

namespace foyer {

using namespace testing;
using nlohmann::json;

TEST_CASE("faults in the files are found, and name the file") {
  struct Row {
    std::string why;
    char const* code;
    char const* file;
    std::function<void(json&)> spoil;
  };
  std::vector<Row> const rows = {
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
      {"a question in a reply", "FY202", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "And why is that?"; }},
      {"an exclamation mark", "FY203", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "So it is!"; }},
      {"the same sentence twice", "FY204", "checkin/en.json",
       [](json& v) {
         v["questions"]["kinder"]["replies"]["no"]["a"] =
             v["questions"]["kinder"]["replies"]["yes"]["a"];
       }},
      {"advice", "FY205", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "Maybe you should rest."; }},
      {"a promise, in Spanish", "FY205", "checkin/es.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "Te vas a sentir mejor."; }},
      {"a turn that is too long", "FY107", "checkin/en.json",
       [](json& v) {
         std::string s;
         for (int i = 0; i < 70; ++i) s += "word ";
         v["questions"]["today"]["why"]["a"] = s + "end.";
       }},
      {"an empty line", "FY201", "checkin/en.json",
       [](json& v) { v["questions"]["today"]["why"]["a"] = ""; }},
      {"a talk longer than allowed", "FY110", "intake/dialog.json", [](json& v) { v["turns_max"] = 3; }},
  };
  namespace fs = std::filesystem;
  auto const practice = dialog::load_practice(source() / "practices" / "demo").value();
  auto const scratch = fs::temp_directory_path() / ("foyer-proof-" + std::to_string(::getpid()));
  for (auto const& row : rows) {
    CAPTURE(row.why);
    fs::remove_all(scratch);
    fs::copy(source() / "dialogs", scratch, fs::copy_options::recursive);
    auto value = json::parse(std::ifstream(scratch / row.file));
    row.spoil(value);
    std::ofstream(scratch / row.file) << value.dump(2);
    auto const name = std::string(row.file).substr(0, std::string(row.file).find('/'));
    auto const report = verify::check(dialog::load(scratch, name, practice), never());
    CAPTURE(codes(report));
    CHECK(finds(report, row.code));
  }
  fs::remove_all(scratch);
}

}  // namespace foyer
