// `foyer open` and `foyer shares`: what visitors shared, at the practice's own machine.
#include <fmt/core.h>

#include <iostream>

#include "base/secret.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "handoff/share.h"
#include "handoff/share_store.h"

namespace foyer::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string file, identity, format = "text", data = "data", practice, number, out;
};

int told(Result<void> const& done) {
  if (!done) fmt::print(stderr, "foyer: {}  {}\n", done.error().where, done.error().what);
  return done ? 0 : 1;
}

Result<void> open_file(Options const& options) {
  auto const file = read_file(options.file);
  auto key = read_file(options.identity);
  if (!file) return tl::unexpected(file.error());
  if (!key) return tl::unexpected(key.error());
  auto const identity = handoff::read_identity_file(*key);
  wipe(*key);
  if (!identity) return fail(options.identity, identity.error().what);
  auto const share = handoff::open_share(*identity, *file);
  if (!share)
    return fail(options.file, share.error().where == "identity" ? "was not sealed to this identity."
                                                                : share.error().what);
  std::cout << (options.format == "json" ? handoff::write(*share) + "\n" : handoff::brief_text(*share));
  return {};
}

// Never makes a database: a mistyped folder is an error.
Result<std::unique_ptr<handoff::ShareStore>> store_in(Options const& options) {
  auto const file = fs::path(options.data) / "shares.db";
  if (!fs::exists(file))
    return fail(file.string(),
                "is not there: nothing was ever shared here, or --data is another folder.");
  return handoff::ShareStore::open(file.string());
}

Result<void> list(Options const& options) {
  auto const shares = store_in(options);
  if (!shares) return tl::unexpected(shares.error());
  auto const all = (*shares)->list(options.practice);
  if (!all) return tl::unexpected(all.error());
  for (auto const& one : *all)
    fmt::print("{}  {}  {}  {}\n", one.number, handoff::iso_time(one.sent), one.locale,
               handoff::to_string(one.state));
  return {};
}

Result<void> fetch(Options const& options) {
  auto const shares = store_in(options);
  if (!shares) return tl::unexpected(shares.error());
  if (fs::exists(options.out)) return fail(options.out, "is there already.");
  auto const sealed = (*shares)->take(options.practice, options.number, SystemClock().now());
  if (!sealed) return tl::unexpected(sealed.error());
  if (!*sealed)
    return fail(options.number, "is not here: it was withdrawn, deleted, or its time was over.");
  return write_new_private(options.out, **sealed);
}

Result<void> remove(Options const& options) {
  auto const shares = store_in(options);
  if (!shares) return tl::unexpected(shares.error());
  auto const removed = (*shares)->remove(options.practice, options.number);
  if (!removed) return tl::unexpected(removed.error());
  if (!*removed) return fail(options.number, "is not here.");
  return {};
}

}  // namespace

void add_open(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("open", "Open what a visitor shared.");
  auto options = std::make_shared<Options>();
  command->add_option("file", options->file, "a sealed file (.age)")->required();
  command
      ->add_option("--identity", options->identity,
                   "the file with the practice's key, or the recovery key")
      ->required();
  command->add_option("--format", options->format)
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = told(open_file(*options)); });
}

void add_shares(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("shares",
                         "What was shared with a practice: list it, fetch it sealed, delete it.")
          ->require_subcommand(1);
  auto options = std::make_shared<Options>();
  auto const add = [&](char const* name, char const* help, auto run, bool one) {
    auto* each = command->add_subcommand(name, help);
    each->add_option("--data", options->data, "folder of the store")
        ->envname("FOYER_DATA")
        ->capture_default_str();
    each->add_option("--practice", options->practice)->required();
    if (one) each->add_option("number", options->number)->required();
    each->callback([options, run, &exit_code] { exit_code = told(run(*options)); });
    return each;
  };
  add("list", "Numbers, times, languages and states; no words.", list, false);
  add("fetch", "Write one as a sealed file; the visitor is told that it was opened.", fetch, true)
      ->add_option("--out", options->out, "the new file")
      ->required();
  add("delete", "Delete one for good.", remove, true);
}

}  // namespace foyer::cli
