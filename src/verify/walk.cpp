#include "verify/walk.h"

#include <algorithm>
#include <deque>
#include <unordered_map>
#include <unordered_set>

#include "verify/alphabet.h"
#include "verify/key.h"
#include "verify/properties.h"

namespace foyer::verify {

using dialog::Dialog;
using dialog::no_question;
using engine::Mode;
using engine::State;
using engine::Stepped;

namespace {

constexpr std::size_t findings_max = 40;  // of one code: the first few show the fault
constexpr std::size_t states_max = 2'000'000;
constexpr std::uint32_t none = 0xffffffff;

struct Node {
  State state;
  std::uint32_t parent = none;
  std::string const* how = nullptr;  // a name in Walker::names_
};

class Walker {
 public:
  Walker(dialog::Loaded const& loaded, Step const& step, Report& report)
      : loaded_(loaded), dialog_(*loaded.dialog), step_(step), report_(report), facts_(dialog_), key_(dialog_) {}

  void run() {
    if (!key_.fits()) return find("FY109", where_of(no_question), "holds more than 64 different `when` conditions.", none, "");
    occurs_.assign(dialog_.families.size(), false);
    auto const first = engine::begin(dialog_, 1);
    note_lines(first.turn);
    reach(first.state, none, nullptr);
    for (std::size_t i = 0; i < nodes_.size() && nodes_.size() < states_max; ++i) expand(static_cast<std::uint32_t>(i));
    if (nodes_.size() >= states_max) find("FY109", where_of(no_question), "has more than two million states.", none, "");
    report_.states = nodes_.size();
    measure_longest();
    check_everything_occurs();
  }

 private:
  // Both extremes of what the key leaves out, for letters whose effect may hang on it.
  static std::array<State, 2> extremes(State const& state) {
    State low = state, high = state;
    low.repaired = false;
    low.asides = low.offers = low.abuse = 0;
    low.distress = false;
    high.repaired = true;
    high.asides = engine::asides_max;
    high.offers = engine::offers_max;
    high.abuse = engine::abuse_max;
    high.distress = true;
    high.since_disclosure = engine::disclosure_turns_max;
    low.since_disclosure = 0;
    return {low, high};
  }

  void expand(std::uint32_t index) {
    auto const pair = extremes(nodes_[index].state);
    bool const broad = kinds_seen_.insert(kind_of(pair[0])).second;
    auto const& alphabet = broad ? broad_ : narrow_;
    for (auto const& letter : alphabet) {
      take(index, pair[0], letter);
      if (letter.depends || broad) take(index, pair[1], letter);
    }
    auto const open = engine::standing(dialog_, pair[0]);
    if (!open.asks) return;
    for (auto const& letter : buttons(dialog_, open.ask)) take(index, pair[0], letter);
  }

  // The whole alphabet is tried once in each mode at each question; elsewhere one letter stands for those alike.
  std::uint32_t kind_of(State const& state) const {
    return (static_cast<std::uint32_t>(state.mode) << 9) | (std::uint32_t{state.hurt} << 8) | state.at.question;
  }

  void take(std::uint32_t index, State const& from, Letter const& letter) {
    auto const to = step_(dialog_, from, letter.input);
    ++report_.transitions;
    note_lines(to.turn);
    if (auto const found = breach(dialog_, facts_, {from, letter, to}))
      find(found->code, where_of(from.at.question), found->what + " (" + letter.name + ").", index, letter.name);
    reach(to.state, index, &*names_.insert(letter.name).first);
  }

  void reach(State const& state, std::uint32_t parent, std::string const* how) {
    auto const [entry, fresh] = index_.try_emplace(key_(state), static_cast<std::uint32_t>(nodes_.size()));
    if (fresh) nodes_.push_back({state, parent, how});
  }

  void note_lines(engine::Turn const& turn) {
    for (auto const& each : turn.lines)
      if (each.line < facts_.family_of.size()) occurs_[facts_.family_of[each.line]] = true;
    if (turn.asks && turn.ask.question < dialog_.questions.size()) asked_.insert(turn.ask.question);
  }

  std::string where_of(dialog::QuestionIndex question) const {
    if (question < loaded_.question_where.size()) return loaded_.question_where[question];
    return loaded_.question_where.empty() ? dialog_.id : loaded_.question_where.front();
  }

  void find(std::string const& code, std::string where, std::string what, std::uint32_t parent, std::string const& last) {
    if (++found_[code] > findings_max || !told_.insert(code + where + what).second) return;
    std::vector<std::string> talk;
    if (!last.empty()) talk.push_back(last);
    for (auto at = parent; at != none && nodes_[at].how; at = nodes_[at].parent) talk.push_back(*nodes_[at].how);
    std::ranges::reverse(talk);
    report_.findings.push_back({code, std::move(where), std::move(what), std::move(talk)});
  }

  // Answering (or skipping) always moves forward on the agenda, so the longest such talk is finite; a cycle is a fault.
  void measure_longest() {
    std::vector<std::int32_t> depth(nodes_.size(), 0);  // 0: unknown, -1: being measured
    auto const longest = measure(0, depth);
    report_.longest_turns = static_cast<std::size_t>(std::max(0, longest - 1));
    if (report_.longest_turns > dialog_.turns_max)
      find("FY110", where_of(no_question),
           "the longest talk has " + std::to_string(report_.longest_turns) + " turns, more than turns_max.", none, "");
  }

  std::vector<std::uint32_t> forward(std::uint32_t index) const {
    std::vector<std::uint32_t> next;
    auto const& state = nodes_[index].state;
    auto const open = engine::standing(dialog_, state);
    if (state.mode != Mode::talking || !open.asks) return next;
    auto const follow = [&](engine::Input const& input) {
      auto const found = index_.find(key_(step_(dialog_, state, input).state));
      if (found != index_.end()) next.push_back(found->second);
    };
    for (auto const option : open.ask.options) follow(engine::Choose{option});
    if (open.ask.options.empty()) follow(engine::Say{.reading = {.answer = nlu::Answer::yes}});
    follow(engine::Do{engine::Action::skip});
    return next;
  }

  std::int32_t measure(std::uint32_t root, std::vector<std::int32_t>& depth) {
    struct Frame {
      std::uint32_t node;
      std::vector<std::uint32_t> next;
      std::int32_t best = 0;
    };
    std::vector<Frame> stack;
    auto const open = [&](std::uint32_t node) {
      depth[node] = -1;
      stack.push_back({node, forward(node)});
    };
    open(root);
    while (!stack.empty()) {
      auto& frame = stack.back();
      if (frame.next.empty()) {
        auto const done = depth[frame.node] = frame.best + 1;
        stack.pop_back();
        if (!stack.empty()) stack.back().best = std::max(stack.back().best, done);
        continue;
      }
      auto const next = frame.next.back();
      frame.next.pop_back();
      if (depth[next] > 0) {
        frame.best = std::max(frame.best, depth[next]);
      } else if (depth[next] == 0) {
        open(next);
      } else {
        auto const at = nodes_[next].state.at.question;
        find("FY110", where_of(at), "answering leads back to the same place: the talk may never end.", frame.node, "");
      }
    }
    return depth[root];
  }

  void check_everything_occurs() {
    for (std::size_t i = 0; i < dialog_.questions.size(); ++i)
      if (!asked_.contains(static_cast<std::uint8_t>(i)))
        find("FY111", loaded_.question_where[i], "`" + dialog_.questions[i].id + "` can never be asked.", none, "");
    for (std::size_t f = 1; f < dialog_.families.size(); ++f) {
      auto const& family = dialog_.families[f];
      if (occurs_[f] || family.lines.empty() || is_overridden(family.id)) continue;
      find("FY112", loaded_.where.front()[family.lines.front()], "`" + family.id + "` can never be heard.", none, "");
    }
  }

  // Lines that another family stands in for: the practice's own answer, the question's own reply.
  bool is_overridden(std::string const& id) const {
    if (id.starts_with("practical.")) {
      auto const own = "practice." + id.substr(10);
      return std::ranges::any_of(dialog_.families, [&](auto const& each) { return each.id == own; });
    }
    return may_stay_silent(id);
  }

  // Shared lines that only dialogs with certain questions need.
  bool may_stay_silent(std::string const& id) const {
    return id.starts_with("reply.") || id == "felt.any" || id == "ending.away" || id.starts_with("practice.") || id.starts_with("ended.");
  }

  dialog::Loaded const& loaded_;
  Dialog const& dialog_;
  Step const& step_;
  Report& report_;
  Facts facts_;
  Projection key_;
  std::vector<Letter> narrow_ = letters(false), broad_ = letters(true);
  std::deque<Node> nodes_;
  std::unordered_map<Key, std::uint32_t, KeyHash> index_;
  std::unordered_set<std::string> names_, told_;
  std::unordered_set<std::uint32_t> kinds_seen_;
  std::unordered_set<std::uint8_t> asked_;
  std::unordered_map<std::string, std::size_t> found_;
  std::vector<bool> occurs_;
};

}  // namespace

void walk(dialog::Loaded const& loaded, Step const& step, Report& report) { Walker(loaded, step, report).run(); }

}  // namespace foyer::verify
