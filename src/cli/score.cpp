#include "cli/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace foyer::cli {

void Score::add(std::set<std::string> const& gold, std::set<std::string> const& found) {
  ++rows_;
  right_ += gold == found;
  for (auto const& g : gold) found.contains(g) ? ++classes_[g].hit : ++classes_[g].missed;
  for (auto const& f : found)
    if (!gold.contains(f)) ++classes_[f].extra;
  if (gold.size() == 1 && found.size() == 1) ++confusion_[{*gold.begin(), *found.begin()}];
}

double Score::macro_f1(std::set<std::string> const& only) const {
  double sum = 0;
  int n = 0;
  for (auto const& [name, c] : classes_)
    if (c.hit + c.missed > 0 && (only.empty() || only.contains(name))) {
      sum += c.f1();
      ++n;
    }
  return n ? sum / n : 0;
}

int Score::pairs(std::string const& gold, std::string const& found) const {
  auto const at = confusion_.find({gold, found});
  return at == confusion_.end() ? 0 : at->second;
}

void Score::print(std::ostream& out) const {
  out << fmt::format("{:<24}{:>6}{:>11}{:>9}{:>7}   taken for\n", "class", "rows", "precision", "recall",
                     "F1");
  for (auto const& [name, c] : classes_) {
    std::vector<std::pair<int, std::string>> wrong;
    for (auto const& [pair, n] : confusion_)
      if (pair.first == name && pair.second != name) wrong.emplace_back(n, pair.second);
    std::sort(wrong.rbegin(), wrong.rend());
    std::string taken;
    for (std::size_t i = 0; i < wrong.size() && i < 4; ++i)
      taken += fmt::format("{} {}  ", wrong[i].second, wrong[i].first);
    out << fmt::format("{:<24}{:>6}{:>11.3f}{:>9.3f}{:>7.3f}   {}\n", name, c.hit + c.missed,
                       c.precision(), c.recall(), c.f1(), taken);
  }
}

}  // namespace foyer::cli
