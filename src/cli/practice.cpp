// `foyer practice init`: the keys with which a practice opens what visitors share.
#include <fmt/core.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/secret.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/places.h"
#include "handoff/share.h"

namespace foyer::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string practices, practice, identity, sheet;
};

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

std::string in_groups(std::string_view key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); i += 8)
    out += "<span>" + std::string(key.substr(i, 8)) + "</span> ";
  return out;
}

std::string sheet_of(dialog::Practice const& practice, std::string const& secret,
                     std::string const& open_key) {
  return "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Recovery sheet</title>\n"
         "<style>body{font:12pt/1.5 serif;max-width:40em;margin:3em auto}.key{font:14pt/2 "
         "monospace}.key span{margin-right:.4em}</style>\n"
         "<h1>Recovery sheet: " +
         escaped(practice.name) +
         "</h1>\n"
         "<p>With this key everything that visitors share with the practice can be read, should the "
         "practice's own key be lost. "
         "Print this page, delete the file, and keep the paper where you keep what must not be lost or "
         "read.</p>\n"
         "<p class=\"key\">" +
         in_groups(secret) +
         "</p>\n"
         "<p>To use it, write the key without its gaps into a file, and run <code>foyer open FILE "
         "--identity KEYFILE</code> or "
         "<code>age -d -i KEYFILE FILE</code>.</p>\n<p>It belongs to the public key <code>" +
         open_key + "</code>, made on " + handoff::iso_time(SystemClock().now()).substr(0, 10) +
         ".</p>\n</html>\n";
}

// The file keeps its author's layout: the list is put before the last brace.
Result<std::string> with_recipients(std::string text, std::string const& file, std::string const& one,
                                    std::string const& other) {
  auto const last = text.find_last_of('}');
  auto const before = last == std::string::npos ? last : text.find_last_not_of(" \t\r\n", last - 1);
  if (before == std::string::npos) return fail(file, "is not a JSON object.");
  text.insert(before + 1, ",\n  \"recipients\": [\n    \"" + one + "\",\n    \"" + other + "\"\n  ]");
  if (!nlohmann::json::accept(text)) return fail(file, "could not be extended: is it valid JSON?");
  return text;
}

Result<void> init(Options const& options) {
  auto const folder = fs::path(options.practices) / options.practice;
  auto const practice = dialog::load_practice(folder);
  if (!practice) return tl::unexpected(practice.error());
  auto const file = folder / "practice.json";
  if (!practice->recipients.empty())
    return fail(file.string(),
                "names `recipients` already. New keys do not open what was sealed to the old ones: to "
                "change them, keep the old "
                "identity, take the list out of the file, and run this again.");
  auto const own = handoff::make_identity(), recovery = handoff::make_identity();
  auto const text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  auto const open_key = to_text(recipient_of(own)), recovery_key = to_text(recipient_of(recovery));
  auto const extended = with_recipients(*text, file.string(), open_key, recovery_key);
  if (!extended) return tl::unexpected(extended.error());
  auto secret = to_text(own), recovery_secret = to_text(recovery);
  // The sheet first: public keys whose secret was never written down would lose what is shared.
  auto done = write_new_private(options.sheet, sheet_of(*practice, recovery_secret, recovery_key));
  if (done && !options.identity.empty())
    done = write_new_private(options.identity,
                             "# " + practice->id + ", public key " + open_key + "\n" + secret + "\n");
  if (done) done = replace_file(file, *extended);
  if (done && options.identity.empty())
    fmt::print(
        "The practice's identity. It is shown this once and kept nowhere here: put it into a password "
        "manager.\n\n{}\n\n",
        secret);
  wipe(secret);
  wipe(recovery_secret);
  if (!done) return done;
  fmt::print("{} now names both public keys.\nPrint {} and then delete it.\n", file.string(),
             options.sheet);
  return {};
}

}  // namespace

void add_practice(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("practice", "What a practice needs to be shared with.")->require_subcommand(1);
  auto* start = command->add_subcommand("init", "Make the practice's keys and its recovery sheet.");
  auto options = std::make_shared<Options>();
  options->practices = find_folder("practices").string();
  start->add_option("--practice", options->practice, "the practice's folder name")->required();
  start->add_option("--practices", options->practices)->capture_default_str();
  start->add_option("--identity", options->identity,
                    "write the identity into this new file, and do not show it");
  start->add_option("--sheet", options->sheet,
                    "the new file for the recovery sheet; as a rule PRACTICE-recovery.html");
  start->callback([options, &exit_code] {
    if (options->sheet.empty()) options->sheet = options->practice + "-recovery.html";
    auto const done = init(*options);
    if (!done) fmt::print(stderr, "{}  {}\n", done.error().where, done.error().what);
    exit_code = done ? 0 : 1;
  });
}

}  // namespace foyer::cli
