#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <fstream>

#include "cli/commands.h"
#include "cli/places.h"
#include "script/coverage.h"
#include "script/play.h"

namespace foyer::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string dialogs, practices;
  std::vector<std::string> paths;
  bool write = false, all = false;
};

std::string read(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> talks_in(std::vector<std::string> const& paths) {
  std::vector<fs::path> talks;
  for (auto const& path : paths) {
    if (!fs::is_directory(path)) {
      talks.emplace_back(path);
      continue;
    }
    for (auto const& entry : fs::recursive_directory_iterator(path))
      if (entry.path().extension() == ".talk") talks.push_back(entry.path());
  }
  std::ranges::sort(talks);
  return talks;
}

class Tests {
 public:
  Tests(service::Library const& library, Options const& options)
      : library_(library), options_(options), coverage_(options.dialogs) {}

  // Without paths all talks are held, and the lines that none of them reaches are faults too.
  int run() {
    auto const started = std::chrono::steady_clock::now();
    auto const folder = (find_folder("tests") / "conversations").string();
    bool const whole = options_.paths.empty();
    if (whole) load_dialogs();
    for (auto const& path : talks_in(whole ? std::vector{folder} : options_.paths)) hold(path);
    if (whole) judge_coverage(fs::path(folder) / "unreached.txt");
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - started;
    if (old_words_ > 0)
      fmt::print("{} lines show words that were changed since: `foyer test --write` takes today's.\n",
                 old_words_);
    fmt::print("{} talks held in {:.2f} s; {}\n", held_, took.count(),
               faults_ == 0 ? "all went as written" : fmt::format("{} faults", faults_));
    if (held_ == 0) fmt::print(stderr, "foyer: there is no talk (*.talk) there.\n");
    return faults_ == 0 && held_ > 0 ? 0 : 1;
  }

 private:
  // The dialogs as each practice wears them, with file and line for each line.
  void load_dialogs() {
    for (auto const& name : library_.dialog_names()) {
      for (auto const& practice : library_.practices()) {
        auto loaded = dialog::load(options_.dialogs, name, practice);
        coverage_.add_dialog(loaded);
        loaded_.emplace(std::pair(practice.id, name), std::move(loaded));
      }
    }
  }

  void tell(std::string const& where, std::string const& what) {
    ++faults_;
    fmt::print("{}  {}\n", where, what);
  }

  void hold(fs::path const& path) {
    if (!fs::exists(path)) return tell(path.string(), "there is no such file.");
    auto const script = script::parse(path.string(), read(path));
    if (!script) return tell(script.error().where, script.error().what);
    auto const edition = library_.edition(script->practice, script->dialog);
    for (auto const& locale : script->locales)
      if (!edition || !edition->dialog->in(locale))
        return tell(path.string() + ":1", fmt::format("practice `{}` has no dialog `{}` in `{}`.",
                                                      script->practice, script->dialog, locale));
    ++held_;
    auto const played =
        script::play(*edition, library_.reader(), *script, script->locales.front(), script->seed);
    if (options_.write) return write(path, *edition, *script, played);
    old_words_ += script::old_words(*edition, *script, played);
    report(*script, script->locales.front(), played);
    for (auto const& locale : script->locales) hold_otherwise(*edition, *script, locale);
  }

  // With the other seeds, and in the other languages.
  void hold_otherwise(service::Edition const& edition, script::Script const& script,
                      std::string const& locale) {
    for (std::uint64_t seed = 1; seed <= std::max(script.seeds_to, script.seed); ++seed) {
      bool const own = seed == script.seed;
      if (own && locale == script.locales.front()) continue;
      if (!own && seed > script.seeds_to) continue;
      report(script, locale, script::play(edition, library_.reader(), script, locale, seed));
    }
  }

  void write(fs::path const& path, service::Edition const& edition, script::Script const& script,
             script::Played const& played) {
    auto const text = script::rewritten(edition, script, played);
    if (text == read(path)) return;
    std::ofstream(path, std::ios::binary) << text;
    fmt::print("{}  written\n", path.string());
  }

  void report(script::Script const& script, std::string const& locale, script::Played const& played) {
    for (auto const& failure : played.failures)
      tell(fmt::format("{}:{}", script.path, failure.line), failure.what);
    auto const loaded = loaded_.find({script.practice, script.dialog});
    if (loaded != loaded_.end()) coverage_.hear(loaded->second, locale, played.heard);
  }

  void judge_coverage(fs::path const& excuses) {
    if (options_.write) return;
    if (fs::exists(excuses))
      if (auto const read_all = coverage_.excuse(excuses.string(), read(excuses)); !read_all)
        return tell(read_all.error().where, read_all.error().what);
    auto const faults = coverage_.faults();
    std::size_t const shown = options_.all ? faults.size() : 20;
    for (std::size_t i = 0; i < std::min(shown, faults.size()); ++i) fmt::print("{}\n", faults[i]);
    if (faults.size() > shown) fmt::print("… and {} more (`foyer test --all`)\n", faults.size() - shown);
    faults_ += faults.size();
    for (auto const& part : coverage_.parts())
      fmt::print("{:9} {}  {:4} of {:4} lines are heard ({:.1f} %)\n", part.owner, part.locale,
                 part.heard(), part.lines.size(),
                 100.0 * static_cast<double>(part.heard()) / static_cast<double>(part.lines.size()));
  }

  service::Library const& library_;
  Options const& options_;
  script::Coverage coverage_;
  std::map<std::pair<std::string, std::string>, dialog::Loaded> loaded_;
  std::size_t held_ = 0, faults_ = 0, old_words_ = 0;
};

int run(Options const& options) {
  std::vector<std::string> faults;
  auto const library = service::Library::open(options.dialogs, options.practices, faults);
  if (library) return Tests(**library, options).run();
  for (auto const& fault : faults) fmt::print(stderr, "{}\n", fault);
  fmt::print(stderr, "{}  {}\n", library.error().where, library.error().what);
  return 1;
}

}  // namespace

void add_test(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "test", "Hold the talk tests, and say which lines none of them reaches (docs/testing.md).");
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  command->add_option("paths", options->paths,
                      "talks or folders of talks; without: all of tests/conversations, and coverage");
  command->add_option("--dialogs", options->dialogs)->capture_default_str();
  command->add_option("--practices", options->practices)->capture_default_str();
  command->add_flag("--write", options->write,
                    "take the replies as they come for what is expected; the diff is the review");
  command->add_flag("--all", options->all, "name every line that is not reached");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace foyer::cli
