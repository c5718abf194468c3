// schema.h - the published descriptions of the authored files (dialogs/schema), held against a file.
//
// JSON Schema, draft-07, the same text an editor reads while the author types. The hand-written ones are
// compiled into the program (published.h), so that an installation whose copy was edited or lost is held
// to the same rules.
#pragma once

#include <string_view>
#include <vector>

#include "dialog/json_source.h"
#include "dialog/load.h"

namespace foyer::dialog {

// A hand-written schema by its name: dialog, practice, resources, understanding, safety, lexicon, never.
nlohmann::json const& published(std::string_view name);

// Every place at which the file is not what the schema says: FY002, with file and line. One fault a
// place: the innermost.
std::vector<Fault> check_shape(JsonSource const& source, nlohmann::json const& schema);

// Adds to `faults` those of `shapes` on lines that are not named yet: what the loader said of a line is
// clearer.
void add_shapes(std::vector<Fault> shapes, std::vector<Fault>& faults);

}  // namespace foyer::dialog
