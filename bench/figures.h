// figures.h - how a benchmark measures and says what it found: one figure a line, a name and a number.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string_view>
#include <vector>

namespace foyer::bench {

using Steady = std::chrono::steady_clock;

inline double seconds_since(Steady::time_point began) {
  return std::chrono::duration<double>(Steady::now() - began).count();
}

// Of this process: what a neighbour on the same machine does hardly changes it.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

inline void figure(std::string_view name, double value) {
  fmt::print("{}\t{:.4g}\n", name, value);
  std::fflush(stdout);
}

// The value below which `share` of them lie; 0.5 is the median.
inline double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  auto const at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  return values[at];
}

// How often a second of one core's time `round` does what it counts, going on for at least `seconds` of
// it. `round` does all of its work once and says how many pieces that was.
template <typename Round>
double per_second(double seconds, Round round) {
  std::size_t pieces = 0;
  auto const began = processor_seconds();
  double passed = 0;
  do {
    pieces += round();
    passed = processor_seconds() - began;
  } while (passed < seconds);
  return static_cast<double>(pieces) / passed;
}

}  // namespace foyer::bench
