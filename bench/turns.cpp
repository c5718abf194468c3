// bench-turns - what one turn costs in memory, part by part, on one core: the typed answers of all talk
// tests, and a bare RE2::Set table on the same sentences in the same run. `--only PART` runs one part
// for a profiler; under callgrind nothing but that part is counted.
#include <CLI/CLI.hpp>

#include "figures.h"
#include "parts.h"
#include "whole.h"

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_START_INSTRUMENTATION
#define CALLGRIND_STOP_INSTRUMENTATION
#endif

namespace foyer::bench {
namespace {

constexpr int rounds = 3;  // all parts in turn, so that a noisy moment hits none of them alone

struct Options {
  bool sentences = false;
  std::string only;
  int passes = 0;  // of --only
  double seconds = 0.4;
};

void measure(Parts& parts, double seconds) {
  std::array<std::vector<double>, all_parts.size()> speeds;
  for (auto const& part : all_parts) (parts.*part.run)();  // warms the automata up
  for (int round = 0; round < rounds; ++round)
    for (std::size_t i = 0; i < all_parts.size(); ++i)
      speeds[i].push_back(per_second(seconds, [&] { return (parts.*all_parts[i].run)(); }));
  for (std::size_t i = 0; i < all_parts.size(); ++i) figure(all_parts[i].name, quantile(speeds[i], 0.5));
  auto const whole = whole_turns_per_second(visits(root()), rounds * seconds);
  figure("turns.whole_in_memory", whole ? *whole : 0);
}

int run_one(Parts& parts, Options const& options) {
  auto const* const part =
      std::ranges::find_if(all_parts, [&](Part const& each) { return each.name == options.only; });
  if (part == all_parts.end()) {
    fmt::print(stderr, "bench-turns: there is no part '{}'\n", options.only);
    return 2;
  }
  (parts.*part->run)();
  std::size_t turns = 0;
  CALLGRIND_START_INSTRUMENTATION;
  for (int pass = 0; pass < options.passes; ++pass) turns += (parts.*part->run)();
  CALLGRIND_STOP_INSTRUMENTATION;
  figure("turns", static_cast<double>(turns));
  if (options.passes == 0)
    figure(part->name, per_second(options.seconds, [&] { return (parts.*part->run)(); }));
  return 0;
}

int run(Options const& options) {
  std::vector<std::string> faults;
  auto const library = service::Library::open(root() / "dialogs", root() / "practices", faults);
  if (!library) {
    fmt::print(stderr, "bench-turns: {}: {}\n", library.error().where, library.error().what);
    return 1;
  }
  auto const all = moments(**library, visits(root()));
  if (options.sentences) {
    for (auto const& moment : all)
      if (moment.deed.kind == service::Deed::Kind::say) fmt::print("{}\n", moment.deed.words);
    return 0;
  }
  Parts parts(**library, all);
  if (!options.only.empty()) return run_one(parts, options);
  figure("turns.sentences", static_cast<double>(parts.typed()));
  measure(parts, options.seconds);
  return parts.used() == 0;
}

}  // namespace
}  // namespace foyer::bench

int main(int argc, char** argv) {
  foyer::bench::Options options;
  CLI::App app("What one turn costs in memory, part by part.");
  app.add_flag("--sentences", options.sentences, "print the typed answers, and measure nothing");
  app.add_option("--only", options.only, "one part, by its figure's name");
  app.add_option("--passes", options.passes, "of that part over all sentences; 0: go by --seconds");
  app.add_option("--seconds", options.seconds, "of each part, three times");
  CLI11_PARSE(app, argc, argv);
  return foyer::bench::run(options);
}
