#include "service/help_lines.h"

#include <algorithm>

#include "dialog/json_source.h"

namespace foyer::service {

using nlohmann::json;

namespace {

bool holds(std::vector<std::string> const& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

std::string_view purpose_of(nlu::Risk kind) {
  switch (kind) {
    case nlu::Risk::abuse_now:
      return "abuse";
    case nlu::Risk::medical_now:
      return "medical";
    default:
      return "suicide";
  }
}

// A value that may differ by language: {"en": …, "es": …}, or the same in all.
json in_locale(json const& value, std::string const& locale) {
  if (!value.is_object() || !value.contains("en")) return value;
  return value.contains(locale) ? value[locale] : value["en"];
}

json link_in(json const& line, char const* key, std::string const& locale) {
  auto const found = line.find(key);
  if (found == line.end() || found->is_null()) return nullptr;
  auto link = in_locale(*found, locale);
  if (!link.is_object()) return nullptr;
  return {{"label", in_locale(link.value("label", json("")), locale)},
          {"href", in_locale(link.value("href", json("")), locale)}};
}

std::string written(json const& line, std::string const& locale) {
  json out = {{"id", line.at("id")},
              {"name", in_locale(line.at("name"), locale)},
              {"text", link_in(line, "text", locale)},
              {"call", link_in(line, "call", locale)},
              {"chat", link_in(line, "chat", locale)},
              {"hours", in_locale(line.value("hours", json("")), locale)},
              {"region", line.value("region", "us")},
              {"for", line.value("for", json::array())}};
  return out.dump();
}

}  // namespace

Result<HelpLines> HelpLines::load(std::filesystem::path const& dialogs) {
  auto const source = dialog::read_json(dialogs / "safety" / "resources.json");
  if (!source) return tl::unexpected(source.error());
  HelpLines help;
  try {
    auto const& list = source->value.is_array() ? source->value : source->value.at("lines");
    for (auto const& each : list) {
      Line line{each.value("for", std::vector<std::string>{"all"}),
                each.value("region", "us"),
                each.value("languages", std::vector<std::string>{"en"}),
                {}};
      for (auto const* locale : {"en", "es"}) line.json.emplace_back(locale, written(each, locale));
      help.lines_.push_back(std::move(line));
    }
  } catch (json::exception const& error) {
    return fail(source->file, std::string("does not have the shape of help lines: ") + error.what());
  }
  if (help.lines_.empty())
    return fail(source->file, "holds no help line: Foyer does not start without one.");
  return help;
}

std::string HelpLines::json(engine::Help const& help, dialog::Practice const& practice,
                            std::string_view locale) const {
  if (!help.show) return "[]";
  auto const purpose = purpose_of(help.kind);
  std::vector<std::pair<int, std::string>> chosen;
  for (auto const& line : lines_) {
    bool const world = line.region == "international";
    bool const local = !world && line.region != "us";
    bool const abroad = help.reach == engine::Reach::abroad;
    if (local && (help.reach != engine::Reach::here || !holds(practice.regions, line.region))) continue;
    if (world && !abroad && !holds(practice.regions, line.region)) continue;
    bool const youth = holds(line.purposes, "minor");
    bool const fits = holds(line.purposes, purpose) || (help.minor && youth);
    bool const any = holds(line.purposes, "all");
    if (!fits && !any && help.kind != nlu::Risk::none) continue;
    if (youth && !any && !help.minor) continue;
    // A danger with lines of its own (abuse, medical) has those first; otherwise the line that answers
    // everybody is.
    bool const own_first = purpose != "suicide";
    int const near = any ? (own_first ? 1 : 0) : fits ? (own_first ? 0 : 1) : 2;
    int const rank = (abroad && !world ? 6 : 0) + near + (holds(line.languages, locale) ? 0 : 3);
    for (auto const& [name, text] : line.json)
      if (name == locale) chosen.emplace_back(rank, text);
  }
  std::ranges::stable_sort(chosen, {}, &std::pair<int, std::string>::first);
  std::string out = "[";
  for (auto const& [rank, text] : chosen) out += (out.size() > 1 ? "," : "") + text;
  return out + "]";
}

}  // namespace foyer::service
