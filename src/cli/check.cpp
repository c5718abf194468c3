#include "verify/check.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/places.h"
#include "dialog/files.h"
#include "dialog/load.h"
#include "handoff/share.h"

namespace foyer::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string dialogs, practices;
};

void print(verify::Finding const& finding) {
  fmt::print("{}  {}  {}\n", finding.where, finding.code, finding.what);
  for (auto const& turn : finding.talk) fmt::print("      visitor  {}\n", turn);
}

// Each dialog as each practice wears it: the words and the licences differ, so the proof does.
int run(Options const& options) {
  auto const never = verify::load_never(options.dialogs);
  auto const practices = dialog::load_practices(options.practices);
  if (!never || !practices) {
    auto const& error = never ? practices.error() : never.error();
    fmt::print(stderr, "{}  {}\n", error.where, error.what);
    return 1;
  }
  auto const names = dialog::dialog_names(options.dialogs);
  if (names.empty()) {
    fmt::print(stderr, "{}  holds no dialog: a dialog is a folder with a dialog.json.\n",
               options.dialogs);
    return 1;
  }
  auto const files = dialog::check_files(options.dialogs);
  for (auto const& fault : files) print({fault.code, fault.where, fault.what, {}});
  std::size_t findings = files.size();
  for (auto const& practice : *practices) {
    auto const sharing = handoff::faults_of(practice);
    for (auto const& fault : sharing) print({fault.code, fault.where, fault.what, {}});
    findings += sharing.size();
    for (auto const& name : names) {
      auto const report = verify::check(dialog::load(options.dialogs, name, practice), *never);
      for (auto const& finding : report.findings) print(finding);
      findings += report.findings.size();
      fmt::print(
          "{} ({}): {} states and {} transitions in {:.2f} s; the longest talk has {} turns; {}\n", name,
          practice.id, report.states, report.transitions, report.seconds, report.longest_turns,
          report.findings.empty() ? "proved" : fmt::format("{} findings", report.findings.size()));
    }
  }
  return findings == 0 ? 0 : 1;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "check", "Prove the dialogs: every talk that they can lead to, and every line.");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  command->add_option("dialogs", options->dialogs, "the folder of dialogs")->capture_default_str();
  command->add_option("--practices", options->practices, "the folder of practices")
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace foyer::cli
