// places.h - where the authored files are when nothing is said: ./dialogs, or beside the program.
#pragma once

#include <filesystem>
#include <string>

namespace foyer::cli {

// `name` ("dialogs", "practices", "web") in the working directory, beside the program, in the source
// tree two folders above it, or where the package puts it; `name` itself if it is nowhere.
std::filesystem::path find_folder(std::string const& name);

}  // namespace foyer::cli
