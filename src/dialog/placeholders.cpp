#include "dialog/placeholders.h"

#include <algorithm>

namespace foyer::dialog {

Values practice_values(Practice const& practice, std::string const& locale) {
  Values values = {{"practice", practice.name},
                   {"booking", practice.booking},
                   {"phone", practice.phone},
                   {"email", practice.email}};
  auto const places = practice.places.find(locale);
  values.emplace_back("places", places == practice.places.end() ? "" : places->second);
  return values;
}

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    auto const close = text.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return names;
}

std::string fill_placeholders(std::string_view text, Values const& values) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto const close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    auto const name =
        close == std::string_view::npos ? std::string_view() : text.substr(i + 1, close - i - 1);
    auto const found =
        std::ranges::find_if(values, [&](auto const& each) { return each.first == name; });
    if (close == std::string_view::npos || found == values.end()) {
      out += text[i++];
      continue;
    }
    out += found->second;
    i = close + 1;
  }
  return out;
}

}  // namespace foyer::dialog
