#include "nlu/normalise.h"

#include <algorithm>

#include "nlu/utf8.h"
#include "nlu/words.h"

namespace foyer::nlu {
namespace {

// Folded bytes, each with the place in the original it came from.
struct Raw {
  std::string bytes;
  std::vector<std::uint32_t> from;
};

struct Piece {
  std::uint32_t begin = 0, end = 0;  // in Raw
  char mark = 0;                     // a punctuation mark, or 0 for a word
};

std::string_view cut(std::string_view typed) {
  if (typed.size() <= text_bytes_max) return typed;
  std::size_t end = text_bytes_max;
  while (end > text_bytes_max - 4 && (static_cast<unsigned char>(typed[end]) & 0xC0) == 0x80) --end;
  return typed.substr(0, end);
}

Raw fold(std::string_view typed, Lexicon const& lexicon, std::string& original) {
  Raw raw;
  raw.bytes.reserve(typed.size() + 16);
  raw.from.reserve(typed.size() + 16);
  original.reserve(typed.size());
  for (std::size_t at = 0; at < typed.size();) {
    if (auto const byte = static_cast<unsigned char>(typed[at]); byte < 0x80) {  // nearly all of it
      raw.from.push_back(static_cast<std::uint32_t>(original.size()));
      original += typed[at++];
      append_folded(raw.bytes, byte);
      continue;
    }
    auto const one = decode_one(typed, at);
    at += one.bytes;
    auto const place = static_cast<std::uint32_t>(original.size());
    append_utf8(original, one.character);
    if (auto const* name = lexicon.emoji(one.character)) {
      raw.bytes.append(" ").append(*name).append(" ");
    } else if (is_pictograph(one.character)) {
      raw.bytes += ' ';
    } else {
      append_folded(raw.bytes, one.character);
    }
    raw.from.resize(raw.bytes.size(), place);
  }
  raw.from.push_back(static_cast<std::uint32_t>(original.size()));
  return raw;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_inner(char c) {
  return c == '\'' || c == '@' || c == '$' || c == '*' || c == '!' || c == '|' || c == '+';
}

// Signs that may stand for a letter belong to the word when a letter follows; '%' when a digit stands
// before.
std::uint32_t word_end(std::string const& s, std::uint32_t at) {
  auto end = at;
  for (auto i = at; i < s.size(); ++i) {
    if (is_word(s[i]) || s[i] == '*')
      end = i + 1;
    else if (s[i] == '%' && i > at && s[i - 1] >= '0' && s[i - 1] <= '9')
      return i + 1;
    else if ((s[i] == '.' || s[i] == ',' || s[i] == ':' || s[i] == '/') && i + 1 < s.size() && i > at &&
             s[i - 1] >= '0' && s[i - 1] <= '9' && s[i + 1] >= '0' && s[i + 1] <= '9')
      continue;
    else if (!is_inner(s[i]))
      break;
  }
  return end;
}

char mark_of(char c) {
  switch (c) {
    case '.':
    case ',':
    case ';':
    case '?':
    case '!':
    case ':':
    case '"':
      return c;
    case '\n':
    case '\r':
      return '.';
    case '(':
    case ')':
    case '[':
    case ']':
      return ',';
    default:
      return 0;
  }
}

// The longest emoticon that stands at this place, as its name's length; words may not begin inside one.
std::string const* emoticon_at(std::string const& s, std::uint32_t at, Lexicon const& lexicon,
                               std::uint32_t& length) {
  if (at > 0 && is_word(s[at - 1]) && s[at] != ':' && s[at] != ';') return nullptr;
  for (std::uint32_t n = 4; n >= 2; --n)
    if (at + n <= s.size() && (at + n == s.size() || !is_word(s[at + n]) || !is_word(s[at + n - 1])))
      if (auto const* name = lexicon.emoticon(std::string_view(s).substr(at, n))) {
        length = n;
        return name;
      }
  return nullptr;
}

class Writer {
 public:
  Writer(Text& text, Raw const& raw, Lexicon const& lexicon)
      : text_(text), raw_(raw), lexicon_(lexicon) {
    text_.folded.reserve(raw.bytes.size() + raw.bytes.size() / 4 + 8);
    text_.tokens.reserve(raw.bytes.size() / 4 + 4);
  }

  void word(std::uint32_t begin, std::uint32_t end) {
    read_word(std::string_view(raw_.bytes).substr(begin, end - begin), lexicon_, written_);
    put(written_, begin, end);
  }

  void put(std::string_view written, std::uint32_t begin, std::uint32_t end) {
    if (written.empty()) return;
    if (!text_.folded.empty()) text_.folded += ' ';
    auto const at = static_cast<std::uint32_t>(text_.folded.size());
    text_.folded += written;
    text_.tokens.push_back(
        {at, static_cast<std::uint32_t>(text_.folded.size()), raw_.from[begin], original_end(end)});
    rejoin();
  }

  // "k" and "k." are okay; within a sentence it is Spanish for "que".
  void alone() {
    if (text_.tokens.size() != 1) return;
    auto& token = text_.tokens.front();
    auto const begin = raw_.bytes.find_first_not_of(" \n\r\t");
    auto const word =
        std::string_view(raw_.bytes)
            .substr(begin, word_end(raw_.bytes, static_cast<std::uint32_t>(begin)) - begin);
    auto const* written = lexicon_.alone(word);
    if (!written) return;
    text_.folded.replace(token.begin, token.end - token.begin, *written);
    token.end = static_cast<std::uint32_t>(token.begin + written->size());
  }

  // One mark at most after a word, a question mark being the strongest: "?!..." is "?".
  void mark(char c) {
    auto& folded = text_.folded;
    if (c == '"') return text_.quotes.push_back(static_cast<std::uint32_t>(folded.size()));
    if (folded.empty()) return;
    char const last = folded.back();
    bool const marked =
        last == '.' || last == ',' || last == ';' || last == '?' || last == '!' || last == ':';
    if (!marked)
      folded += c;
    else if (rank(c) > rank(last))
      folded.back() = c;
  }

 private:
  static int rank(char c) { return c == '?' ? 4 : c == '!' ? 3 : c == '.' ? 2 : c == ';' ? 1 : 0; }

  std::uint32_t original_end(std::uint32_t end) const {
    auto place = raw_.from[end];
    auto const last = raw_.from[end - 1];
    if (place == last ||
        end == raw_.bytes.size()) {  // several folded bytes of one character, or the very end
      place = last + static_cast<std::uint32_t>(decode_one(text_.original, last).bytes);
    }
    return place;
  }

  // "my self" is written apart: two or three tokens become one.
  void rejoin() {
    auto& tokens = text_.tokens;
    for (std::size_t n = 2; n <= 3 && n <= tokens.size(); ++n) {
      auto& first = tokens[tokens.size() - n];
      auto const head = std::string_view(text_.folded).substr(first.begin, first.end - first.begin);
      if (!lexicon_.opens_phrase(head)) continue;
      auto const* one = lexicon_.joined(std::string_view(text_.folded).substr(first.begin));
      if (!one) continue;
      first.original_end = tokens.back().original_end;
      text_.folded.replace(first.begin, std::string::npos, *one);
      first.end = static_cast<std::uint32_t>(text_.folded.size());
      tokens.resize(tokens.size() - n + 1);
      return;
    }
  }

  Text& text_;
  Raw const& raw_;
  Lexicon const& lexicon_;
  std::string written_;
};

// Where a run of single letters with one sign or blank between ends: "d i e", "d.i.e", "s-u-i".
std::uint32_t spaced_end(std::string const& s, std::uint32_t at, std::string& letters) {
  letters.clear();
  std::uint32_t end = at;
  for (auto i = at;
       i < s.size() && s[i] >= 'a' && s[i] <= 'z' && (i + 1 == s.size() || !is_word(s[i + 1]));) {
    letters += s[i];
    end = i + 1;
    auto next = end;
    while (next < s.size() && next - end < 3 &&
           (s[next] == ' ' || s[next] == '.' || s[next] == '-' || s[next] == '_'))
      ++next;
    if (next == end) break;
    i = next;
  }
  return letters.size() >= 3 ? end : at;
}

// "i.want.to.die": words tied together by the same sign, three at least, have it for a blank. Where a
// run of them that holds `at` ends; `at` where there is none.
std::uint32_t tied_end(std::string const& s, std::uint32_t at) {
  std::size_t ties = 0;
  auto i = at;
  char tie = 0;
  while (i < s.size()) {
    auto const word = i;
    while (i < s.size() && s[i] >= 'a' && s[i] <= 'z') ++i;
    if (i == word) return at;
    bool const tied = i + 1 < s.size() && (s[i] == '.' || s[i] == '-' || s[i] == '_' || s[i] == '/') &&
                      s[i + 1] >= 'a' && s[i + 1] <= 'z' && (tie == 0 || tie == s[i]);
    if (!tied) break;
    tie = s[i++];
    ++ties;
  }
  return ties >= 2 ? i : at;
}

std::uint32_t write_word(Raw const& raw, std::uint32_t at, Lexicon const& lexicon, Writer& writer) {
  auto const& s = raw.bytes;
  if (at + 1 < s.size() && !is_word(s[at + 1])) {
    std::string letters;
    if (auto const end = spaced_end(s, at, letters); end > at)
      if (auto const joined = join_letters(letters, lexicon); !joined.empty()) {
        writer.put(joined, at, end);
        return end;
      }
  }
  auto end = word_end(s, at);
  if (end == at + 1 && s[at] == 'n' && s.compare(at, 3, "n/a") == 0) end = at + 3;  // "n/a" is a word
  writer.word(at, end);
  return end;
}

}  // namespace

Text normalise(std::string_view typed, Lexicon const& lexicon) {
  Text text;
  auto const raw = fold(cut(typed), lexicon, text.original);
  auto const& s = raw.bytes;
  Writer writer(text, raw, lexicon);
  std::uint32_t tied = 0;
  for (std::uint32_t at = 0; at < s.size();) {
    std::uint32_t length = 0;
    bool const sign_word = (s[at] == '@' || s[at] == '$') && at + 1 < s.size() && is_word(s[at + 1]);
    if (auto const* name =
            lexicon.opens_emoticon(s[at]) ? emoticon_at(s, at, lexicon, length) : nullptr) {
      writer.put(*name, at, at + length);
      at += length;
    } else if (is_word(s[at]) || sign_word) {
      tied = at < tied ? tied : tied_end(s, at);
      at = write_word(raw, at, lexicon, writer);
    } else {
      bool const dash = s[at] == '-' && at > 0 && at + 1 < s.size() &&
                        (s[at - 1] == ' ' || s[at + 1] == ' ' || s[at + 1] == '-');
      if (char const c = dash ? ',' : mark_of(s[at]); c && at >= tied) writer.mark(c);
      ++at;
    }
  }
  writer.alone();
  if (text.folded.empty() && s.find_first_not_of(" \n\r\t") != std::string::npos)
    text.folded = s.find('?') == std::string::npos ? "." : "?";
  return text;
}

}  // namespace foyer::nlu
