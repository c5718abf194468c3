// Faults of wording that are put into the files on purpose: the proof finds each, and names the file.
#include <doctest/doctest.h>

#include "sown.h"

namespace foyer {

using namespace testing;
using nlohmann::json;

TEST_CASE("faults in the words are found, and name the file") {
  expect_found({
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
      {"a question that does not ask", "FY202", "checkin/en.json",
       [](json& v) { v["questions"]["today"]["ask"]["a"] = "Tell me how you are."; }},
      {"a question that is not opened", "FY202", "checkin/es.json",
       [](json& v) { v["questions"]["today"]["ask"]["a"] = "Cómo llegas hoy?"; }},
      {"an opening exclamation mark", "FY203", "checkin/es.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "¡Queda dicho."; }},
      {"an exclamation mark on a button", "FY203", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["options"]["yes"] = "Yes!"; }},
      {"a promise in another form of its word", "FY205", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "Talking cures that."; }},
      {"the same in Spanish", "FY205", "checkin/es.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "Hablarlo curará eso."; }},
      {"words too hard for a bad night", "FY206", "common/en.json",
       [](json& v) {
         for (auto& [id, family] : v["lines"].items())
           if (id.starts_with("felt.") || id.starts_with("reply."))
             for (auto& [name, text] : family.items())
               text = "Characteristically complicated interpersonal representations " + id + " " + name +
                      " accumulate developmentally.";
       }},
      {"an emoji", "FY207", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "So it is. \xF0\x9F\x99\x82"; }},
      {"English in the Spanish file", "FY208", "checkin/es.json",
       [](json& v) {
         v["questions"]["kinder"]["replies"]["no"]["a"] = "That is the way it is for you.";
       }},
      {"a way to a person that leads nowhere", "FY209", "common/en.json",
       [](json& v) { v["lines"]["person"]["a"] = "There are people at the practice."; }},
      {"a crisis line without a number", "FY209", "safety/words/en.json",
       [](json& v) { v["lines"]["crisis.any"]["a"] = "Please reach a person you trust now."; }},
      {"a first turn that is too long", "FY107", "checkin/en.json",
       [](json& v) {
         std::string text;
         for (int i = 0; i < 40; ++i) text += "word ";
         v["lines"]["welcome"]["a"] = text + "end.";
       }},
      {"an older emoji", "FY207", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["replies"]["no"]["a"] = "So it is. \xE2\xAD\x90"; }},
      {"an emoji on a button", "FY207", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["options"]["yes"] = "Yes \xF0\x9F\x99\x82"; }},
      {"advice on a button", "FY205", "checkin/en.json",
       [](json& v) { v["questions"]["kinder"]["options"]["yes"] = "You should say yes"; }},
      {"a promise in a title", "FY205", "healing/en.json",
       [](json& v) { v["chapters"]["self"]["title"] = "What cures"; }},
      {"English in a Spanish title", "FY208", "healing/es.json",
       [](json& v) { v["title"] = "A look at what this is"; }},
      {"a way to a person with half a number", "FY209", "common/en.json",
       [](json& v) { v["lines"]["person"]["a"] = "There are 2 people at the practice."; }},
  });
}

TEST_CASE("blanks behind a question mark are no fault") {
  auto const scratch = sow({"blanks", "", "checkin/en.json", [](json& v) {
                              for (auto& each : v["questions"]["kinder"]["again"])
                                each = each.get<std::string>() + " ";
                            }});
  CHECK(codes(scratch) == "");
}

}  // namespace foyer
