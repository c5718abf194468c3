#include "moments.h"

#include "service/frame.h"

namespace foyer::bench {
namespace {

// As service/conversation.cpp chooses them: a question of buttons has cues for its buttons only.
nlu::CueSet const* cues_of(service::Edition const& edition, engine::Turn const& open,
                           std::size_t locale) {
  if (!open.asks) return nullptr;
  auto const kind = edition.dialog->question(open.ask.question).kind;
  if (kind == dialog::Kind::choice || kind == dialog::Kind::menu) return nullptr;
  return &edition.cues[locale][open.ask.question];
}

void hold(service::Library const& library, Visit const& visit, std::vector<Moment>& all) {
  auto const edition = library.edition("demo", visit.dialog);
  if (!edition) return;
  auto state = engine::begin(*edition->dialog, visit.seed).state;
  for (auto const& deed : visit.deeds) {
    Moment moment{edition, state, deed, visit.locale, edition->locale_index(visit.locale)};
    auto const input = service::input_of(*edition, library.reader(), state, deed, visit.locale);
    auto answered = service::respond(*edition, library.reader(), state, deed, visit.locale);
    if (!input || !answered) return;
    auto const open = engine::standing(*edition->dialog, state);
    moment.cues = cues_of(*edition, open, moment.locale_index);
    if (open.asks)
      for (auto const option : open.ask.options)
        moment.buttons.push_back(
            &edition->dialog->words[moment.locale_index].labels[open.ask.question][option]);
    moment.input = *input;
    state = answered->state;
    moment.answered = std::move(*answered);
    all.push_back(std::move(moment));
  }
}

}  // namespace

std::vector<Moment> moments(service::Library const& library, std::vector<Visit> const& visits) {
  std::vector<Moment> all;
  for (auto const& visit : visits) hold(library, visit, all);
  return all;
}

}  // namespace foyer::bench
