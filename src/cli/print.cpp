#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/places.h"
#include "dialog/load.h"

namespace foyer::cli {

namespace {

struct Options {
  std::string dialogs, practices, practice = "demo", dialog = "healing", locale = "en", format = "text";
};

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

void print_text(dialog::Dialog const& dialog, dialog::Words const& words) {
  for (auto const& family : dialog.families) {
    if (family.lines.empty()) continue;
    fmt::print("\n{}\n", family.id);
    for (auto const line : family.lines) fmt::print("    {}\n", words.text[line]);
  }
}

void print_html(dialog::Dialog const& dialog, dialog::Words const& words) {
  fmt::print(
      "<!doctype html>\n<html lang=\"{}\"><meta charset=\"utf-8\"><title>{}</title>\n<h1>{}</h1>\n",
      words.locale, dialog.id, dialog.id);
  for (auto const& family : dialog.families) {
    if (family.lines.empty()) continue;
    fmt::print("<h2>{}</h2>\n<ul>\n", escaped(family.id));
    for (auto const line : family.lines)
      fmt::print("<li id=\"{}\">{}</li>\n", escaped(dialog.lines[line]), escaped(words.text[line]));
    fmt::print("</ul>\n");
  }
  fmt::print("</html>\n");
}

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
  auto const* words = loaded.dialog->in(options.locale);
  if (!words) {
    fmt::print(stderr, "foyer: `{}` is not written in `{}`.\n", options.dialog, options.locale);
    return 2;
  }
  if (options.format == "html")
    print_html(*loaded.dialog, *words);
  else
    print_text(*loaded.dialog, *words);
  return 0;
}

}  // namespace

void add_print(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "print", "The script book: all that a dialog can ever say, for a clinician to read.");
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
