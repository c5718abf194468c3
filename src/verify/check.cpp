#include "verify/check.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "verify/walk.h"

namespace foyer::verify {

namespace {

constexpr unsigned threads_max = 2;  // more would wait for each other at the end of every level

Report check(dialog::Loaded const& loaded, Never const& never, Engine const& engine) {
  Report report;
  auto const start = std::chrono::steady_clock::now();
  for (auto const& fault : loaded.faults)
    report.findings.push_back({fault.code, fault.where, fault.what, {}});
  if (loaded.dialog) {
    check_catalogue(loaded, never, report);
    walk(loaded, engine, report);
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace

Report check(dialog::Loaded const& loaded, Never const& never, Step const& step) {
  return check(loaded, never,
               Engine{[&](auto const& dialog, auto const& state, auto const& input, auto& to) {
                 to = step(dialog, state, input);
               }});
}

Report check(dialog::Loaded const& loaded, Never const& never) {
  auto const cores = std::max(1U, std::thread::hardware_concurrency());
  return check(loaded, never,
               Engine{[](auto const& dialog, auto const& state, auto const& input, auto& to) {
                        engine::step(dialog, state, input, to);
                      },
                      std::min(threads_max, cores)});
}

}  // namespace foyer::verify
