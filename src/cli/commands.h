// commands.h - one function a command of `foyer`, each in a file of its own.
//
// A command writes its exit code: 0 fine, 1 found faults or failed, 2 used wrongly.
#pragma once

#include <CLI/CLI.hpp>

namespace foyer::cli {

void add_check(CLI::App& app, int& exit_code);
void add_talk(CLI::App& app, int& exit_code);
void add_print(CLI::App& app, int& exit_code);
void add_graph(CLI::App& app, int& exit_code);
void add_schema(CLI::App& app, int& exit_code);
void add_test(CLI::App& app, int& exit_code);
void add_understand(CLI::App& app, int& exit_code);
void add_bench(CLI::App& app, int& exit_code);
void add_practice(CLI::App& app, int& exit_code);
void add_open(CLI::App& app, int& exit_code);
void add_shares(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_serve(CLI::App& app, int& exit_code);
void add_backup(CLI::App& app, int& exit_code);
void add_restore(CLI::App& app, int& exit_code);

}  // namespace foyer::cli
