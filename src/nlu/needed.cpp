#include "nlu/needed.h"

#include <algorithm>
#include <limits>
#include <set>

namespace foyer::nlu {
namespace {

constexpr std::size_t exact_max =
    300;  // strings that a part of a pattern may stand for, before it is only "something"
constexpr std::size_t product_max = 60;  // strings made by joining parts that vary
constexpr std::size_t phrases_max = 120;
constexpr std::size_t class_max = 10;
constexpr std::size_t needed_max = 400;
constexpr std::size_t atom_bytes_min = 2;
constexpr std::size_t sets_max = 3;

using Strings = std::set<std::string>;

// What is known of a part: exactly these strings, or one of each set of `needed` in it (nothing known
// when empty).
struct Part {
  bool exact = false;
  Strings strings;
  std::vector<Strings> needed;
};

Part const anything{};

double frequency(std::string_view atom) {
  static constexpr std::string_view small[] = {
      "a",    "am",   "and", "at",   "be", "but", "can",  "de",   "do",   "el",   "en",
      "es",   "feel", "for", "have", "i",  "in",  "is",   "it",   "just", "know", "la",
      "like", "lo",   "me",  "mi",   "my", "no",  "not",  "of",   "on",   "que",  "se",
      "so",   "that", "the", "this", "to", "was", "what", "with", "y",    "you"};
  while (atom.starts_with(' ')) atom.remove_prefix(1);
  while (atom.ends_with(' ')) atom.remove_suffix(1);
  double rarest = 1;
  double all = 1;
  for (std::size_t at = 0; at <= atom.size();) {
    auto const end = std::min(atom.find(' ', at), atom.size());
    auto const word = atom.substr(at, end - at);
    bool const common = std::find(std::begin(small), std::end(small), word) != std::end(small);
    double const n = static_cast<double>(word.size());
    double const f = common ? 0.5 : std::min(0.3, 2.5 / (n * n * n + 1));
    rarest = std::min(rarest, f);
    all *= std::max(f, 0.3);
    at = end + 1;
  }
  return rarest * all;
}

double frequency(Strings const& needed) {
  if (needed.empty()) return std::numeric_limits<double>::infinity();
  double sum = 0;
  for (auto const& atom : needed) sum += frequency(std::string_view(atom));
  return sum;
}

std::vector<Strings> needed_of(Part const& part) {
  if (!part.exact) return part.needed;
  bool const usable = std::all_of(part.strings.begin(), part.strings.end(), [](std::string const& s) {
    return s.size() >= atom_bytes_min && s != "  ";
  });
  if (!usable) return {};
  return {part.strings};
}

// Adds to a conjunction, of which only the rarest sets are kept, rarest first.
void also(std::vector<Strings>& needed, std::vector<Strings> more) {
  for (auto& set : more)
    if (std::find(needed.begin(), needed.end(), set) == needed.end()) needed.push_back(std::move(set));
  std::stable_sort(needed.begin(), needed.end(),
                   [](Strings const& a, Strings const& b) { return frequency(a) < frequency(b); });
  if (needed.size() > sets_max) needed.resize(sets_max);
}

// A large set of phrases, cut down to the rarest word of each, with the spaces that stand beside it.
Strings rarest_words(Strings const& phrases) {
  Strings words;
  for (std::string_view const phrase : phrases) {
    std::string_view rarest;
    for (std::size_t at = phrase.find_first_not_of(' '); at < phrase.size();) {
      auto const end = std::min(phrase.find(' ', at), phrase.size());
      auto const from = at > 0 ? at - 1 : at;
      auto const word = phrase.substr(from, std::min(end + 1, phrase.size()) - from);
      if (rarest.empty() || frequency(word) < frequency(rarest)) rarest = word;
      at = end + 1;
    }
    if (rarest.size() < atom_bytes_min) return phrases;
    words.emplace(rarest);
  }
  return words;
}

// Words have one space between them, so a space that ends one part and begins the next is the same
// space.
std::string joined(std::string const& a, std::string const& b) {
  bool const twice = a.ends_with(' ') && b.starts_with(' ');
  return twice ? a + b.substr(1) : a + b;
}

bool may_multiply(std::size_t a, std::size_t b) {
  return a * b <= product_max || ((a == 1 || b == 1) && a * b <= exact_max);
}

class Reader {
 public:
  explicit Reader(std::string_view pattern) : p_(pattern) {}

  Part alternatives() {
    std::vector<Part> parts{sequence()};
    while (at_ < p_.size() && p_[at_] == '|') {
      ++at_;
      parts.push_back(sequence());
    }
    return parts.size() == 1 ? parts[0] : either(parts);
  }

 private:
  static Part either(std::vector<Part> const& parts) {
    Part out{true, {}, {}};
    for (auto const& part : parts) {
      out.exact = out.exact && part.exact;
      out.strings.insert(part.strings.begin(), part.strings.end());
    }
    if (out.exact && out.strings.size() <= exact_max) return out;
    Strings any;
    for (auto const& part : parts) {
      auto const needed = needed_of(part);
      if (needed.empty()) return anything;
      any.insert(needed[0].begin(), needed[0].end());
    }
    return any.size() <= needed_max ? Part{false, {}, {any}} : anything;
  }

  Part sequence() {
    std::vector<Strings> needed;
    Part run{true, {""}, {}};  // exact parts that follow each other
    bool whole = true;
    while (at_ < p_.size() && p_[at_] != '|' && p_[at_] != ')') {
      auto const part = repeated(one());
      if (part.exact && may_multiply(run.strings.size(), part.strings.size())) {
        Strings product;
        for (auto const& a : run.strings)
          for (auto const& b : part.strings) product.insert(joined(a, b));
        run.strings = std::move(product);
        continue;
      }
      whole = false;
      also(needed, needed_of(run));
      also(needed, needed_of(part));
      run = part.exact ? part : Part{true, {""}, {}};
    }
    if (whole) return run;
    also(needed, needed_of(run));
    return {false, {}, std::move(needed)};
  }

  Part one() {
    char const c = p_[at_];
    if (c == '(') {  // authors write groups with and without "?:"
      at_ += p_.substr(at_, 3) == "(?:" ? 3 : 1;
      auto part = alternatives();
      if (at_ < p_.size()) ++at_;  // the closing parenthesis
      return part;
    }
    if (c == '[') {
      at_ = std::min(p_.find(']', at_ + 2), p_.size() - 1) + 1;
      return letters_of(c);
    }
    at_ += c == '\\' ? 2 : 1;
    if (c == '\\' || c == '.') return anything;
    return {true, {std::string(1, c)}, {}};
  }

  // "[ao]" and "[3-7]" are exactly so many strings; larger classes are anything.
  Part letters_of(char) const {
    auto const open = p_.rfind('[', at_ - 2);
    auto const inside = p_.substr(open + 1, at_ - open - 2);
    if (inside.find_first_of("^\\") != std::string_view::npos) return anything;
    Part part{true, {}, {}};
    for (std::size_t i = 0; i < inside.size(); ++i) {
      bool const range = i + 2 < inside.size() && inside[i + 1] == '-';
      for (char c = inside[i]; c <= (range ? inside[i + 2] : inside[i]); ++c)
        part.strings.insert(std::string(1, c));
      if (range) i += 2;
    }
    return part.strings.size() <= class_max ? part : anything;
  }

  Part repeated(Part part) {
    while (at_ < p_.size()) {
      char const c = p_[at_];
      if (c == '*') {
        part = anything;
      } else if (c == '?') {
        if (part.exact && part.strings.size() < exact_max)
          part.strings.insert("");
        else
          part = anything;
      } else if (c == '+') {
        part = {false, {}, needed_of(part)};
      } else if (c == '{') {
        bool const optional = p_.substr(at_ + 1, 1) == "0" || p_.substr(at_ + 1, 1) == ",";
        part = optional ? anything : Part{false, {}, needed_of(part)};
        at_ = std::min(p_.find('}', at_), p_.size() - 1);
      } else {
        break;
      }
      ++at_;
    }
    return part;
  }

  std::string_view p_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::vector<std::string>> needed_words(std::string_view filter) {
  std::vector<std::vector<std::string>> sets;
  for (auto const& set : needed_of(Reader(filter).alternatives())) {
    auto const small = set.size() <= phrases_max ? set : rarest_words(set);
    sets.emplace_back(small.begin(), small.end());
  }
  return sets;
}

}  // namespace foyer::nlu
