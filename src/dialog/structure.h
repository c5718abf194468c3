// structure.h - dialog.json to the agenda: questions with their order, kinds, options and conditions; no
// words yet.
#pragma once

#include <vector>

#include "dialog/json_source.h"
#include "dialog/load.h"

namespace foyer::dialog {

// Fills id, hash, turns_max, chapters (ids only), questions and house questions (ids and options come
// with the words).
void read_structure(JsonSource const& source, Practice const& practice, Dialog& dialog,
                    std::vector<Fault>& faults);

// " Did you mean 'close'?" for the candidate nearest to `wrong`, or nothing.
std::string did_you_mean(std::string_view wrong, std::vector<std::string> const& candidates);

}  // namespace foyer::dialog
