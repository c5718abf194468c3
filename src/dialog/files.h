// files.h - the authored files that are no dialog: rules, lexicons, help lines, wording that is never
// used; their shapes.
#pragma once

#include <filesystem>
#include <vector>

#include "dialog/load.h"

namespace foyer::dialog {

// Holds every such file that is there against its published schema: FY001 unreadable, FY002 misshapen.
// What the rules mean, and whether they catch what they say, is the business of nlu and its tests.
std::vector<Fault> check_files(std::filesystem::path const& dialogs);

}  // namespace foyer::dialog
