// bench-turns [--sentences] - what one turn costs in memory, part by part, on one core: the typed
// answers of all talk tests, and a bare RE2::Set table on the same sentences in the same run.
#include <cstring>

#include "figures.h"
#include "moments.h"
#include "service/frame.h"
#include "set_table.h"
#include "whole.h"

namespace foyer::bench {
namespace {

constexpr int rounds = 3;  // all parts in turn, so that a noisy moment hits none of them alone
constexpr double round_seconds = 0.4;

nlu::Prefer prefer(std::string const& locale) {
  return locale == "es" ? nlu::Prefer::es : nlu::Prefer::en;
}

// Keeps what was computed from being left out.
std::size_t used = 0;

class Parts {
 public:
  Parts(service::Library const& library, std::vector<Moment> const& all) : library_(library) {
    for (auto const& moment : all)
      (moment.deed.kind == service::Deed::Kind::say ? typed_ : tapped_).push_back(&moment);
  }
  std::size_t typed() const { return typed_.size(); }

  std::size_t read() {
    for (auto const* m : typed_)
      used += library_.reader()
                  .read({.text = m->deed.words, .cues = m->cues, .prefer = prefer(m->locale)})
                  .feelings.size();
    return typed_.size();
  }
  std::size_t read_and_step() { return respond(typed_, false); }
  std::size_t framed() { return respond(typed_, true); }
  std::size_t tapped() { return respond(tapped_, false); }
  std::size_t tapped_framed() { return respond(tapped_, true); }
  std::size_t step() {
    engine::Stepped to;
    for (auto const* m : typed_) {
      engine::step(*m->edition->dialog, m->state, m->input, to);
      used += to.turn.lines.size();
    }
    return typed_.size();
  }
  std::size_t frame() {
    for (auto const* m : typed_) used += frame_of(*m, m->answered.turn, m->answered.reading).size();
    return typed_.size();
  }
  // Each open button's words as patterns see them: what finds out that a button's own words were typed.
  std::size_t buttons() {
    for (auto const* m : typed_)
      for (auto const* label : m->buttons) used += library_.reader().normalised(*label).size();
    return typed_.size();
  }
  std::size_t normalise() {
    for (auto const* m : typed_) used += library_.reader().normalised(m->deed.words).size();
    return typed_.size();
  }
  std::size_t table() {
    for (auto const* m : typed_) used += table_.reply(m->deed.words).size();
    return typed_.size();
  }

 private:
  std::size_t respond(std::vector<Moment const*> const& moments, bool with_frame) {
    for (auto const* m : moments) {
      auto const answered =
          service::respond(*m->edition, library_.reader(), m->state, m->deed, m->locale);
      used += with_frame ? frame_of(*m, answered->turn, answered->reading).size()
                         : answered->turn.lines.size();
    }
    return moments.size();
  }
  std::string frame_of(Moment const& m, engine::Turn const& turn, nlu::Reading const& reading) const {
    service::Speaking speaking{.edition = *m.edition, .locale = m.locale_index};
    if (!reading.because.empty()) speaking.because = &reading.because.front();
    speaking.help = library_.help().json(turn.help, *library_.practice("demo"), m.locale);
    return service::turn_frame(speaking, 1, turn);
  }

  service::Library const& library_;
  std::vector<Moment const*> typed_, tapped_;
  SetTable table_;
};

void measure(Parts& parts) {
  struct Part {
    char const* name;
    std::size_t (Parts::*run)();
    std::vector<double> speeds;
  };
  std::vector<Part> all = {{"turns.read", &Parts::read, {}},
                           {"turns.read_step", &Parts::read_and_step, {}},
                           {"turns.read_step_frame", &Parts::framed, {}},
                           {"turns.step", &Parts::step, {}},
                           {"turns.frame", &Parts::frame, {}},
                           {"turns.buttons_normalised", &Parts::buttons, {}},
                           {"turns.normalise", &Parts::normalise, {}},
                           {"turns.tapped_step", &Parts::tapped, {}},
                           {"turns.tapped_step_frame", &Parts::tapped_framed, {}},
                           {"turns.set_table", &Parts::table, {}}};
  for (auto& part : all) (parts.*part.run)();  // warms the automata up
  for (int round = 0; round < rounds; ++round)
    for (auto& part : all)
      part.speeds.push_back(per_second(round_seconds, [&] { return (parts.*part.run)(); }));
  for (auto const& part : all) figure(part.name, quantile(part.speeds, 0.5));
}

int run(bool sentences_only) {
  std::vector<std::string> faults;
  auto const library = service::Library::open(root() / "dialogs", root() / "practices", faults);
  if (!library) {
    fmt::print(stderr, "bench-turns: {}: {}\n", library.error().where, library.error().what);
    return 1;
  }
  auto const all = moments(**library, visits(root()));
  if (sentences_only) {
    for (auto const& moment : all)
      if (moment.deed.kind == service::Deed::Kind::say) fmt::print("{}\n", moment.deed.words);
    return 0;
  }
  Parts parts(**library, all);
  figure("turns.sentences", static_cast<double>(parts.typed()));
  measure(parts);
  auto const whole = whole_turns_per_second(visits(root()), rounds * round_seconds);
  figure("turns.whole_in_memory", whole ? *whole : 0);
  return used == 0;
}

}  // namespace
}  // namespace foyer::bench

int main(int argc, char** argv) {
  return foyer::bench::run(argc > 1 && std::strcmp(argv[1], "--sentences") == 0);
}
