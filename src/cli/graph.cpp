#include <fmt/core.h>

#include "cli/agenda_drawing.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "dialog/load.h"

namespace foyer::cli {

namespace {

struct Options {
  std::string dialogs, practices, practice = "demo", dialog = "healing", locale = "en";
};

int run(Options const& options) {
  auto const practices = dialog::load_practices(options.practices);
  if (!practices) {
    fmt::print(stderr, "{}  {}\n", practices.error().where, practices.error().what);
    return 1;
  }
  for (auto const& practice : *practices) {
    if (practice.id != options.practice) continue;
    auto const loaded = dialog::load(options.dialogs, options.dialog, practice);
    for (auto const& fault : loaded.faults)
      fmt::print(stderr, "{}  {}  {}\n", fault.where, fault.code, fault.what);
    if (!loaded.dialog) return 1;
    auto const* words = loaded.dialog->in(options.locale);
    if (words) return fmt::print("{}", draw_agenda(*loaded.dialog, *words)), 0;
    fmt::print(stderr, "foyer: `{}` is not written in `{}`.\n", options.dialog, options.locale);
    return 2;
  }
  fmt::print(stderr, "foyer: there is no practice `{}`.\n", options.practice);
  return 2;
}

}  // namespace

void add_graph(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "graph", "Draw a dialog's agenda as SVG: foyer graph --dialog healing > healing.svg");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  command->add_option("--dialogs", options->dialogs)->capture_default_str();
  command->add_option("--practices", options->practices)->capture_default_str();
  command->add_option("--practice", options->practice, "whose wording is drawn")->capture_default_str();
  command->add_option("--dialog", options->dialog)->capture_default_str();
  command->add_option("--locale", options->locale)->capture_default_str();
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace foyer::cli
