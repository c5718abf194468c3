// moments.h - every turn of every visit, each as it stood before it was taken: so that any part of a
// turn can be measured alone, on the very same input.
#pragma once

#include <memory>
#include <vector>

#include "service/library.h"
#include "talks.h"

namespace foyer::bench {

struct Moment {
  std::shared_ptr<service::Edition const> edition;
  engine::State state;
  service::Deed deed;
  std::string locale;
  std::size_t locale_index = 0;
  nlu::CueSet const* cues = nullptr;        // what the reader is given, as the service gives it
  engine::Input input;                      // what the reader made of the deed
  service::Answered answered;               // what the engine made of the input
  std::vector<std::string const*> buttons;  // that are open
};

std::vector<Moment> moments(service::Library const& library, std::vector<Visit> const& visits);

}  // namespace foyer::bench
