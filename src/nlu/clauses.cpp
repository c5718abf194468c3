#include "nlu/clauses.h"

#include <algorithm>
#include <optional>

namespace foyer::nlu {
namespace {

struct Divider {
  std::string_view word;
  Joint joint;
};

// Sorted by word. "so", "that", "que" do not divide: "so sad", "the day that".
constexpr Divider dividers[] = {
    {"although", Joint::contrast}, {"and", Joint::loose},        {"aunque", Joint::contrast},
    {"because", Joint::reason},    {"but", Joint::contrast},     {"e", Joint::loose},
    {"except", Joint::contrast},   {"however", Joint::contrast}, {"mas", Joint::loose},
    {"ni", Joint::loose},          {"nor", Joint::loose},        {"o", Joint::loose},
    {"or", Joint::loose},          {"pero", Joint::contrast},    {"porque", Joint::reason},
    {"pues", Joint::loose},        {"since", Joint::reason},     {"sino", Joint::contrast},
    {"then", Joint::loose},        {"though", Joint::contrast},  {"u", Joint::loose},
    {"unless", Joint::contrast},   {"until", Joint::reason},     {"y", Joint::loose},
    {"yet", Joint::loose}};

std::optional<Joint> divides(std::string_view word) {
  static constexpr std::string_view initials = "abehimnopstuy";
  if (word.size() > 8 || initials.find(word[0]) == std::string_view::npos) return std::nullopt;
  auto const* found = std::lower_bound(std::begin(dividers), std::end(dividers), word,
                                       [](Divider const& d, std::string_view w) { return d.word < w; });
  if (found == std::end(dividers) || found->word != word) return std::nullopt;
  return found->joint;
}

}  // namespace

void split_clauses(Text& text) {
  std::string_view const folded = text.folded;
  Clause current;
  auto close = [&](std::uint32_t end, std::uint32_t next, Joint joint) {
    current.end = end;
    if (end > current.begin)
      text.clauses.push_back(current);
    else
      joint = std::min(joint, current.joint);  // ", but" is one joint, the stronger of the two
    current = {next, next, joint};
  };
  for (auto const& token : text.tokens) {
    auto const word = folded.substr(token.begin, token.end - token.begin);
    if (token.begin >= current.begin && token.begin > 0)
      if (auto const joint = divides(word)) {
        auto const end = token.begin - 1 > current.begin ? token.begin - 1 : current.begin;
        bool const kept = word == "ni" || word == "nor" || word == "until" || word == "unless";
        close(end,
              kept ? token.begin : std::min(token.end + 1, static_cast<std::uint32_t>(folded.size())),
              *joint);
      }
    char const mark = token.end < folded.size() ? folded[token.end] : ' ';
    if (mark == ' ') continue;
    auto const next = std::min<std::uint32_t>(token.end + 2, static_cast<std::uint32_t>(folded.size()));
    close(std::max(token.end, current.begin), next,
          mark == ',' || mark == ':' ? Joint::loose : Joint::sentence);
  }
  auto const size = static_cast<std::uint32_t>(folded.size());
  if (current.begin < size || text.clauses.empty()) {
    current.end = size;
    text.clauses.push_back(current);
  }
}

}  // namespace foyer::nlu
