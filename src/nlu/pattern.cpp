#include "nlu/pattern.h"

#include <algorithm>

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
    if (one.character < 0x80)
      out += static_cast<char>(one.character);  // keeps \B, \S as they are
    else
      append_folded(out, one.character);
  }
  return out;
}

void replace_all(std::string& in, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = in.find(from, at)) != std::string::npos; at += to.size())
    in.replace(at, from.size(), to);
}

// Authors forget that contractions are written out: "can't" in a pattern is read as "can not".
void expand_contractions(std::string& p) {
  static constexpr std::string_view pairs[][2] = {
      {"can't", "can not"}, {"cannot", "can not"}, {"won't", "will not"}, {"n't", " not"},
      {"i'm", "i am"},      {"i've", "i have"},    {"i'd", "i would"},    {"i'll", "i will"},
      {"it's", "it is"},    {"that's", "that is"}};
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
    if (c == ' ' && !in_class)
      out += ",? ";
    else if (c == '$' && !in_class)
      out += out.ends_with("\\?") ? "$" : "[.,;:!]?$";
    else if (c == '~')
      out += ' ';
    else
      out += c;
  }
  return p.ends_with("$") ? out : out.append(word_end);
}

namespace {

bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '~' || c == '%';
}

// A class of marks only ("[.,;!?]") stands for nothing in the filter's text.
bool only_marks(std::string_view inside) {
  return std::none_of(inside.begin(), inside.end(),
                      [](char c) { return is_word_char(c) || c == ' ' || c == '\\' || c == '^'; });
}

constexpr std::string_view nothing = "(?: *)";

// Copies what stands at p[i], a class, an escape or a sign, as the filter sees it; i moves to its last
// byte.
void filter_one(std::string_view p, std::size_t& i, std::string& out) {
  static constexpr std::string_view operators = "()|*+?{}.-\\";
  char const c = p[i];
  if (c == '\\' && i + 1 < p.size()) {
    char const escaped = p[++i];
    if (escaped == 'b' || escaped == 'B') return;
    if (is_word_char(escaped))
      out.append({c, escaped});
    else
      out += nothing;
  } else if (c == '[') {
    auto end = p.find(']', i + 2);
    if (end == std::string_view::npos) end = p.size() - 1;
    auto const inside = p.substr(i + 1, end - i - 1);
    if (only_marks(inside))
      out += nothing;
    else
      out += p.substr(i, end - i + 1);
    i = end;
  } else if (c == '~' || c == '^') {
    out += ' ';
  } else if (c == '$') {
    return;
  } else if (is_word_char(c) || c == ' ' || c == ',' || operators.find(c) != std::string_view::npos) {
    out += c;
  } else {
    out += nothing;
  }
}

bool inside_repeat(std::string_view p, std::size_t i) {  // the comma of "{0,3}"
  auto const open = p.rfind('{', i);
  return open != std::string_view::npos && p.find('}', open) > i;
}

}  // namespace

std::string filter_source(std::string_view written) {
  auto p = folded_pattern(written);
  expand_contractions(p);
  while (p.starts_with("\\b")) p.erase(0, 2);
  bool const opens_group = p.starts_with("(?:") && p.size() > 3 && is_word_char(p[3]);
  std::string out = !p.empty() && (is_word_char(p[0]) || opens_group) ? " " : "";
  for (std::size_t i = 0; i < p.size(); ++i) {
    bool const group = p.compare(i, 3, "(?:") == 0;
    if (group) {
      out += "(?:";
      i += 2;
    } else if (p[i] == ',' && !inside_repeat(p, i)) {
      out += nothing;
    } else {
      filter_one(p, i, out);
    }
  }
  bool const whole_word = !p.empty() && (is_word_char(p.back()) || p.back() == ')' || p.back() == '*');
  return whole_word ? out + " " : out;
}

std::string filter_text(std::string_view folded) {
  std::string out = " ";
  out.reserve(folded.size() + 2);
  for (char const c : folded) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '%' ||
        static_cast<unsigned char>(c) >= 0x80)
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

}  // namespace foyer::nlu
