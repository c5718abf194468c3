// A conversation as bytes: what a talk came to is read back as it was; what was changed is refused, or is
// a state in which every step has an answer.
#include "fuzz.h"
#include "dialog/load.h"
#include "engine/codec.h"
#include "service/record.h"
#include "talk.h"

namespace foyer {
namespace {

using engine::State;
using fuzz::hold;
using fuzz::Input;

dialog::Dialog const& dialog() {
  static auto const loaded = dialog::load(fuzz::source() / "dialogs", "intake",
                                          dialog::load_practice(fuzz::source() / "practices/demo").value());
  hold(loaded.dialog != nullptr, "the shipped dialog loads");
  return *loaded.dialog;
}

// The first byte says how many of the next are deeds.
State talk(Input& input) {
  auto const deeds = input.byte();
  auto at = engine::begin(dialog(), deeds);
  for (int i = 0; i < deeds && !input.empty(); ++i)
    at = engine::step(dialog(), at.state, fuzz::deed_of(input.byte()));
  return at.state;
}

void hold_answers(State const& state) {
  engine::standing(dialog(), state);
  for (int deed = 0; deed <= 0xff; ++deed)
    engine::step(dialog(), state, fuzz::deed_of(static_cast<std::uint8_t>(deed)));
}

void kept(Input& input) {
  auto const state = talk(input);
  auto bytes = engine::encode(dialog(), state);
  auto const same = engine::decode(dialog(), bytes);
  hold(same && *same == state, "a talk is resumed where it stood");
  input.damage(bytes);
  auto const other = engine::decode(dialog(), bytes);
  if (!other) return;
  auto const again = engine::decode(dialog(), engine::encode(dialog(), *other));
  hold(again && *again == *other, "what was read is written and read again");
  hold_answers(*other);
}

void made_up(std::string_view bytes) {
  if (auto const state = engine::decode(dialog(), bytes)) hold_answers(*state);
}

void records(std::string_view text) {
  if (auto const standing = service::read_standing(text)) {
    auto const again = service::read_standing(write(*standing));
    hold(again && again->state == standing->state && again->disclosed == standing->disclosed,
         "a standing that was read is written and read again");
  }
  if (auto const turn = service::read_turn(text)) {
    auto const again = service::read_turn(write(*turn));
    hold(again && again->frame == turn->frame && again->kept == turn->kept, "so is a turn");
  }
}

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  Input input(data, size);
  switch (input.choice(3)) {
    case 0: kept(input); break;
    case 1: made_up(input.rest()); break;
    default: records(input.rest());
  }
  return 0;
}
