// The proof holds for what is shipped, and says the same whoever asks.
#include <doctest/doctest.h>

#include <algorithm>
#include <unordered_set>

#include "support.h"
#include "verify/key.h"

namespace foyer {

using namespace testing;
using engine::Input;
using engine::State;

TEST_CASE("what is shipped is proved") {
  for (auto const& name : dialog::dialog_names(source() / "dialogs")) {
    auto const report = verify::check(shipped(name), never());
    for (auto const& finding : report.findings)
      MESSAGE(finding.where, " ", finding.code, " ", finding.what);
    CHECK(report.findings.empty());
    CHECK(report.states > 10);
  }
}

TEST_CASE("a talk that is too long is told whole, turn by turn") {
  auto loaded = shipped("intake");
  auto changed = *loaded.dialog;
  changed.turns_max = 3;
  loaded.dialog = std::make_shared<dialog::Dialog const>(changed);
  auto const report = verify::check(loaded, never());
  auto const found = std::ranges::find(report.findings, "FY110", &verify::Finding::code);
  REQUIRE(found != report.findings.end());
  CHECK(found->talk.size() == report.longest_turns);
  CHECK(report.longest_turns > changed.turns_max);
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

}  // namespace foyer
