// parts.h - a turn in its parts, each over every typed (or tapped) moment of all visits. A part does its
// work once for each of them and says how many there are.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "moments.h"
#include "set_table.h"

namespace foyer::bench {

class Parts {
 public:
  Parts(service::Library const& library, std::vector<Moment> const& all);

  std::size_t read();
  std::size_t read_and_step() { return respond(typed_, false); }
  std::size_t read_step_and_frame() { return respond(typed_, true); }
  std::size_t step();
  std::size_t frame();
  // Each open button's words as patterns see them: what finds out that a button's own words were typed.
  std::size_t buttons();
  std::size_t normalise();
  std::size_t tapped() { return respond(tapped_, false); }
  std::size_t tapped_and_frame() { return respond(tapped_, true); }
  std::size_t table();

  std::size_t typed() const { return typed_.size(); }
  std::size_t used() const { return used_; }  // so that nothing computed is left out

 private:
  std::size_t respond(std::vector<Moment const*> const& moments, bool with_frame);
  std::string frame_of(Moment const& m, engine::Turn const& turn, nlu::Reading const& reading) const;

  service::Library const& library_;
  std::vector<Moment const*> typed_, tapped_;
  SetTable table_;
  std::size_t used_ = 0;
};

struct Part {
  char const* name;
  std::size_t (Parts::*run)();
};
inline constexpr std::array<Part, 10> all_parts = {{
    {"turns.read", &Parts::read},
    {"turns.read_step", &Parts::read_and_step},
    {"turns.read_step_frame", &Parts::read_step_and_frame},
    {"turns.step", &Parts::step},
    {"turns.frame", &Parts::frame},
    {"turns.buttons_normalised", &Parts::buttons},
    {"turns.normalise", &Parts::normalise},
    {"turns.tapped_step", &Parts::tapped},
    {"turns.tapped_step_frame", &Parts::tapped_and_frame},
    {"turns.set_table", &Parts::table},
}};

}  // namespace foyer::bench
