// published.h - the texts of dialogs/schema that people wrote, compiled in. The .cpp is made from
// published.cpp.in by CMake.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace foyer::dialog {

std::vector<std::pair<std::string_view, std::string_view>> published_texts();  // name, JSON

}  // namespace foyer::dialog
