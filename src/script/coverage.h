// coverage.h - which of the authored lines were heard in the talks, by language; and which are named as
// unreached, and why.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "dialog/load.h"

namespace foyer::script {

// Lines that a folder's words file brings (`healing`, `common`, `safety`; `practice` for a practice's
// own), in one language. A dialog's own lines are to be heard in that dialog; shared lines in any.
struct Part {
  std::string owner, locale;
  std::map<std::string, bool> lines;  // by id: was it heard?

  std::size_t heard() const;
};

// A line of unreached.txt: `felt.*   why`.
struct Excuse {
  std::string pattern, where;
  bool names_a_line = false, needed = false;
};

class Coverage {
 public:
  explicit Coverage(std::string dialogs_folder) : folder_(std::move(dialogs_folder)) {}

  void add_dialog(dialog::Loaded const& loaded);
  void hear(dialog::Loaded const& loaded, std::string const& locale, std::set<std::string> const& ids);
  Result<void> excuse(std::string const& path, std::string const& text);

  // What is neither heard nor excused, and excuses that excuse nothing; one fault a line.
  std::vector<std::string> faults();
  std::vector<Part> parts() const;

 private:
  Part& part_of(dialog::Loaded const& loaded, std::size_t locale, std::size_t line);

  std::string folder_;
  std::map<std::pair<std::string, std::string>, Part> parts_;
  std::vector<Excuse> excuses_;
};

}  // namespace foyer::script
