#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/places.h"
#include "dialog/load.h"
#include "script/book.h"
#include "service/help_lines.h"

namespace foyer::cli {

namespace {

struct Options {
  std::string dialogs, practices, practice = "demo", dialog = "healing", locale = "en", format = "text";
};

int run(Options const& options) {
  auto const practice =
      dialog::load_practice(std::filesystem::path(options.practices) / options.practice);
  if (!practice) {
    fmt::print(stderr, "{}  {}\n", practice.error().where, practice.error().what);
    return 1;
  }
  auto const loaded = dialog::load(options.dialogs, options.dialog, *practice);
  for (auto const& fault : loaded.faults)
    fmt::print(stderr, "{}  {}  {}\n", fault.where, fault.code, fault.what);
  if (!loaded.dialog) return 1;
  if (!loaded.dialog->in(options.locale)) {
    fmt::print(stderr, "foyer: `{}` is not written in `{}`.\n", options.dialog, options.locale);
    return 2;
  }
  auto const help = service::HelpLines::load(options.dialogs);
  if (!help) {
    fmt::print(stderr, "{}  {}\n", help.error().where, help.error().what);
    return 1;
  }
  auto const book = script::book_of(*loaded.dialog, *practice, *help, options.locale);
  fmt::print("{}", options.format == "html" ? script::book_html(book) : script::book_text(book));
  return 0;
}

}  // namespace

void add_print(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "print", "The script book: all that a dialog can ever say, by id, for a clinician's signature.");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  command->add_option("dialog", options->dialog)->capture_default_str();
  command->add_option("--dialogs", options->dialogs)->capture_default_str();
  command->add_option("--practices", options->practices)->capture_default_str();
  command->add_option("--practice", options->practice)->capture_default_str();
  command->add_option("--locale", options->locale)->capture_default_str();
  command->add_option("--format", options->format)
      ->check(CLI::IsMember({"text", "html"}))
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace foyer::cli
