// bench-store [--in FOLDER] [--turns N] [--at-once N] - durable turns a second, beside the same turns
// without a disk, and beside bare inserts into SQLite. Three rounds, each of all three: what is printed
// is the median of the speeds and of the rounds' ratios.
#include <CLI/CLI.hpp>

#include "bare_inserts.h"
#include "figures.h"
#include "scratch.h"
#include "talkers.h"

namespace foyer::bench {
namespace {

constexpr int rounds = 3;

struct Options {
  std::string where;
  int turns = 20'000, at_once = 256, commits = 0;
};

// One turn a commit, as at a quiet hour, and nothing but SQLite: what the disk leaves of a turn's time.
int time_commits(Options const& options) {
  Scratch const scratch(options.where);
  auto const bare = bare_inserts(scratch.file("bare.db"), options.commits, 1);
  figure("store.bare_commit.p50_ms", quantile(bare.milliseconds, 0.5));
  figure("store.bare_commit.p99_ms", quantile(bare.milliseconds, 0.99));
  return bare.rows_per_second > 0 ? 0 : 1;
}

int run(Options const& options) {
  std::vector<double> durable, memory, bare, of_memory, of_bare;
  for (int round = 0; round < rounds; ++round) {
    Scratch const scratch(options.where);
    if (!scratch.made()) {
      fmt::print(stderr, "bench-store: no folder can be made in '{}'\n", options.where);
      return 1;
    }
    auto const in_memory = store::memory_store();
    memory.push_back(Talkers(*in_memory, options.at_once, true).turns_per_second(options.turns));
    bare.push_back(
        bare_inserts(scratch.file("bare.db"), options.turns, options.at_once).rows_per_second);
    auto const opened = store::open_store(scratch.file("foyer.db"));
    durable.push_back(opened ? Talkers(**opened, options.at_once, false).turns_per_second(options.turns)
                             : 0);
    of_memory.push_back(durable.back() / memory.back());
    of_bare.push_back(durable.back() / bare.back());
  }
  figure("store.durable", quantile(durable, 0.5));
  figure("store.in_memory", quantile(memory, 0.5));
  figure("store.bare_sqlite", quantile(bare, 0.5));
  figure("store.durable_of_memory", quantile(of_memory, 0.5));
  figure("store.durable_of_bare", quantile(of_bare, 0.5));
  return *std::ranges::min_element(durable) > 0 && *std::ranges::min_element(bare) > 0 ? 0 : 1;
}

}  // namespace
}  // namespace foyer::bench

int main(int argc, char** argv) {
  foyer::bench::Options options;
  CLI::App app("Durable turns a second, beside bare inserts.");
  app.add_option("--in", options.where, "a folder on the disk to measure");
  app.add_option("--turns", options.turns, "a round")->check(CLI::Range(1000, 10'000'000));
  app.add_option("--at-once", options.at_once, "conversations that wait for their answer")
      ->check(CLI::Range(1, 1000));
  app.add_option("--commits", options.commits, "only time so many bare commits of one row");
  CLI11_PARSE(app, argc, argv);
  return options.commits > 0 ? foyer::bench::time_commits(options) : foyer::bench::run(options);
}
