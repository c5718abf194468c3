#include "verify/walk.h"

#include <algorithm>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "verify/longest.h"
#include "verify/worker.h"

namespace foyer::verify {

using dialog::no_question;
using engine::State;

namespace {

constexpr std::size_t states_max = 2'000'000;
constexpr std::size_t shared_level_min = 64;  // smaller levels are not worth a thread

class Walker {
 public:
  Walker(dialog::Loaded const& loaded, Engine const& engine, Report& report)
      : ground_(loaded, engine), dialog_(ground_.dialog), report_(report) {
    for (unsigned i = 0; i < std::max(1U, engine.threads); ++i) workers_.emplace_back(ground_);
  }

  void run() {
    if (!ground_.key.fits())
      return find("FY109", ground_.where_of(no_question),
                  "holds more than 64 different `when` conditions.", no_state, "");
    auto const first = engine::begin(dialog_, 1);
    workers_.front().note(first.turn);
    if (auto const breached = breach_at_first(dialog_, ground_.facts, first.turn))
      find(breached->code, ground_.where_of(0), breached->what + " (the first turn).", no_state, "");
    reach(ground_.key(first.state), first.state, {});
    for (std::size_t from = 0; from < ground_.nodes.size() && ground_.nodes.size() < states_max;) {
      auto const to = ground_.nodes.size();
      walk_level(from, to);
      from = to;
    }
    if (ground_.nodes.size() >= states_max)
      find("FY109", ground_.where_of(no_question), "has more than two million states.", no_state, "");
    sum_up();
    measure_longest();
    check_everything_occurs();
  }

 private:
  // Each worker takes a part that follows the one before it.
  void walk_level(std::size_t from, std::size_t to) {
    auto const workers = to - from < shared_level_min ? 1 : workers_.size();
    auto const work = [&](std::size_t w) {
      auto const begin = from + (to - from) * w / workers, end = from + (to - from) * (w + 1) / workers;
      for (auto i = begin; i < end; ++i) workers_[w].expand(static_cast<std::uint32_t>(i));
    };
    std::vector<std::thread> threads;
    for (std::size_t w = 1; w < workers; ++w) threads.emplace_back(work, w);
    work(0);
    for (auto& thread : threads) thread.join();
    for (auto& worker : workers_) take_over(worker);
  }

  void take_over(Worker& worker) {
    for (auto& each : worker.found)
      find(each.code, std::move(each.where), std::move(each.what), each.from, each.last);
    State state;
    for (auto const& each : worker.fresh) {
      if (ground_.index.find(each.key) != no_state) continue;
      SparseStates::read(each.node.state, state);
      reach(each.key, state, each.node);
    }
    worker.end_level();
  }

  // The whole alphabet is tried once in each mode at each question; elsewhere one letter stands for
  // those alike.
  static std::uint32_t kind_of(State const& state) {
    return (static_cast<std::uint32_t>(state.mode) << 9) | (std::uint32_t{state.hurt} << 8) |
           state.at.question;
  }

  void reach(Key const& key, State const& state, Node node) {
    node.broad = kinds_seen_.insert(kind_of(state)).second;
    node.state = ground_.states.add(state);
    ground_.index.add(key);
    ground_.nodes.push_back(node);
  }

  void sum_up() {
    report_.states = ground_.nodes.size();
    occurs_.assign(dialog_.families.size(), 0);
    asked_.assign(dialog_.questions.size(), 0);
    for (auto const& worker : workers_) {
      report_.transitions += worker.transitions;
      for (std::size_t i = 0; i < occurs_.size(); ++i) occurs_[i] |= worker.occurs[i];
      for (std::size_t i = 0; i < asked_.size(); ++i) asked_[i] |= worker.asked[i];
    }
  }

  void find(std::string const& code, std::string where, std::string what, std::uint32_t parent,
            std::string const& last) {
    if (++found_[code] > findings_max || !told_.insert(code + where + what).second) return;
    std::vector<std::string> talk;
    if (!last.empty()) talk.push_back(last);
    auto const& nodes = ground_.nodes;
    for (auto at = parent; at != no_state && nodes[at].how; at = nodes[at].parent)
      talk.push_back(*nodes[at].how);
    std::ranges::reverse(talk);
    report_.findings.push_back({code, std::move(where), std::move(what), std::move(talk)});
  }

  void measure_longest() {
    auto longest = longest_talk(ground_, [&](std::uint32_t node, std::uint32_t from) {
      find("FY110", ground_.where_of(ground_.state(node).at.question),
           "answering leads back to the same place: the talk may never end.", from, "");
    });
    report_.longest_turns = longest.size();
    if (report_.longest_turns > dialog_.turns_max)
      report_.findings.push_back({"FY110", ground_.where_of(no_question),
                                  "the longest talk has " + std::to_string(report_.longest_turns) +
                                      " turns, more than turns_max.",
                                  std::move(longest)});
  }

  void check_everything_occurs() {
    for (std::size_t i = 0; i < dialog_.questions.size(); ++i)
      if (!asked_[i])
        find("FY111", ground_.loaded.question_where[i],
             "`" + dialog_.questions[i].id + "` can never be asked.", no_state, "");
    for (std::size_t f = 1; f < dialog_.families.size(); ++f) {
      auto const& family = dialog_.families[f];
      if (occurs_[f] || family.lines.empty() || is_overridden(family.id)) continue;
      find("FY112", ground_.loaded.where.front()[family.lines.front()],
           "`" + family.id + "` can never be heard.", no_state, "");
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

  bool asks_for_feelings() const {
    return std::ranges::any_of(dialog_.questions,
                               [](auto const& each) { return each.about == dialog::About::feeling; });
  }

  bool has_menu() const {
    return std::ranges::any_of(dialog_.questions,
                               [](auto const& each) { return each.kind == dialog::Kind::menu; });
  }

  // Shared lines that only dialogs with certain questions need.
  bool may_stay_silent(std::string const& id) const {
    return id.starts_with("reply.") || id == "felt.any" || (id == "felt.both" && !asks_for_feelings()) ||
           id == "ending.away" || id.starts_with("practice.") || (id == "menu.pick" && !has_menu()) ||
           id.starts_with("ended.") || (id.starts_with("offer.") && !asks_for_feelings());
  }

  Ground ground_;
  dialog::Dialog const& dialog_;
  Report& report_;
  std::vector<Worker> workers_;
  std::unordered_set<std::string> told_;
  std::unordered_set<std::uint32_t> kinds_seen_;
  std::unordered_map<std::string, std::size_t> found_;
  std::vector<char> occurs_, asked_;
};

}  // namespace

void walk(dialog::Loaded const& loaded, Engine const& engine, Report& report) {
  Walker(loaded, engine, report).run();
}

}  // namespace foyer::verify
