#include "nlu/rules.h"
#include "nlu/utf8.h"

namespace foyer::nlu {
namespace {

// The end of a word, or of the text, or a mark before a space.
constexpr std::string_view word_end = "(?:\\b|$|\\B )";

std::string folded_pattern(std::string_view written) {
  std::string out;
  for (std::size_t at = 0; at < written.size();) {
    auto const one = decode_one(written, at);
    at += one.bytes;
    if (one.character < 0x80) out += static_cast<char>(one.character);  // keeps \B, \S as they are
    else append_folded(out, one.character);
  }
  return out;
}

void replace_all(std::string& in, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = in.find(from, at)) != std::string::npos; at += to.size()) in.replace(at, from.size(), to);
}

// Authors forget that contractions are written out: "can't" in a pattern is read as "can not".
void expand_contractions(std::string& p) {
  static constexpr std::string_view pairs[][2] = {{"can't", "can not"}, {"cannot", "can not"}, {"won't", "will not"},
                                                  {"n't", " not"}, {"i'm", "i am"}, {"i've", "i have"}, {"i'd", "i would"},
                                                  {"i'll", "i will"}, {"it's", "it is"}, {"that's", "that is"}};
  if (p.find('\'') == std::string::npos && p.find("cannot") == std::string::npos) return;
  for (auto const& [from, to] : pairs) replace_all(p, from, to);
}

}  // namespace

std::string pattern_source(std::string_view written) {
  auto p = folded_pattern(written);
  expand_contractions(p);
  std::string out = p.starts_with("^") ? "" : "\\b";
  bool in_class = false;
  for (std::size_t i = 0; i < p.size(); ++i) {
    char const c = p[i];
    if (c == '\\' && i + 1 < p.size()) {
      out += c;
      out += p[++i];
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (c == ' ' && !in_class) out += ",? ";
    else if (c == '$' && !in_class) out += out.ends_with("\\?") ? "$" : "[.,;:!]?$";
    else if (c == '~') out += ' ';
    else out += c;
  }
  return p.ends_with("$") ? out : out.append(word_end);
}

}  // namespace foyer::nlu
