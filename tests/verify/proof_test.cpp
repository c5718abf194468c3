// The proof holds for what is shipped, and catches what is broken on purpose: in the engine, and in the
// files.
#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "../support.h"
#include "verify/check.h"
#include "verify/key.h"

namespace foyer {

using namespace testing;
using engine::Input;
using engine::Mode;
using engine::State;
using engine::Stepped;
using nlohmann::json;

namespace {

bool finds(verify::Report const& report, std::string_view code) {
  for (auto const& finding : report.findings)
    if (finding.code == code) return true;
  return false;
}

std::string codes(verify::Report const& report) {
  std::string all;
  for (auto const& finding : report.findings) all += finding.code + " ";
  return all;
}

verify::Never never() {
  return verify::load_never(source() / "dialogs").value();
}

}  // namespace

TEST_CASE("what is shipped is proved") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    auto const report = verify::check(shipped(name), never());
    for (auto const& finding : report.findings)
      MESSAGE(finding.where, " ", finding.code, " ", finding.what);
    CHECK(report.findings.empty());
    CHECK(report.states > 10);
  }
}

TEST_CASE("the proof is the same with several threads as with one") {
  auto const loaded = shipped("intake");
  auto changed = *loaded.dialog;
  changed.turns_max = 3;
  changed.families[changed.family(dialog::Shared::help)].lines.clear();
  auto broken = loaded;
  broken.dialog = std::make_shared<dialog::Dialog const>(std::move(changed));
  auto const alone = [](auto const& dialog, auto const& state, auto const& input) {
    return engine::step(dialog, state, input);
  };
  for (auto const& each : {loaded, broken}) {
    auto const many = verify::check(each, never()), one = verify::check(each, never(), alone);
    CHECK(many.states == one.states);
    CHECK(many.transitions == one.transitions);
    CHECK(many.longest_turns == one.longest_turns);
    REQUIRE(many.findings.size() == one.findings.size());
    for (std::size_t i = 0; i < one.findings.size(); ++i) {
      CHECK(many.findings[i].what == one.findings[i].what);
      CHECK(many.findings[i].talk == one.findings[i].talk);
    }
  }
  CHECK_FALSE(verify::check(broken, never()).findings.empty());
}

TEST_CASE("every state of random talks lies in the proved set") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    auto const loaded = shipped(name);
    REQUIRE(loaded.dialog);
    verify::Projection const key(*loaded.dialog);
    std::unordered_set<verify::Key, verify::KeyHash> proved;
    auto const watch = [&](dialog::Dialog const& dialog, State const& state, Input const& input) {
      auto stepped = engine::step(dialog, state, input);
      proved.insert(key(stepped.state));
      return stepped;
    };
    (void)verify::check(loaded, never(), watch);
    std::size_t outside = 0;
    for (unsigned seed = 1; seed < 120; ++seed) {
      std::mt19937 chance(seed);
      auto at = engine::begin(*loaded.dialog, seed);
      for (int i = 0; i < 150; ++i) {
        at = engine::step(*loaded.dialog, at.state, random_input(*loaded.dialog, at.state, chance));
        if (!proved.contains(key(at.state))) ++outside;
      }
    }
    CAPTURE(name);
    CHECK(outside == 0);
  }
}

TEST_CASE("faults in the engine are found") {
  struct Row {
    char const* why;
    char const* code;
    std::function<void(dialog::Dialog const&, State const&, Input const&, Stepped&)> spoil;
    char const* dialog = "intake";
  };
  auto const is = [](Input const& input, engine::Action action) {
    auto const* done = std::get_if<engine::Do>(&input);
    return done && done->action == action;
  };
  auto const alarmed = [](Input const& input) {
    auto const* said = std::get_if<engine::Say>(&input);
    return said && said->reading.tier >= nlu::Tier::check_in;
  };
  std::vector<Row> const rows = {
      {"says nothing to a complaint", "FY101",
       [](auto&, auto&, auto& input, auto& to) {
         auto const* said = std::get_if<engine::Say>(&input);
         if (said && said->reading.move == nlu::Move::complaint) to.turn.lines.clear();
       }},
      {"asks nothing after a repair", "FY101",
       [](auto&, auto&, auto&, auto& to) {
         if (to.state.repaired) to.turn.asks = false;
       }},
      {"does not count a turn", "FY101",
       [&](auto&, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::help)) to.state.turn = from.turn;
       }},
      {"shows no help lines in a crisis", "FY102",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input)) to.turn.help.show = false;
       }},
      {"keeps the words of a crisis", "FY102",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input)) to.turn.keep_words = true;
       }},
      {"answers danger with something else first", "FY102",
       [&](auto& dialog, auto&, auto& input, auto& to) {
         if (alarmed(input))
           to.turn.lines.insert(to.turn.lines.begin(),
                                {.line = dialog.families[dialog.family(dialog::Shared::skip)].lines[0]});
       }},
      {"misses danger in an offer", "FY102",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (alarmed(input) && from.mode == Mode::offer) to = engine::step(dialog, from, engine::Say{});
       },
       "checkin"},
      {"misses danger after the end", "FY102",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (alarmed(input) && from.mode == Mode::ended) to = engine::step(dialog, from, engine::Say{});
       }},
      {"goes on talking in a crisis", "FY102",
       [&](auto&, auto&, auto& input, auto& to) {
         if (alarmed(input) && to.state.mode == Mode::hold &&
             to.state.at.question != dialog::no_question)
           to.state.mode = Mode::talking;
       }},
      {"does not stop in a detour", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::stop) && from.mode == Mode::hold)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"shows no help lines when asked", "FY103",
       [&](auto&, auto&, auto& input, auto& to) {
         if (is(input, engine::Action::help)) to.turn.help.show = false;
       }},
      {"skips nothing at one question", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::skip) && from.mode == Mode::talking && from.at.question == 2)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"does not say how to reach a person", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::person) && from.mode == Mode::talking)
           to = engine::step(dialog, from, engine::Do{engine::Action::why});
       }},
      {"does not go back", "FY103",
       [&](auto& dialog, auto& from, auto& input, auto& to) {
         if (is(input, engine::Action::back) && from.mode == Mode::talking)
           to = engine::step(dialog, from, engine::Do{engine::Action::repeat});
       }},
      {"ends without the consultation", "FY104",
       [](auto&, auto&, auto&, auto& to) {
         if (to.turn.phase == engine::Phase::ended && !to.state.hurt && to.turn.lines.size() > 1)
           to.turn.lines.pop_back();
       }},
      {"ends without an ending", "FY104",
       [](auto&, auto&, auto&, auto& to) {
         if (to.turn.phase == engine::Phase::ended) to.turn.lines.erase(to.turn.lines.begin());
       }},
      {"hides help in an ending after a hard moment", "FY104",
       [&](auto&, auto&, auto& input, auto& to) {
         if (to.turn.phase == engine::Phase::ended && !alarmed(input)) to.turn.help.show = false;
       }},
      {"asks a minor for a contact", "FY105",
       [](auto& dialog, auto& from, auto&, auto& to) {
         if (!from.minor) return;
         to.state.mode = Mode::talking;
         for (std::size_t i = 0; i < dialog.questions.size(); ++i)
           if (dialog.questions[i].role == dialog::Role::contact)
             to.state.at.question = static_cast<dialog::QuestionIndex>(i);
         to.turn.asks = true;
         to.turn.ask.question = to.state.at.question;
         to.turn.phase = engine::Phase::talking;
         if (to.turn.lines.empty()) to.turn.lines.push_back({.line = 0});
       }},
      {"goes on with the milestones after a plan", "FY105",
       [](auto&, auto& from, auto&, auto& to) {
         if (from.crises < 2 || to.state.mode == Mode::ended) return;
         to.state.mode = Mode::talking;
         to.state.at = {.question = 0};
         to.turn.phase = engine::Phase::talking;
         to.turn.asks = true;
         to.turn.ask.question = 0;
       }},
      {"takes silence for consent", "FY106",
       [](auto& dialog, auto& from, auto& input, auto& to) {
         auto const* said = std::get_if<engine::Say>(&input);
         if (said && from.mode == Mode::talking && from.at.question < dialog.questions.size() &&
             dialog.questions[from.at.question].kind == dialog::Kind::consent &&
             said->reading.answer == nlu::Answer::unsure)
           to.state.marks[from.at.question] = dialog::first_mark;
       }},
      {"says four bubbles", "FY107",
       [](auto&, auto&, auto&, auto& to) {
         while (to.turn.lines.size() < 4 && !to.turn.lines.empty())
           to.turn.lines.push_back(to.turn.lines.front());
       }},
      {"asks twice", "FY108",
       [](auto& dialog, auto&, auto&, auto& to) {
         if (to.turn.lines.size() == 1)
           to.turn.lines.push_back({.line = dialog.families[dialog.questions[0].ask].lines[0]});
       }},
  };
  for (auto const& row : rows) {
    CAPTURE(row.why);
    auto const loaded = shipped(row.dialog);
    REQUIRE(loaded.dialog);
    auto const faulty = [&](dialog::Dialog const& dialog, State const& state, Input const& input) {
      auto stepped = engine::step(dialog, state, input);
      row.spoil(dialog, state, input, stepped);
      return stepped;
    };
    auto const report = verify::check(loaded, never(), faulty);
    CAPTURE(codes(report));
    CHECK(finds(report, row.code));
    for (auto const& finding : report.findings)
      if (finding.code == row.code) CHECK_FALSE(finding.talk.empty());
  }
}

TEST_CASE("faults in the files are found, and name the file") {
  struct Row {
    char const* why;
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
