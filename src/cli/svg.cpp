#include "cli/svg.h"

#include <sstream>

#include "service/conversation.h"

namespace foyer::cli {

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t lines_max) {
  std::vector<std::string> lines;
  std::istringstream words{std::string(text)};
  for (std::string word; words >> word;) {
    bool const fits =
        !lines.empty() && service::code_points(lines.back()) + 1 + service::code_points(word) <= width;
    if (fits) {
      lines.back() += " " + word;
    } else if (lines.size() == lines_max) {
      lines.back() += " …";
      break;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

}  // namespace foyer::cli
