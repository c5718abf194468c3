#include <fmt/core.h>

#include <fstream>

#include "cli/commands.h"
#include "cli/places.h"
#include "dialog/words_schema.h"

namespace foyer::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string dialogs, dialog;
  bool write = false, patch = false;
};

int complain(Error const& error) {
  fmt::print(stderr, "{}  {}\n", error.where, error.what);
  return 1;
}

int write_all(fs::path const& folder, std::vector<dialog::Generated> const& schemas) {
  for (auto const& schema : schemas) {
    auto const path = folder / schema.file;
    std::ofstream out(path, std::ios::binary);
    out << schema.text;
    if (!out.flush()) return complain({path.string(), "cannot be written."});
    fmt::print("{}\n", path.string());
  }
  return 0;
}

int run(Options const& options) {
  auto const schemas = dialog::generated_schemas(options.dialogs);
  if (!schemas) return complain(schemas.error());
  if (options.write) return write_all(fs::path(options.dialogs) / "schema", *schemas);
  auto const wanted = options.dialog == "common" ? std::string("words.schema.json")
                                                 : options.dialog + ".words.schema.json";
  for (auto const& schema : *schemas)
    if (schema.file == wanted) {
      fmt::print("{}", options.patch
                           ? dialog::laid_out(dialog::as_patch(nlohmann::json::parse(schema.text)))
                           : schema.text);
      return 0;
    }
  fmt::print(stderr, "foyer: there is no dialog `{}` in {}.\n", options.dialog, options.dialogs);
  return 2;
}

}  // namespace

void add_schema(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "schema", "What a words file has to hold, as a JSON Schema that an editor understands.");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  auto* which =
      command->add_option("--dialog", options->dialog, "a dialog's name; also: common, safety");
  command->add_option("--dialogs", options->dialogs, "the folder of dialogs")->capture_default_str();
  auto* all =
      command->add_flag("--write", options->write, "write all of them into the folder's schema/");
  command->add_flag("--patch", options->patch, "of a practice's own wording over that dialog")
      ->needs(which);
  all->excludes(which);
  command->callback([options, which, all, &exit_code] {
    if (which->count() + all->count() == 0) throw CLI::RequiredError("--dialog or --write");
    exit_code = run(*options);
  });
}

}  // namespace foyer::cli
