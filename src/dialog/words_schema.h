// words_schema.h - the JSON Schema of a words file, made from its dialog: which questions, families,
// buttons and lines it has.
//
// With it an editor underlines a missing or misspelt line while it is typed. Pure: the same dialog and
// names give the same text, byte for byte (`foyer schema`, dialogs/schema/<dialog>.words.schema.json).
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "dialog/load.h"

namespace foyer::dialog {

// `first` is the words file of the dialog's first language: the names of lines that stand there are
// required in every language. `dialog` needs its agenda only (structure.h).
nlohmann::json words_schema(Dialog const& dialog, nlohmann::json const& first);

// The same for the words that all dialogs share: "common" and "safety".
nlohmann::json shared_words_schema(std::string_view which, nlohmann::json const& first);

// A practice's patch over such a file: nothing is needed, null takes out.
nlohmann::json as_patch(nlohmann::json schema);

// Short values on one line, so that a schema can be read.
std::string laid_out(nlohmann::json const& value);

struct Generated {
  std::string file;  // "healing.words.schema.json"
  std::string text;
};

// All generated schemas of a folder of dialogs. An Error where a dialog.json cannot be read.
Result<std::vector<Generated>> generated_schemas(std::filesystem::path const& dialogs);

}  // namespace foyer::dialog
