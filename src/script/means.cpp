// What a script says that the visitor meant, as the Reading that a right reader would give: for lines of
// the dialog whose test is not the hearing.
#include <algorithm>
#include <sstream>

#include "script/play.h"

namespace foyer::script {

namespace {

// The value of a closed set with that name.
template <class Enum>
bool named(std::string_view name, Enum last, Enum& value) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (nlu::to_string(static_cast<Enum>(i)) != name) continue;
    value = static_cast<Enum>(i);
    return true;
  }
  return false;
}

bool feeling(std::string const& name, std::string const& said, bool implied, nlu::Reading& reading) {
  auto const* found = std::ranges::find(nlu::feeling_names, name);
  if (found == std::end(nlu::feeling_names)) return false;
  reading.answer = nlu::Answer::unclear;
  reading.told = true;
  reading.feelings.push_back({.name = static_cast<nlu::Feeling>(found - std::begin(nlu::feeling_names)),
                              .said = said.empty() ? name : said,
                              .implied = implied});
  return true;
}

}  // namespace

std::optional<engine::Input> meant(std::string_view what) {
  std::istringstream in{std::string(what)};
  std::string kind, first, second;
  in >> kind >> first >> second;
  engine::Say said;
  auto& reading = said.reading;
  bool known = false;
  if (kind == "feel-both")
    known = feeling(first, "", false, reading) && feeling(second, "", false, reading);
  if (kind == "feels" || kind == "implies") known = feeling(first, second, kind == "implies", reading);
  if (kind == "risk")
    known = named(first, nlu::Tier::crisis_now, reading.tier) &&
            named(second, nlu::Risk::off_topic, reading.risk);
  if (kind == "answer") known = reading.brief = named(first, nlu::Answer::unclear, reading.answer);
  if (kind == "move") known = named(first, nlu::Move::off_topic, reading.move);
  if (kind == "practical") {
    reading.move = nlu::Move::practical;
    known = named(first, nlu::Topic::other, reading.topic);
  }
  if (kind == "story" || kind == "loss") {
    reading.answer = nlu::Answer::unclear;
    known = reading.told = true;
    reading.loss = kind == "loss";
  }
  if (kind == "need") known = named(first, nlu::Need::reached, reading.need);
  if (kind == "minor") known = reading.minor = true;
  if (kind == "unreadable") known = said.failed = true;
  if (!known) return std::nullopt;
  return said;
}

}  // namespace foyer::script
