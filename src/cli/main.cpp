#include <exception>
#include <iostream>

#include "cli/commands.h"

namespace {

void add_commands(CLI::App& app, int& exit_code) {
  using namespace foyer::cli;
  add_check(app, exit_code);
  add_talk(app, exit_code);
  add_test(app, exit_code);
  add_graph(app, exit_code);
  add_print(app, exit_code);
  add_schema(app, exit_code);
  add_understand(app, exit_code);
  add_bench(app, exit_code);
  add_practice(app, exit_code);
  add_open(app, exit_code);
  add_shares(app, exit_code);
  add_export(app, exit_code);
  add_serve(app, exit_code);
  add_backup(app, exit_code);
  add_restore(app, exit_code);
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = 0;
  CLI::App app{"Foyer: a conversation before therapy, written by people and proved before it is held."};
  app.set_version_flag("--version", FOYER_VERSION);
  app.footer("Example: printf 'hi\\nin therapy\\n' | foyer talk --dialog healing --locale en");
  add_commands(app, exit_code);
  if (argc == 1) {
    std::cout << app.help();
    return 0;
  }
  try {
    app.parse(argc, argv);
  } catch (CLI::ParseError const& error) {
    auto const code = app.exit(error);
    return code == 0 ? 0 : 2;
  } catch (std::exception const& error) {
    std::cerr << "foyer: " << error.what() << '\n';
    return 1;
  }
  return exit_code;
}
