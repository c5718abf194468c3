#include "nlu/answers.h"

#include <algorithm>
#include <array>

namespace foyer::nlu {

Heard weigh_answers(Text const& text, std::vector<Hit> const& hits, std::vector<std::uint8_t> const& cued) {
  Heard heard;
  std::array<double, 8> weight{};
  for (auto const& hit : hits) {
    weight[static_cast<std::size_t>(hit.rule->says.answer)] += hit.rule->says.weight;
    heard.because.push_back({hit.rule->id, text.said(hit.begin, hit.end)});
  }
  if (!cued.empty()) weight[cued.front()] += 1;
  weight[0] = 0;
  auto const* best = std::max_element(weight.begin(), weight.end());
  if (*best <= 0) {
    heard.answer = text.folded.empty() ? Answer::none : Answer::unclear;
    return heard;
  }
  heard.answer = static_cast<Answer>(best - weight.begin());
  heard.confidence = 1;
  return heard;
}

}  // namespace foyer::nlu
