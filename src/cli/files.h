// files.h - whole files, read and written for our eyes only.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace foyer::cli {

Result<std::string> read_file(std::filesystem::path const& file);
// A new file that only its owner can read; fails where there is one already.
Result<void> write_new_private(std::filesystem::path const& file, std::string const& text);
// In the place of the file that is there, in one step; its permissions stay.
Result<void> replace_file(std::filesystem::path const& file, std::string const& text);

}  // namespace foyer::cli
