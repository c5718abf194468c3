// process.h - what another process of this machine has used, from /proc.
#pragma once

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace foyer::bench {

// Of all its threads, in the system's ticks of ten milliseconds.
inline double cpu_seconds(int process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/stat");
  std::string const text{std::istreambuf_iterator<char>(in), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

inline double resident_kib(int process) {
  std::ifstream in("/proc/" + std::to_string(process) + "/statm");
  double whole = 0, resident = 0;
  in >> whole >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1024;
}

}  // namespace foyer::bench
