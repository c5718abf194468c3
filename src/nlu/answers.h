// answers.h - yes, somewhat, no, unsure, decline, not relevant: many small cues weighed into one answer.
#pragma once

#include <vector>

#include "nlu/reader.h"
#include "nlu/rules.h"

namespace foyer::nlu {

struct Heard {
  Answer answer = Answer::none;  // `unclear` when something was said but no answer stands out
  double confidence = 0;         // the margin over the next best, 0..1
  std::vector<Evidence> because;
};

// `hits` are those of Layer::answers with their scopes; `cued` are the question's own cues that matched,
// strongest first.
Heard weigh_answers(Text const& text, std::vector<Hit> const& hits,
                    std::vector<CueSet::Match> const& cued);

}  // namespace foyer::nlu
