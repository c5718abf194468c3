// compiling.h - what the steps of compiling words share. Internal to words.cpp, families.cpp,
// binding.cpp and labels.cpp, which run in that order.
#pragma once

#include "dialog/words.h"

namespace foyer::dialog {

struct Compiling {
  std::vector<WordSources> const& sources;  // by language
  Practice const& practice;
  Dialog& dialog;
  Loaded& loaded;
  bool older;  // the agenda is older than the words

  WordSources const& first() const { return sources.front(); }
  void fault(std::string code, std::string where, std::string what) {
    loaded.faults.push_back({std::move(code), std::move(where), std::move(what)});
  }
};

// --- families.cpp ---
// Every family that the files hold becomes one of the dialog's, with its lines in each language.
void add_families(Compiling& compiling);

// --- binding.cpp ---
// Every FamilyIndex of the dialog is looked up; what is missing is a fault.
void bind_families(Compiling& compiling);

// --- labels.cpp ---
// Buttons, cues and titles, by language.
void add_labels(Compiling& compiling);

}  // namespace foyer::dialog
