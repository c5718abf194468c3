#include "service/conversation.h"

#include <algorithm>

namespace foyer::service {

namespace {

using engine::Input;

constexpr std::array<std::string_view, 7> action_names = {"skip", "back", "repeat", "why",
                                                          "help", "stop", "person"};

nlu::Prefer prefer(std::string_view locale) {
  return locale == "es" ? nlu::Prefer::es : locale == "en" ? nlu::Prefer::en : nlu::Prefer::automatic;
}

// The button that the words name, of those that are offered now; in the visitor's language first, then
// in the others.
int named_option(Edition const& edition, std::string const& normalised, engine::Ask const& ask,
                 std::size_t locale) {
  auto const offered = [&](std::uint8_t option) {
    return std::ranges::find(ask.options, option) != ask.options.end();
  };
  for (std::size_t i = 0; i < edition.cues.size(); ++i) {
    auto const& cues = edition.cues[(locale + i) % edition.cues.size()][ask.question];
    for (auto const& match : cues.match(normalised))
      if (offered(match.label)) return match.label;
  }
  return -1;
}

// A button's own words, typed: whatever else they might mean, they mean that button.
int typed_button(Edition const& edition, std::string const& normalised, engine::Ask const& ask,
                 std::size_t locale) {
  auto const said = bare_words(normalised);
  for (auto const option : ask.options)
    if (edition.is_label(said, locale, ask.question, option)) return option;
  return -1;
}

// Whether a move gives way to the button that the words name: "that's enough" at the menu is its
// "finish", and "online" in answer to "on a screen or in a room?" is no question about the practice.
bool gives_way(nlu::Move move, std::string_view text) {
  constexpr long answer_spaces_max = 3;
  bool const asks =
      text.find('?') != std::string_view::npos || std::ranges::count(text, ' ') > answer_spaces_max;
  return move == nlu::Move::stop || move == nlu::Move::off_topic ||
         (move == nlu::Move::practical && !asks);
}

engine::Say say(Edition const& edition, nlu::Reader const& reader, engine::State const& state,
                std::string_view text, std::string_view locale) {
  engine::Say said;
  auto const open = engine::standing(*edition.dialog, state);
  auto const index = edition.locale_index(locale);
  bool const by_option =
      open.asks && (edition.dialog->question(open.ask.question).kind == dialog::Kind::choice ||
                    edition.dialog->question(open.ask.question).kind == dialog::Kind::menu);
  // If understanding itself fails, the visitor is shown help rather than left with a guess.
  try {
    auto const* cues = open.asks && !by_option ? &edition.cues[index][open.ask.question] : nullptr;
    auto const read_as = reader.text(text);
    said.reading = reader.read({.text = text, .cues = cues, .prefer = prefer(locale)}, read_as);
    if (!open.asks) return said;
    said.option = typed_button(edition, read_as.folded, open.ask, index);
    bool const typed = said.option >= 0;
    if (!typed && by_option) said.option = named_option(edition, read_as.folded, open.ask, index);
    if (typed || (by_option && said.option >= 0 && gives_way(said.reading.move, text)))
      said.reading.move = nlu::Move::none;
  } catch (std::exception const&) {
    said.failed = true;
  }
  return said;
}

}  // namespace

std::optional<engine::Action> action_of(std::string_view name) {
  auto const found = std::ranges::find(action_names, name);
  if (found == action_names.end()) return std::nullopt;
  return static_cast<engine::Action>(found - action_names.begin());
}

std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::optional<Input> input_of(Edition const& edition, nlu::Reader const& reader,
                              engine::State const& state, Deed const& deed, std::string_view locale) {
  switch (deed.kind) {
    case Deed::Kind::say:
      return Input{say(edition, reader, state, deed.words, locale)};
    case Deed::Kind::act:
      if (auto const action = action_of(deed.words)) return Input{engine::Do{*action}};
      return std::nullopt;
    case Deed::Kind::choose:
      break;
  }
  auto const open = engine::standing(*edition.dialog, state);
  if (!open.asks) return std::nullopt;
  auto const& question = edition.dialog->question(open.ask.question);
  for (auto const option : open.ask.options)
    if (question.options[option] == deed.words) return Input{engine::Choose{option}};
  return std::nullopt;
}

std::optional<Answered> respond(Edition const& edition, nlu::Reader const& reader,
                                engine::State const& state, Deed const& deed, std::string_view locale) {
  auto input = input_of(edition, reader, state, deed, locale);
  if (!input) return std::nullopt;
  auto stepped = engine::step(*edition.dialog, state, *input);
  Answered answered{stepped.state, std::move(stepped.turn), {}};
  if (auto* said = std::get_if<engine::Say>(&*input)) answered.reading = std::move(said->reading);
  return answered;
}

}  // namespace foyer::service
