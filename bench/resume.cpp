// bench-resume [--in FOLDER] [--stored N] - how long a visitor who comes back waits for the talk so far,
// through the whole service: in a store of a thousand conversations, then in the same with many.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <future>

#include "base/clock.h"
#include "figures.h"
#include "filler.h"
#include "scratch.h"
#include "service/service.h"
#include "whole.h"

namespace foyer::bench {
namespace {

constexpr std::size_t talks = 150;  // that are held, and come back
constexpr std::int64_t few = 1000;
constexpr int filler_turns = 4;

struct Options {
  std::string where;
  std::int64_t stored = 100'000;
};

using Opened = std::unique_ptr<service::Service>;

Opened open_service(std::string const& file) {
  auto opened = store::open_store(file);
  if (!opened) return nullptr;
  service::Config config;
  config.dialogs = root() / "dialogs";
  config.practices = root() / "practices";
  std::vector<std::string> faults;
  auto service = service::Service::open(config, std::shared_ptr<store::Store>(std::move(*opened)),
                                        std::make_shared<SystemClock>(), faults);
  return service ? std::move(*service) : nullptr;
}

std::string ask(service::Talk& talk, std::string const& frame) {
  std::promise<std::string> came;
  talk.receive(frame, [&](service::Reply reply) { came.set_value(std::move(reply.frame)); });
  return came.get_future().get();
}

std::vector<std::string> hold_talks(service::Service& service) {
  auto const all = visits(root());
  std::vector<std::string> tokens;
  while (tokens.size() < talks) {
    auto const& visit = all[tokens.size() % all.size()];
    tokens.push_back(new_token());
    auto const talk = service.talk("");
    ask(*talk, open_frame(tokens.back(), visit));
    std::uint32_t number = 0;
    for (auto const& deed : visit.deeds) ask(*talk, frame_of(deed, ++number));
  }
  return tokens;
}

// Out of the system's memory, as after a night: what is asked for comes from the disk.
void forget(std::string const& file) {
  int const descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  fdatasync(descriptor);
  posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
  ::close(descriptor);
}

// Milliseconds each; empty: a talk did not come back.
std::vector<double> resume_all(service::Service& service, std::vector<std::string> const& tokens) {
  std::vector<double> times;
  for (auto const& token : tokens) {
    auto const talk = service.talk("");
    auto const began = Steady::now();
    auto const frame = ask(*talk, R"({"type":"resume","token":")" + token + "\"}");
    times.push_back(1000 * seconds_since(began));
    if (!frame.starts_with(R"({"type":"resumed")")) return {};
  }
  return times;
}

bool measure(std::string const& name, std::string const& file, std::vector<std::string> const& tokens) {
  forget(file);
  auto const service = open_service(file);
  if (!service) return false;
  auto const cold = resume_all(*service, tokens);
  auto warm = resume_all(*service, tokens);
  for (double const time : resume_all(*service, tokens)) warm.push_back(time);
  if (cold.empty() || warm.empty()) return false;
  figure("resume." + name + ".p50_ms", quantile(warm, 0.5));
  figure("resume." + name + ".p99_ms", quantile(warm, 0.99));
  figure("resume." + name + ".cold_p50_ms", quantile(cold, 0.5));
  figure("resume." + name + ".cold_p99_ms", quantile(cold, 0.99));
  return true;
}

int run(Options const& options) {
  Scratch const scratch(options.where);
  auto const file = scratch.file("foyer.db");
  std::vector<std::string> tokens;
  if (auto const service = open_service(file)) tokens = hold_talks(*service);
  bool const fine = !tokens.empty() && fill(file, few, filler_turns) && measure("few", file, tokens) &&
                    fill(file, options.stored, filler_turns) && measure("many", file, tokens);
  if (!fine) fmt::print(stderr, "bench-resume: {}: a talk cannot be held or resumed there\n", file);
  figure("resume.stored", static_cast<double>(options.stored));
  return fine ? 0 : 1;
}

}  // namespace
}  // namespace foyer::bench

int main(int argc, char** argv) {
  foyer::bench::Options options;
  CLI::App app("How long a visitor who comes back waits.");
  app.add_option("--in", options.where, "a folder on the disk to measure");
  app.add_option("--stored", options.stored, "conversations, some 5 KB each")
      ->check(CLI::Range(2000, 10'000'000));
  CLI11_PARSE(app, argc, argv);
  return foyer::bench::run(options);
}
