#include <fmt/core.h>
#include <unistd.h>

#include <iostream>

#include "cli/commands.h"
#include "cli/places.h"
#include "service/conversation.h"
#include "service/frame.h"

namespace foyer::cli {

namespace {

struct Options {
  std::string dialogs, practices, practice = "demo", dialog = "healing", locale = "en";
  std::uint64_t seed = 1;
  bool ids = false;
};

class Terminal {
 public:
  Terminal(service::Library const& library, std::shared_ptr<service::Edition const> edition,
           Options const& options)
      : library_(library),
        edition_(std::move(edition)),
        options_(options),
        words_(edition_->dialog->words[edition_->locale_index(options.locale)]) {}

  int run() {
    auto at = engine::begin(*edition_->dialog, options_.seed);
    show(at.turn);
    std::string line;
    while (prompt(), std::getline(std::cin, line)) {
      if (line.empty()) continue;
      if (!isatty(STDIN_FILENO)) fmt::print("\n  you    {}\n", line);
      auto answered = service::respond(*edition_, library_.reader(), at.state, deed_of(line, at.turn),
                                       options_.locale);
      if (!answered) {
        fmt::print(
            "  (That is no button here: type words, a button's number, or /skip /back /repeat /why "
            "/help /stop /person.)\n");
        continue;
      }
      at = {answered->state, std::move(answered->turn)};
      show(at.turn);
      if (at.turn.phase == engine::Phase::ended && !at.turn.asks) break;
    }
    return 0;
  }

 private:
  void prompt() const {
    if (isatty(STDIN_FILENO)) fmt::print("\n> ");
    std::fflush(stdout);
  }

  dialog::Question const& question(engine::Ask const& ask) const {
    return edition_->dialog->question(ask.question);
  }

  // "/skip" is an action, "2" is the second button, anything else is words.
  service::Deed deed_of(std::string const& line, engine::Turn const& turn) const {
    using Kind = service::Deed::Kind;
    if (line.front() == '/') return {Kind::act, line.substr(1)};
    auto const number = line.find_first_not_of("0123456789") == std::string::npos && line.size() < 3
                            ? std::stoul(line)
                            : 0;
    if (turn.asks && number >= 1 && number <= turn.ask.options.size())
      return {Kind::choose, question(turn.ask).options[turn.ask.options[number - 1]]};
    return {Kind::say, line};
  }

  void show(engine::Turn const& turn) const {
    fmt::print("\n");
    for (auto const& line : turn.lines) {
      fmt::print("  foyer  {}", service::spoken(words_, line));
      fmt::print("{}\n", options_.ids ? "   [" + edition_->dialog->lines[line.line] + "]" : "");
    }
    if (turn.help.show)
      fmt::print("         (help lines are shown here, text and chat first: 988, 911 in danger)\n");
    if (!turn.asks) return;
    for (std::size_t i = 0; i < turn.ask.options.size(); ++i)
      fmt::print("      {}  {}\n", i + 1, words_.labels[turn.ask.question][turn.ask.options[i]]);
    if (turn.progress.chapter >= 0)
      fmt::print("         ({} of {} in {})\n", turn.progress.at, turn.progress.of,
                 words_.chapter_titles[static_cast<std::size_t>(turn.progress.chapter)]);
  }

  service::Library const& library_;
  std::shared_ptr<service::Edition const> edition_;
  Options const& options_;
  dialog::Words const& words_;
};

int run(Options const& options) {
  std::vector<std::string> faults;
  auto const library = service::Library::open(options.dialogs, options.practices, faults);
  if (!library) {
    for (auto const& fault : faults) fmt::print(stderr, "{}\n", fault);
    fmt::print(stderr, "{}  {}\n", library.error().where, library.error().what);
    return 1;
  }
  auto edition = (*library)->edition(options.practice, options.dialog);
  if (!edition) {
    fmt::print(stderr, "foyer: practice `{}` has no dialog `{}`.\n", options.practice, options.dialog);
    return 2;
  }
  if (!edition->dialog->in(options.locale)) {
    fmt::print(stderr, "foyer: `{}` is not written in `{}`.\n", options.dialog, options.locale);
    return 2;
  }
  return Terminal(**library, std::move(edition), options).run();
}

}  // namespace

void add_talk(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("talk", "Talk in the terminal, or from a pipe: one line a turn.");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  command->add_option("--dialogs", options->dialogs)->capture_default_str();
  command->add_option("--practices", options->practices)->capture_default_str();
  command->add_option("--practice", options->practice)->capture_default_str();
  command->add_option("--dialog", options->dialog)->capture_default_str();
  command->add_option("--locale", options->locale)->capture_default_str();
  command->add_option("--seed", options->seed, "which of the variants are heard")->capture_default_str();
  command->add_flag("--ids", options->ids, "show each line's id");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace foyer::cli
