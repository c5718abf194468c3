#include <algorithm>

#include "verify/properties.h"
#include "verify/wording.h"

namespace foyer::verify {

using dialog::Dialog;

namespace {

std::uint16_t count_words(std::string_view text) {
  std::uint16_t count = 0;
  bool inside = false;
  for (char const c : text) {
    bool const space = c == ' ' || c == '\n';
    if (!space && !inside) ++count;
    inside = !space;
  }
  return count;
}

bool starts_with_any(std::string_view id, std::initializer_list<std::string_view> starts) {
  return std::ranges::any_of(starts, [&](auto each) { return id.starts_with(each); });
}

bool all_lines(Dialog const& dialog, dialog::Family const& family, auto holds) {
  if (family.lines.empty()) return false;
  for (auto const& words : dialog.words)
    for (auto const line : family.lines)
      if (!holds(words.text[line])) return false;
  return true;
}

}  // namespace

Facts::Facts(Dialog const& dialog) : family_of(dialog.lines.size(), 0) {
  longest.resize(dialog.words.size());
  std::string const booking = "://", digits = "0123456789";
  for (std::size_t f = 0; f < dialog.families.size(); ++f) {
    auto const& family = dialog.families[f];
    for (auto const line : family.lines) family_of[line] = static_cast<dialog::FamilyIndex>(f);
    for (std::size_t l = 0; l < dialog.words.size(); ++l) {
      std::uint16_t most = 0;
      for (auto const line : family.lines)
        most = std::max(most, count_words(dialog.words[l].text[line]));
      longest[l].push_back(most);
    }
    auto const& id = family.id;
    is_ending.push_back(id.starts_with("ending."));
    is_consultation.push_back(id == "consultation" || id == "consultation.later");
    is_help_first.push_back(id == "disclosure-again");
    is_safety.push_back(starts_with_any(id, {"crisis.", "check-in.", "safety-", "fail-safe", "help"}));
    asks.push_back(all_lines(dialog, family, ends_in_question));
    // The numbers of help lines are no way to the practice.
    names_contact.push_back(is_consultation.back() ||
                            (!is_safety.back() && !is_ending.back() &&
                             all_lines(dialog, family, [&](std::string const& text) {
                               return text.find(booking) != std::string::npos ||
                                      text.find_first_of(digits) != std::string::npos;
                             })));
  }
}

}  // namespace foyer::verify
