#include "nlu/rulefile.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace foyer::nlu {
namespace {

using Json = nlohmann::json;
using Macros = std::map<std::string, std::string>;

// A label of a closed set by its name; false when there is none.
template <class Label>
bool label(std::string const& name, std::size_t count, Label& out) {
  for (std::size_t i = 1; i < count; ++i)
    if (to_string(static_cast<Label>(i)) == name) {
      out = static_cast<Label>(i);
      return true;
    }
  return false;
}

bool feeling(std::string const& name, Says& says) {
  auto const* found = std::find(std::begin(feeling_names), std::end(feeling_names), name);
  if (found == std::end(feeling_names)) return false;
  says.feeling = static_cast<Feeling>(found - std::begin(feeling_names));
  return says.feels = true;
}

std::uint32_t ignored(std::string const& name) {
  if (name == "negation") return scope_negation;
  if (name == "past") return scope_past;
  if (name == "person") return scope_person;
  if (name == "hypothetical") return scope_hypothetical;
  if (name == "quote") return scope_quote;
  if (name == "question") return scope_question;
  return name == "all" ? ~0U : 0;
}

// The names a scope file's marks may have, in the order of CueKind.
constexpr std::string_view cue_names[] = {"negation", "concord", "pseudo", "past",         "now",
                                          "self",     "other",   "bot",    "hypothetical", "quote",
                                          "question", "doubt",   "less"};

constexpr int macro_depth_max = 8;
constexpr std::size_t pattern_bytes_max = 64 * 1024;  // the longest authored one has some 3,400

bool names_macro(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
  });
}

struct Parser {
  std::string file;
  Layer layer;
  Macros macros;
  RuleFile out;

  void fault(std::string const& id, std::string const& what) {
    out.faults.push_back(file + " " + id + ": " + what);
  }

  void says(Json const& json, Rule& rule) {
    auto& says = rule.says;
    int kinds = 0;
    for (auto const& [key, value] : json.items()) {
      if (key == "weight") {
        says.weight = value.get<double>();
        continue;
      }
      auto const name = value.get<std::string>();
      bool good = true;
      if (key == "answer")
        good = ++kinds && label(name, 8, says.answer);
      else if (key == "move")
        good = ++kinds && label(name, 14, says.move);
      else if (key == "topic")
        good = label(name, topic_count, says.topic);
      else if (key == "feeling")
        good = ++kinds && feeling(name, says);
      else if (key == "risk")
        good = ++kinds && label(name, 19, says.risk);
      else if (key == "tier")
        good = name == "none" || label(name, 4, says.tier);
      else if (key == "kind")
        good = name == "named" || (says.implied = name == "implied");
      else if (key == "mark")
        good = ++kinds && mark(name, says);
      else
        fault(rule.id, "'" + key + "' is nothing a rule can say");
      if (!good) fault(rule.id, "there is no " + key + " '" + name + "'");
    }
    if (says.topic != Topic::none && says.move == Move::none) {
      says.move = Move::practical;
      ++kinds;
    }
    if (kinds != 1)
      fault(rule.id, "says must hold exactly one of answer, move, topic, feeling, risk, mark");
  }

  bool mark(std::string const& name, Says& says) {
    says.mark = name;
    return layer != Layer::scope || cue_kind(name);
  }

  std::string refused(std::string const& id, std::string const& what) {
    fault(id, what);
    return {};
  }

  // A pattern with its macros written out; empty after a fault. The bound keeps a macro that holds
  // itself, or ten that hold each other ten times, from growing without end.
  std::string expand(std::string const& id, std::string text, int depth = 0) {
    for (std::size_t at = 0; (at = text.find('%', at)) != std::string::npos;) {
      auto const end = text.find('%', at + 1);
      auto const name = end == std::string::npos ? std::string() : text.substr(at + 1, end - at - 1);
      if (!names_macro(name)) {
        ++at;
        continue;
      }
      auto const found = macros.find(name);
      if (found == macros.end()) return refused(id, "there is no macro %" + name + "%");
      if (depth > macro_depth_max || text.size() > pattern_bytes_max)
        return refused(id, "%" + name + "% holds itself, or grows too long");
      auto const before = out.faults.size();
      auto const expanded = expand(id, found->second, depth + 1);
      if (out.faults.size() > before) return {};
      text.replace(at, end - at + 1, expanded);
      at += expanded.size();
    }
    return text;
  }

  void rule(Json const& json) {
    Rule rule;
    rule.file = file;
    rule.id = json.value("id", "?");
    says(json.value("says", Json::object()), rule);
    for (auto const& name : json.value("ignores", std::vector<std::string>{})) {
      if (!ignored(name)) fault(rule.id, "there is no scope '" + name + "' to ignore");
      rule.ignores |= ignored(name);
    }
    for (auto const& pattern : json.value("patterns", std::vector<std::string>{}))
      rule.patterns.push_back(expand(rule.id, pattern));
    if (rule.patterns.empty()) fault(rule.id, "has no patterns");
    rule.catches = json.value("catches", std::vector<std::string>{});
    rule.misses = json.value("not", std::vector<std::string>{});
    for (auto const& [key, value] : json.items())
      if (key != "id" && key != "says" && key != "ignores" && key != "patterns" && key != "catches" &&
          key != "not" && key != "why")
        fault(rule.id, "'" + key + "' is not a part of a rule");
    out.rules.push_back(std::move(rule));
  }
};

}  // namespace

std::optional<CueKind> cue_kind(std::string_view mark) {
  auto const* found = std::find(std::begin(cue_names), std::end(cue_names), mark);
  if (found == std::end(cue_names)) return std::nullopt;
  return static_cast<CueKind>(found - std::begin(cue_names));
}

RuleFile parse_rule_file(std::filesystem::path const& path, Layer layer) {
  Parser parser{path.string(), layer, {}, {}};
  parser.macros = {{"START", "(?:^|[.,;:!?] |\\b(?:and|but|so|well|then|y|pero|pues|entonces) )"},
                   {"END", "(?:[.,;:!?]|$)"}};
  std::ifstream in(path);
  if (!in) {
    parser.fault("", "cannot be read");
    return std::move(parser.out);
  }
  try {
    auto const json = Json::parse(in, nullptr, true, true);
    auto const locale = json.value("locale", "");
    auto const macros = json.value("macros", Json::object());
    for (auto const& [name, text] : macros.items()) parser.macros[name] = text.get<std::string>();
    auto const rules = json.value("rules", Json::array());
    for (auto const& one : rules) {
      try {
        parser.rule(one);
        parser.out.rules.back().locale = locale;
      } catch (nlohmann::json::exception const& e) {
        parser.fault(one.is_object() ? one.value("id", "?") : "?", e.what());
      }
    }
  } catch (nlohmann::json::exception const& e) {
    parser.fault("", e.what());
  }
  return std::move(parser.out);
}

}  // namespace foyer::nlu
