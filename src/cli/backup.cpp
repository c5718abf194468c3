#include <filesystem>
#include <iostream>

#include "cli/commands.h"
#include "store/sqlite_backup.h"
#include "store/store.h"

namespace foyer::cli {
namespace {

struct Options {
  std::string file, data = "data", store;
};

int tell(Result<void> const& done, std::string const& command, std::string const& fine) {
  if (done) {
    std::cout << fine << "\n";
    return 0;
  }
  std::cerr << "foyer " << command << ": " << done.error().where << ": " << done.error().what << "\n";
  return 1;
}

// The file of the store that `foyer serve` would open with the same options.
Result<std::string> store_file(Options const& options) {
  std::string where = options.store;
  if (where.starts_with("postgresql://") || where.starts_with("postgres://"))
    return fail("--store",
                "PostgreSQL has its own tools for this: pg_basebackup, or pg_dump and pg_restore");
  if (where == "memory:") return fail("--store", "a store in memory has nothing to keep");
  if (where.starts_with("sqlite:")) where = where.substr(7);
  if (where.empty()) where = (std::filesystem::path(options.data) / "foyer.db").string();
  return where;
}

Result<void> back_up(Options const& options) {
  auto const from = store_file(options);
  if (!from) return tl::unexpected<Error>(from.error());
  if (!std::filesystem::exists(*from))
    return fail(*from, "there is no store here; say where with --data");
  return store::sqlite_backup(*from, options.file);
}

Result<void> restore(Options const& options) {
  auto const to = store_file(options);
  if (!to) return tl::unexpected<Error>(to.error());
  return store::sqlite_restore(options.file, *to);
}

void add_options(CLI::App& app, Options& options, char const* file_help) {
  app.add_option("file", options.file, file_help)->required();
  app.add_option("--data", options.data, "folder of the store")
      ->envname("FOYER_DATA")
      ->capture_default_str();
  app.add_option("--store", options.store, "another store: a path")->envname("FOYER_STORE");
}

}  // namespace

void add_backup(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("backup", "Copy the store to a new file while the server goes on.");
  auto options = std::make_shared<Options>();
  add_options(*command, *options, "the new file; one that exists is never overwritten");
  command->callback([options, &exit_code] {
    exit_code = tell(back_up(*options), "backup", options->file + " is whole and checked");
  });
}

void add_restore(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("restore", "Put a backup in the store's place; the server must be stopped.");
  auto options = std::make_shared<Options>();
  add_options(*command, *options, "a file that foyer backup made");
  command->callback([options, &exit_code] {
    exit_code = tell(restore(*options), "restore",
                     "restored; what was there before lies beside it, with .before-restore in its name");
  });
}

}  // namespace foyer::cli
