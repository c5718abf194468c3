// bench-load --port N --process N [--echo BYTES] - visitors that talk with a running server over real
// WebSockets: as fast as they are answered, at a steady rate, or silent (what an open talk weighs).
#include <sys/resource.h>

#include <CLI/CLI.hpp>

#include "crowd.h"
#include "process.h"

namespace foyer::bench {
namespace {

struct Options {
  std::string name = "load";  // before each figure
  int process = 0;            // the server's
  std::size_t visitors = 100;
  double seconds = 3, rate = 0;
  std::vector<std::size_t> silent;
  Scene scene;
};

void raise_limit_on_files() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

int talk(Options const& options) {
  Crowd crowd(options.scene);
  if (!crowd.gather(options.visitors)) {
    fmt::print(stderr, "bench-load: {} visitors were not all let in\n", options.visitors);
    return 1;
  }
  auto const go = [&](double seconds) {
    return options.rate > 0 ? crowd.talk_at(options.rate, seconds) : crowd.talk(seconds);
  };
  double const before = cpu_seconds(options.process);
  auto const heard = go(options.seconds);
  double const cpu = cpu_seconds(options.process) - before;
  auto const turns = static_cast<double>(heard.milliseconds.size());
  figure(options.name + ".per_second", turns / heard.seconds);
  figure(options.name + ".p50_ms", quantile(heard.milliseconds, 0.5));
  figure(options.name + ".p99_ms", quantile(heard.milliseconds, 0.99));
  figure(options.name + ".cpu_us", 1e6 * cpu / std::max(1.0, turns));
  figure(options.name + ".bytes", static_cast<double>(heard.bytes) / std::max(1.0, 2 * turns));
  figure(options.name + ".refused", static_cast<double>(heard.refusals));
  return heard.milliseconds.empty() ? 1 : 0;
}

// The first talks fill what is only filled once; each further step says what one more weighs.
int keep_silent(Options const& options) {
  constexpr std::size_t first = 500;
  Crowd crowd(options.scene);
  auto before = first;
  bool fine = crowd.gather(first);
  double weight = resident_kib(options.process);
  for (auto const wanted : options.silent) {
    fine = fine && crowd.gather(wanted);
    double const now = resident_kib(options.process);
    if (fine)
      figure(fmt::format("{}.kib_each_to_{}", options.name, wanted),
             (now - weight) / static_cast<double>(wanted - before));
    weight = now;
    before = wanted;
  }
  if (!fine) fmt::print(stderr, "bench-load: not all visitors were let in\n");
  return fine ? 0 : 1;
}

}  // namespace
}  // namespace foyer::bench

int main(int argc, char** argv) {
  using namespace foyer::bench;
  Options options;
  CLI::App app("Visitors over WebSocket.");
  app.add_option("--name", options.name, "before each figure");
  app.add_option("--port", options.scene.port, "of the server, on 127.0.0.1")->required();
  app.add_option("--process", options.process, "of the server")->required();
  app.add_option("--echo", options.scene.echo_bytes, "it is an echo: say this many bytes");
  app.add_option("--visitors", options.visitors, "at once")->check(CLI::Range(1, 19'500));
  app.add_option("--seconds", options.seconds, "that are measured");
  app.add_option("--rate", options.rate, "turns a second; 0: as fast as they are answered");
  app.add_option("--silent", options.silent, "only open so many talks, step by step, and weigh them");
  CLI11_PARSE(app, argc, argv);
  raise_limit_on_files();
  options.scene.visits = visits(root());
  return options.silent.empty() ? talk(options) : keep_silent(options);
}
