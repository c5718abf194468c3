#include "verify/check.h"

#include <chrono>

#include "verify/walk.h"

namespace foyer::verify {

Report check(dialog::Loaded const& loaded, Never const& never, Step const& step) {
  Report report;
  auto const start = std::chrono::steady_clock::now();
  for (auto const& fault : loaded.faults) report.findings.push_back({fault.code, fault.where, fault.what, {}});
  if (loaded.dialog) {
    check_catalogue(loaded, never, report);
    walk(loaded, step, report);
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

Report check(dialog::Loaded const& loaded, Never const& never) {
  return check(loaded, never, [](auto const& dialog, auto const& state, auto const& input) {
    return engine::step(dialog, state, input);
  });
}

}  // namespace foyer::verify
