#include "script/play.h"

#include <algorithm>

#include "service/frame.h"

namespace foyer::script {

namespace {

using service::Deed;

constexpr int walk_turns_max = 400;

class Player {
 public:
  Player(service::Edition const& edition, nlu::Reader const& reader, Script const& script,
         std::string const& locale, std::uint64_t seed)
      : edition_(edition),
        dialog_(*edition.dialog),
        reader_(reader),
        script_(script),
        locale_(locale),
        seed_(seed),
        words_(dialog_.words[edition.locale_index(locale)]) {}

  Played play() {
    check_names();
    auto at = engine::begin(dialog_, seed_);
    note(script_.steps.front(), at.turn);
    for (std::size_t i = 1; i < script_.steps.size(); ++i) {
      auto next = next_of(at, script_.steps[i]);
      if (!next) break;
      at = std::move(*next);
      note(script_.steps[i], at.turn);
    }
    return std::move(played_);
  }

 private:
  // A name that nothing has could never be heard, and `not` and `never` of it could never fail.
  void check_names() {
    for (auto const& each : script_.never) check_name(each);
    for (auto const& step : script_.steps)
      for (auto const& each : step.expects) check_name(each);
  }

  void check_name(Expectation const& expected) {
    auto const& pattern = expected.value;
    if (expected.kind == Kind::ask) {
      for (std::size_t q = 0; q < dialog_.questions.size() + dialog_.house.size(); ++q)
        if (dialog_.question(q).id == pattern) return;
      if (pattern != "none") miss(expected.line, "there is no question `" + pattern + "`.");
    } else if (expected.kind <= Kind::never) {
      if (std::ranges::none_of(dialog_.lines, [&](auto const& id) { return matches(pattern, id); }))
        miss(expected.line, "there is no line `" + pattern + "` in " + dialog_.id + ".");
    }
  }

  std::optional<engine::Stepped> next_of(engine::Stepped const& at, Step const& step) {
    if (step.act == Act::means) {
      if (auto const input = meant(step.words)) return engine::step(dialog_, at.state, *input);
      miss(step.line, "`means " + step.words + "`: the engine knows no such reading.");
      return std::nullopt;
    }
    if (step.act == Act::walk) return walked(at, step);
    auto const kind = step.act == Act::visitor ? Deed::Kind::say
                      : step.act == Act::tap   ? Deed::Kind::choose
                                               : Deed::Kind::act;
    auto answered = service::respond(edition_, reader_, at.state, {kind, step.words}, locale_);
    if (answered) return engine::Stepped{answered->state, std::move(answered->turn)};
    miss(step.line, step.act == Act::tap
                        ? "there is no button `" + step.words + "` here; " + buttons(at.turn)
                        : "there is no action `" + step.words + "`.");
    return std::nullopt;
  }

  // Answers until the talk is over; every turn on the way is heard and held against `never`.
  engine::Stepped walked(engine::Stepped at, Step const& step) {
    Walk walk(step.words);
    for (int turns = 0; turns < walk_turns_max && at.turn.phase != engine::Phase::ended; ++turns) {
      at = engine::step(dialog_, at.state, walk.next(dialog_, at.turn));
      hear(step, at.turn);
    }
    return at;
  }

  std::string buttons(engine::Turn const& turn) const {
    if (!turn.asks || turn.ask.options.empty()) return "there are none.";
    std::string all;
    for (auto const option : turn.ask.options)
      all += (all.empty() ? "there are: " : ", ") + dialog_.question(turn.ask.question).options[option];
    return all + ".";
  }

  void note(Step const& step, engine::Turn const& turn) {
    hear(step, turn);
    compare_lines(step, turn);
    for (auto const& expected : step.expects) compare(step, expected, turn);
    played_.turns.push_back(turn);
  }

  void hear(Step const& step, engine::Turn const& turn) {
    for (auto const& each : turn.lines) played_.heard.insert(dialog_.lines[each.line]);
    for (auto const& never : script_.never)
      if (among(never.value, turn))
        miss(never.line, "must never be heard, and is: `" + never.value + "`" + came(step, turn));
  }

  bool same(std::string_view pattern, std::string_view id) const {
    if (matches(pattern, id)) return true;
    return seed_ != script_.seed && family_of(pattern) == family_of(id);
  }

  bool among(std::string_view pattern, engine::Turn const& turn) const {
    return std::ranges::any_of(
        turn.lines, [&](auto const& each) { return same(pattern, dialog_.lines[each.line]); });
  }

  // The `foyer` lines of a step are the whole reply, in order.
  void compare_lines(Step const& step, engine::Turn const& turn) {
    std::vector<Expectation const*> expected;
    for (auto const& each : step.expects)
      if (each.kind == Kind::foyer) expected.push_back(&each);
    if (step.expects.empty() && step.act != Act::open)
      return miss(step.line,
                  "expects nothing of the reply (`foyer test --write` fills it in)" + came(step, turn));
    if (expected.empty()) return;
    bool equal = expected.size() == turn.lines.size();
    for (std::size_t i = 0; equal && i < expected.size(); ++i)
      equal = same(expected[i]->value, dialog_.lines[turn.lines[i].line]);
    if (equal) return;
    std::string wanted = "the reply is another one";
    for (auto const* each : expected) wanted += "\n      expected  " + each->value;
    miss(expected.front()->line, wanted + came(step, turn));
  }

  void compare(Step const& step, Expectation const& expected, engine::Turn const& turn) {
    auto const check = [&](std::string const& real, std::string const& name) {
      if (real != expected.value)
        miss(expected.line,
             name + " is `" + real + "`, not `" + expected.value + "`" + came(step, turn));
    };
    switch (expected.kind) {
      case Kind::foyer:
        return;
      case Kind::must:
        if (!among(expected.value, turn))
          miss(expected.line, "`" + expected.value + "` is not heard" + came(step, turn));
        return;
      case Kind::never:
        if (among(expected.value, turn))
          miss(expected.line, "`" + expected.value + "` is heard" + came(step, turn));
        return;
      case Kind::state:
        return check(phase(turn), "the state");
      case Kind::ask:
        return check(turn.asks ? dialog_.question(turn.ask.question).id : "none", "the open question");
      case Kind::help:
        return check(turn.help.show ? "shown" : "none", "help");
      case Kind::kept:
        return check(turn.keep_words ? "yes" : "no", "whether the words may be kept");
    }
  }

  static std::string phase(engine::Turn const& turn) {
    return turn.phase == engine::Phase::ended    ? "ended"
           : turn.phase == engine::Phase::paused ? "paused"
                                                 : "talking";
  }

  // What was said, and what came of it, in words.
  std::string came(Step const& step, engine::Turn const& turn) const {
    static constexpr std::array<std::string_view, 6> names = {"(opening)", "visitor", "tap",
                                                              "do",        "means",   "walk"};
    auto out =
        "\n      after     " + std::string(names[static_cast<std::size_t>(step.act)]) + " " + step.words;
    for (auto const& each : turn.lines)
      out +=
          "\n      came      " + dialog_.lines[each.line] + "  “" + service::spoken(words_, each) + "”";
    return out;
  }

  void miss(std::size_t line, std::string what) {
    if (seed_ != script_.seed) what = "(seed " + std::to_string(seed_) + ") " + what;
    if (locale_ != script_.locales.front()) what = "(" + locale_ + ") " + what;
    played_.failures.push_back({std::max<std::size_t>(line, 1), std::move(what)});
  }

  service::Edition const& edition_;
  dialog::Dialog const& dialog_;
  nlu::Reader const& reader_;
  Script const& script_;
  std::string const& locale_;
  std::uint64_t seed_;
  dialog::Words const& words_;
  Played played_;
};

// A step's `foyer` lines as the file has them, and as they would be written today.
struct Lines {
  std::vector<Expectation const*> old;
  std::vector<std::string> now;
};

Lines lines_of(service::Edition const& edition, Script const& script, Step const& step,
               engine::Turn const& turn) {
  auto const& dialog = *edition.dialog;
  auto const& words = dialog.words[edition.locale_index(script.locales.front())];
  Lines lines;
  for (auto const& each : step.expects)
    if (each.kind == Kind::foyer) lines.old.push_back(&each);
  for (std::size_t i = 0; i < turn.lines.size(); ++i) {
    auto const& id = dialog.lines[turn.lines[i].line];
    bool const kept = lines.old.size() == turn.lines.size() && matches(lines.old[i]->value, id);
    lines.now.push_back(
        foyer_line(kept ? lines.old[i]->value : id, service::spoken(words, turn.lines[i])));
  }
  return lines;
}

}  // namespace

Played play(service::Edition const& edition, nlu::Reader const& reader, Script const& script,
            std::string const& locale, std::uint64_t seed) {
  return Player(edition, reader, script, locale, seed).play();
}

std::size_t old_words(service::Edition const& edition, Script const& script, Played const& played) {
  std::size_t count = 0;
  for (std::size_t s = 0; s < played.turns.size(); ++s) {
    auto const lines = lines_of(edition, script, script.steps[s], played.turns[s]);
    if (lines.old.size() != lines.now.size()) continue;
    for (std::size_t i = 0; i < lines.old.size(); ++i)
      count += lines.now[i] != foyer_line(lines.old[i]->value, lines.old[i]->words);
  }
  return count;
}

std::string rewritten(service::Edition const& edition, Script const& script, Played const& played) {
  std::vector<std::string> before(script.text.size() + 2);  // written before the file's line n (1-based)
  std::vector<bool> dropped(script.text.size() + 2, false);
  for (std::size_t s = 0; s < played.turns.size(); ++s) {
    auto const& step = script.steps[s];
    auto const lines = lines_of(edition, script, step, played.turns[s]);
    // A step that only says what must or must not be heard stays as loose as it was written.
    if (lines.old.empty() && (!step.expects.empty() || s == 0)) continue;
    for (auto const* old : lines.old) dropped[old->line] = true;
    auto const at = lines.old.empty() ? step.line + 1 : lines.old.front()->line;
    for (auto const& line : lines.now) before[at] += line + "\n";
  }
  std::string out;
  for (std::size_t n = 1; n <= script.text.size(); ++n) {
    out += before[n];
    if (!dropped[n]) out += script.text[n - 1] + "\n";
  }
  return out + before[script.text.size() + 1];
}

}  // namespace foyer::script
