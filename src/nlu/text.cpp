#include "nlu/text.h"

#include <algorithm>

namespace foyer::nlu {

std::string Text::said(std::uint32_t begin, std::uint32_t end) const {
  auto first =
      std::partition_point(tokens.begin(), tokens.end(), [&](Token const& t) { return t.end <= begin; });
  auto last = std::partition_point(first, tokens.end(), [&](Token const& t) { return t.begin < end; });
  if (first == last) return {};
  auto const from = first->original_begin;
  return original.substr(from, (last - 1)->original_end - from);
}

std::uint32_t Text::clause_at(std::uint32_t position) const {
  auto after = std::partition_point(clauses.begin(), clauses.end(),
                                    [&](Clause const& c) { return c.begin <= position; });
  return after == clauses.begin() ? 0 : static_cast<std::uint32_t>(after - clauses.begin() - 1);
}

}  // namespace foyer::nlu
