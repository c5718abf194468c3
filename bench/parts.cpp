#include "parts.h"

#include "service/frame.h"

namespace foyer::bench {
namespace {

nlu::Prefer prefer(std::string const& locale) {
  return locale == "es" ? nlu::Prefer::es : nlu::Prefer::en;
}

}  // namespace

Parts::Parts(service::Library const& library, std::vector<Moment> const& all) : library_(library) {
  for (auto const& moment : all)
    (moment.deed.kind == service::Deed::Kind::say ? typed_ : tapped_).push_back(&moment);
}

std::size_t Parts::read() {
  for (auto const* m : typed_)
    used_ += library_.reader()
                 .read({.text = m->deed.words, .cues = m->cues, .prefer = prefer(m->locale)})
                 .feelings.size();
  return typed_.size();
}

std::size_t Parts::step() {
  engine::Stepped to;
  for (auto const* m : typed_) {
    engine::step(*m->edition->dialog, m->state, m->input, to);
    used_ += to.turn.lines.size();
  }
  return typed_.size();
}

std::size_t Parts::frame() {
  for (auto const* m : typed_) used_ += frame_of(*m, m->answered.turn, m->answered.reading).size();
  return typed_.size();
}

std::size_t Parts::buttons() {
  for (auto const* m : typed_)
    for (auto const* label : m->buttons) used_ += library_.reader().normalised(*label).size();
  return typed_.size();
}

std::size_t Parts::normalise() {
  for (auto const* m : typed_) used_ += library_.reader().normalised(m->deed.words).size();
  return typed_.size();
}

std::size_t Parts::table() {
  for (auto const* m : typed_) used_ += table_.reply(m->deed.words).size();
  return typed_.size();
}

std::size_t Parts::respond(std::vector<Moment const*> const& moments, bool with_frame) {
  for (auto const* m : moments) {
    auto const answered = service::respond(*m->edition, library_.reader(), m->state, m->deed, m->locale);
    used_ += with_frame ? frame_of(*m, answered->turn, answered->reading).size()
                        : answered->turn.lines.size();
  }
  return moments.size();
}

std::string Parts::frame_of(Moment const& m, engine::Turn const& turn,
                            nlu::Reading const& reading) const {
  service::Speaking speaking{.edition = *m.edition, .locale = m.locale_index};
  if (!reading.because.empty()) speaking.because = &reading.because.front();
  speaking.help = library_.help().json(turn.help, *library_.practice("demo"), m.locale);
  return service::turn_frame(speaking, 1, turn);
}

}  // namespace foyer::bench
