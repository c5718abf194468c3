#include "script/script.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace foyer::script {

namespace {

constexpr std::string_view keywords =
    "dialog, locale, practice, seed, seeds, never; visitor, tap, do, means, walk; foyer, must, not, "
    "state, ask, help, kept";

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The first word, and what follows it.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
  text = trimmed(text);
  auto const end = std::min(text.find_first_of(" \t"), text.size());
  return {text.substr(0, end), trimmed(text.substr(end))};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    auto const [word, rest] = split(text);
    words.emplace_back(word);
    text = rest;
  }
  return words;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Act> act_of(std::string_view word) {
  if (word == "visitor") return Act::visitor;
  if (word == "tap") return Act::tap;
  if (word == "do") return Act::act;
  if (word == "means") return Act::means;
  if (word == "walk") return Act::walk;
  return std::nullopt;
}

std::optional<Kind> kind_of(std::string_view word) {
  if (word == "foyer") return Kind::foyer;
  if (word == "must") return Kind::must;
  if (word == "not") return Kind::never;
  if (word == "state") return Kind::state;
  if (word == "ask") return Kind::ask;
  if (word == "help") return Kind::help;
  if (word == "kept") return Kind::kept;
  return std::nullopt;
}

bool is_value_of(Kind kind, std::string_view value) {
  switch (kind) {
    case Kind::state:
      return value == "talking" || value == "paused" || value == "ended";
    case Kind::help:
      return value == "shown" || value == "none";
    case Kind::kept:
      return value == "yes" || value == "no";
    default:
      return !value.empty();
  }
}

class Parser {
 public:
  explicit Parser(std::string path) { script_.path = std::move(path); }

  Result<Script> parse(std::string_view text) {
    script_.steps.push_back({});
    while (!text.empty()) {
      auto const end = std::min(text.find('\n'), text.size());
      script_.text.emplace_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      take(trimmed(script_.text.back()));
      if (!fault_.empty()) return fail(where(script_.text.size()), fault_);
    }
    if (script_.text.empty() || !script_.text.front().starts_with("# "))
      return fail(where(1), "begins with a line `# …` that says what this talk protects.");
    if (script_.dialog.empty())
      return fail(where(1), "does not say which dialog it is held in: `dialog healing`.");
    if (script_.locales.empty())
      return fail(where(1), "does not say in which language it is held: `locale en`.");
    if (script_.steps.size() < 2)
      return fail(where(script_.text.size()), "holds nothing that a visitor does.");
    return std::move(script_);
  }

 private:
  std::string where(std::size_t line) const { return script_.path + ":" + std::to_string(line); }

  void take(std::string_view line) {
    if (line.empty() || line.front() == '#') return;
    auto const [word, rest] = split(line);
    auto const at = script_.text.size();
    if (auto const act = act_of(word)) {
      if (rest.empty()) fault_ = "`" + std::string(word) + "` needs to say what.";
      script_.steps.push_back({*act, std::string(rest), at, {}});
    } else if (auto const kind = kind_of(word)) {
      auto const [value, words] = split(rest);
      if (!is_value_of(*kind, value))
        fault_ = "`" + std::string(word) + "` cannot be `" + std::string(value) + "`.";
      script_.steps.back().expects.push_back({*kind, std::string(value), std::string(words), at});
    } else if (!take_front(word, rest)) {
      fault_ =
          "`" + std::string(word) + "` is no word of a talk; there are " + std::string(keywords) + ".";
    }
  }

  bool take_front(std::string_view word, std::string_view rest) {
    if (word == "dialog")
      script_.dialog = rest;
    else if (word == "locale")
      script_.locales = words_of(rest);
    else if (word == "practice")
      script_.practice = rest;
    else if (word == "never")
      script_.never.push_back({Kind::never, std::string(rest), "", script_.text.size()});
    else if (word == "seed")
      take_number(rest, script_.seed);
    else if (word == "seeds")
      take_number(rest, script_.seeds_to);
    else
      return false;
    return true;
  }

  void take_number(std::string_view text, std::uint64_t& into) {
    if (auto const value = number(text))
      into = *value;
    else
      fault_ = "`" + std::string(text) + "` is no number.";
  }

  Script script_;
  std::string fault_;
};

}  // namespace

Result<Script> parse(std::string path, std::string_view text) {
  return Parser(std::move(path)).parse(text);
}

std::string foyer_line(std::string_view id, std::string_view words) {
  constexpr std::size_t column = 46;
  auto line = "foyer    " + std::string(id);
  line.append(line.size() + 2 < column ? column - line.size() : 2, ' ');
  return line.append(words);
}

std::string_view family_of(std::string_view id) {
  return id.substr(0, std::min(id.rfind('.'), id.size()));
}

bool matches(std::string_view pattern, std::string_view id) {
  if (pattern.ends_with('*')) return id.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == id || pattern == family_of(id);
}

}  // namespace foyer::script
