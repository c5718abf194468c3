// load.h - from authored files to a Dialog; every fault of the files is found at once, with file and
// line.
//
// Reads DIR/<name>/dialog.json and the words: DIR/common, DIR/safety/words, DIR/<name>/<locale>.json and
// the practice's own patch over them. What is checked here is what a Dialog needs to exist; what it must
// be is `foyer check`'s.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dialog/model.h"
#include "dialog/practice.h"

namespace foyer::dialog {

struct Fault {
  std::string code;   // FY001 … (docs/faults.md)
  std::string where;  // file:line
  std::string what;   // one sentence, with what to do
};

// What is no line and is read all the same: the text of a button, the title of a dialog, a chapter or a
// milestone.
struct Label {
  std::size_t locale = 0;  // by words
  std::string name, text;
  std::string where;  // file:line
};

struct Loaded {
  std::shared_ptr<Dialog const> dialog;  // null when there are faults
  std::string structure;                 // dialog.json, whole
  std::vector<Fault> faults;
  std::vector<std::string> question_where;  // by question: file:line
  std::vector<std::vector<std::string>>
      where;  // by words (locale), by LineIndex: file:line, for later findings
  std::vector<Label> labels;
};

// With `structure` (a dialog.json as text) an older agenda is loaded with today's words: for a
// conversation that began with it.
Loaded load(std::filesystem::path const& dialogs, std::string_view name, Practice const& practice,
            std::optional<std::string> const& structure = std::nullopt);

// Names of the folders that hold a dialog.json, sorted.
std::vector<std::string> dialog_names(std::filesystem::path const& dialogs);

}  // namespace foyer::dialog
