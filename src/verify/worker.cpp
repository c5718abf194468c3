#include "verify/worker.h"

namespace foyer::verify {

using engine::State;

namespace {

// Both extremes of what the key leaves out, for letters whose effect may hang on it.
State low_of(State const& state) {
  State low = state;
  low.repaired = false;
  low.asides = low.offers = low.abuse = 0;
  low.distress = false;
  low.since_disclosure = 0;
  return low;
}

State high_of(State const& state) {
  State high = state;
  high.repaired = true;
  high.asides = engine::asides_max;
  high.offers = engine::offers_max;
  high.abuse = engine::abuse_max;
  high.distress = true;
  high.abroad = true;
  high.since_disclosure = engine::disclosure_turns_max;
  return high;
}

}  // namespace

Ground::Ground(dialog::Loaded const& all, Engine const& under_proof)
    : loaded(all), dialog(*all.dialog), engine(under_proof), facts(dialog), key(dialog) {
  for (std::size_t place = 0; place < dialog.questions.size() + dialog.house.size(); ++place)
    buttons.push_back(verify::buttons(dialog.question(place)));
}

State Ground::state(std::uint32_t node) const {
  State state;
  SparseStates::read(nodes[node].state, state);
  return state;
}

std::string Ground::where_of(dialog::QuestionIndex question) const {
  if (question < loaded.question_where.size()) return loaded.question_where[question];
  return loaded.question_where.empty() ? dialog.id : loaded.question_where.front();
}

Worker::Worker(Ground const& ground)
    : occurs(ground.dialog.families.size(), 0),
      asked(ground.dialog.questions.size(), 0),
      ground_(ground) {}

void Worker::expand(std::uint32_t from) {
  auto const& node = ground_.nodes[from];
  auto const state = ground_.state(from);
  auto const low = low_of(state), high = high_of(state);
  for (auto const& letter : node.broad ? ground_.broad : ground_.narrow) {
    take(from, low, letter);
    if (letter.depends || node.broad) take(from, high, letter);
  }
  engine::standing(ground_.dialog, low, open_);
  if (!open_.asks) return;
  for (auto const option : open_.ask.options)
    take(from, low, ground_.buttons[open_.ask.question][option]);
  take(from, low, ground_.missing);
}

void Worker::take(std::uint32_t index, State const& from, Letter const& letter) {
  ground_.engine.step(ground_.dialog, from, letter.input, to_);
  ++transitions;
  note(to_.turn);
  if (auto const breached = breach(ground_.dialog, ground_.facts, {from, letter, to_}))
    if (++count_[breached->code] <= findings_max)
      found.push_back({breached->code, ground_.where_of(from.at.question),
                       breached->what + " (" + letter.name + ").", index, letter.name});
  auto const key = ground_.key(to_.state);
  if (ground_.index.find(key) != no_state || seen_.find(key) != no_state) return;
  seen_.add(key);
  fresh.push_back({key, {states_.add(to_.state), index, &letter.name}});
}

void Worker::note(engine::Turn const& turn) {
  for (auto const& each : turn.lines)
    if (each.line < ground_.facts.family_of.size()) occurs[ground_.facts.family_of[each.line]] = 1;
  if (turn.asks && turn.ask.question < asked.size()) asked[turn.ask.question] = 1;
}

void Worker::end_level() {
  fresh.clear();
  found.clear();
  seen_.clear();
  states_.clear();
}

}  // namespace foyer::verify
