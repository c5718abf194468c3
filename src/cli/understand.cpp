#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/reading_help.h"

namespace foyer::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view whos[] = {"self", "other"};
constexpr std::string_view times[] = {"now", "past", "hypothetical"};

Json or_null(std::string_view name) {
  return name == "none" ? Json(nullptr) : Json(name);
}

Json to_json(nlu::Reading const& reading) {
  Json feelings = Json::array();
  for (auto const& f : reading.feelings)
    feelings.push_back({{"name", nlu::feeling_names[f.name]},
                        {"said", f.said},
                        {"kind", f.implied ? "implied" : "named"},
                        {"negated", f.negated},
                        {"who", whos[static_cast<std::size_t>(f.who)]},
                        {"time", times[static_cast<std::size_t>(f.time)]}});
  Json json = {
      {"label", main_label(reading)},
      {"answer", or_null(to_string(reading.answer))},
      {"move", or_null(to_string(reading.move))},
      {"confidence", reading.confidence},
      {"feelings", feelings},
      {"risk", {{"tier", to_string(reading.tier)}, {"kind", or_null(to_string(reading.risk))}}}};
  if (reading.topic != nlu::Topic::none) json["topic"] = to_string(reading.topic);
  return json;
}

Json because(nlu::Reading const& reading) {
  Json list = Json::array();
  for (auto const& evidence : reading.because)
    list.push_back({{"rule", evidence.rule}, {"words", evidence.words}});
  return list;
}

struct Options {
  std::string locale = "auto";
  std::string dialogs;
  bool why = false;
};

int understand(Options const& options) {
  auto const dialogs = find_dialogs(options.dialogs);
  auto const reader = nlu::Reader::load(dialogs);
  if (!reader) {
    std::cerr << reader.error().where << ": " << reader.error().what << '\n';
    return 1;
  }
  auto const cues = QuestionCues::load(dialogs);
  auto const prefer = options.locale == "en"   ? nlu::Prefer::en
                      : options.locale == "es" ? nlu::Prefer::es
                                               : nlu::Prefer::automatic;
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    std::string_view text = line;
    nlu::CueSet const* own = nullptr;
    if (auto const tab = text.find('\t'); tab != std::string_view::npos) {
      own = cues.of(text.substr(0, tab));
      text = text.substr(tab + 1);
    }
    auto const reading = reader->read({.text = text, .cues = own, .prefer = prefer});
    auto json = to_json(reading);
    if (options.why) {
      json["read_as"] = reader->normalised(text);
      json["because"] = because(reading);
    }
    std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  }
  return 0;
}

}  // namespace

void add_understand(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "understand", "read lines (text, or question TAB text), print what was understood");
  command->add_option("--locale", options->locale, "which language breaks a tie")
      ->check(CLI::IsMember({"en", "es", "auto"}));
  command->add_option("--dialogs", options->dialogs, "folder of the dialogs");
  command->add_flag(
      "--why", options->why,
      "also print the text as rules see it, the rules that hit, and the words they matched");
  command->callback([options, &exit_code] { exit_code = understand(*options); });
}

}  // namespace foyer::cli
