// library.h - all that is authored, loaded and proved: dialogs as each practice wears them,
// understanding, help lines.
//
// Immutable. A live reload makes a new Library beside the old one; conversations keep the edition they
// hold until their next frame. Nothing is served that `foyer check` finds fault with.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dialog/load.h"
#include "nlu/reader.h"
#include "service/help_lines.h"
#include "verify/catalogue.h"

namespace foyer::service {

// A dialog as one practice wears it, ready to be spoken: lines and buttons escaped once, cues compiled
// once.
struct Edition {
  std::shared_ptr<dialog::Dialog const> dialog;
  std::string structure;                         // dialog.json, to be kept while conversations hold it
  std::vector<std::vector<std::string>> lines;   // by locale, by line: a JSON string without its quotes
  std::vector<std::vector<std::string>> labels;  // by locale, flat: see label()
  std::vector<std::vector<std::string>> spoken;  // the same labels as bare_words(): see is_label()
  std::vector<std::vector<nlu::CueSet>> cues;    // by locale, by question (house questions follow)
  std::vector<std::size_t> first_label;          // by question

  std::size_t locale_index(std::string_view locale) const;  // 0 if the dialog does not have it
  std::string const& label(std::size_t locale, std::size_t question, std::size_t option) const {
    return labels[locale][first_label[question] + option];
  }
  // Whether what was typed, as bare_words(), is just this button's own words.
  bool is_label(std::string const& bare, std::size_t locale, std::size_t question,
                std::size_t option) const {
    return !bare.empty() && spoken[locale][first_label[question] + option] == bare;
  }
};

Result<std::shared_ptr<Edition const>> make_edition(dialog::Loaded loaded, nlu::Reader const& reader);

// Normalised text without its punctuation.
std::string bare_words(std::string normalised);

// What is inside the quotes of a JSON string.
std::string escape(std::string_view text);

class Library {
 public:
  // Every fault and finding of the authored files ends up in `faults`, one a line; then the result is an
  // error.
  static Result<std::shared_ptr<Library const>> open(std::filesystem::path const& dialogs,
                                                     std::filesystem::path const& practices,
                                                     std::vector<std::string>& faults);

  dialog::Practice const* practice(std::string_view id) const;
  std::shared_ptr<Edition const> edition(std::string_view practice, std::string_view dialog) const;
  // The older agenda of a running conversation with today's words; null if the two no longer fit
  // together.
  std::shared_ptr<Edition const> older(std::string_view practice, std::string_view dialog,
                                       std::string const& structure) const;

  nlu::Reader const& reader() const { return *reader_; }
  HelpLines const& help() const { return help_; }
  std::vector<dialog::Practice> const& practices() const { return practices_; }
  std::vector<std::string> dialog_names() const;

 private:
  std::filesystem::path dialogs_;
  std::vector<dialog::Practice> practices_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Edition const>> editions_;
  std::unique_ptr<nlu::Reader const> reader_;
  HelpLines help_;
  verify::Never never_;
  mutable std::mutex older_mutex_;  // guards older_, also while one is proved
  mutable std::map<std::array<std::string, 3>, std::shared_ptr<Edition const>>
      older_;  // by practice, dialog, structure
};

}  // namespace foyer::service
