#include "verify/longest.h"

#include <algorithm>

namespace foyer::verify {

namespace {

class Measure {
 public:
  Measure(Ground const& ground, std::function<void(std::uint32_t, std::uint32_t)> const& on_cycle)
      : ground_(ground), on_cycle_(on_cycle), depth_(ground.nodes.size(), unknown) {}

  std::vector<std::string> run() {
    open(0);
    while (!stack_.empty()) {
      auto& frame = stack_.back();
      if (frame.next == frame.end) {
        close();
        continue;
      }
      auto const next = ways_[--frame.end].to;
      if (depth_[next] > 0)
        frame.best = std::max(frame.best, depth_[next]);
      else if (depth_[next] == unknown)
        open(next);
      else
        on_cycle_(next, frame.node);
    }
    return talk();
  }

 private:
  static constexpr std::int32_t unknown = 0, measuring = -1;

  // The states that answering `node` leads to are ways_[next..end) while it is measured.
  struct Frame {
    std::uint32_t node;
    std::size_t next, end;
    std::int32_t best = 0;
  };

  struct Way {
    std::uint32_t to;
    std::string const* how;
  };

  // Down the deepest ways. Where a cycle was found the depths are no measure, and no talk is told.
  std::vector<std::string> talk() {
    std::vector<std::string> talk;
    for (std::uint32_t node = 0; depth_[node] > 1;) {
      ways_.clear();
      add_ways(ground_.state(node));
      auto const way = std::ranges::find_if(
          ways_, [&](Way const& each) { return depth_[each.to] == depth_[node] - 1; });
      if (way == ways_.end()) return {};
      talk.push_back(*way->how);
      node = way->to;
    }
    return talk;
  }

  void open(std::uint32_t node) {
    depth_[node] = measuring;
    auto const from = ways_.size();
    add_ways(ground_.state(node));
    stack_.push_back({node, from, ways_.size()});
  }

  void close() {
    auto const done = stack_.back();
    depth_[done.node] = done.best + 1;
    ways_.resize(done.next);
    stack_.pop_back();
    if (!stack_.empty()) stack_.back().best = std::max(stack_.back().best, done.best + 1);
  }

  void add_ways(engine::State const& state) {
    if (state.mode != engine::Mode::talking) return;
    engine::standing(ground_.dialog, state, open_);
    if (!open_.asks) return;
    for (auto const option : open_.ask.options)
      follow(state, ground_.buttons[open_.ask.question][option]);
    if (open_.ask.options.empty()) follow(state, says_yes_);
    follow(state, skips_);
  }

  void follow(engine::State const& state, Letter const& letter) {
    ground_.engine.step(ground_.dialog, state, letter.input, to_);
    auto const found = ground_.index.find(ground_.key(to_.state));
    if (found != no_state) ways_.push_back({found, &letter.name});
  }

  Letter const says_yes_{engine::Say{.reading = {.answer = nlu::Answer::yes}}, "says: yes"};
  Letter const skips_{engine::Do{engine::Action::skip}, "skip"};
  Ground const& ground_;
  std::function<void(std::uint32_t, std::uint32_t)> const& on_cycle_;
  std::vector<std::int32_t> depth_;
  std::vector<Way> ways_;
  std::vector<Frame> stack_;
  engine::Stepped to_;
  engine::Turn open_;
};

}  // namespace

std::vector<std::string> longest_talk(
    Ground const& ground, std::function<void(std::uint32_t, std::uint32_t)> const& on_cycle) {
  return Measure(ground, on_cycle).run();
}

}  // namespace foyer::verify
