#include "cli/commands.h"

namespace foyer::cli {

void add_bench(CLI::App&, int&) {}

}  // namespace foyer::cli
