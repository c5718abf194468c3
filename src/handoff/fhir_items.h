// fhir_items.h - the items of a dialog's Questionnaire, in the order of its agenda; of handoff/fhir*.cpp
// only.
//
// linkIds: a question's own id; "chapter.<id>" and "milestone.<id>" for groups; "<question>:words" for
// what was said beside the buttons; "<line>:wish" for the wish for one line of a share.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "handoff/fhir.h"

namespace foyer::handoff::fhir {

using Json = nlohmann::ordered_json;  // in the order of the specification, as a person reads it

class Writer {
 public:
  Writer(dialog::Dialog const& dialog, RecordStyle const& style) : dialog_(dialog), style_(style) {}

  Json questionnaire() const;
  Json items() const;

  Json option_coding(std::size_t question, std::size_t option) const;
  Json wish_coding(Wish wish) const;

  // `get` takes a text out of each language's words. Writes it as `key`, with "_key" for translations.
  template <class Get>
  void put_text(Json& out, std::string const& key, Get get) const {
    std::vector<std::string> texts;
    for (auto const& words : dialog_.words) texts.push_back(std::invoke(get, words));
    put_texts(out, key, texts);
  }

  std::string address(std::string const& rest) const { return style_.base + "/" + rest; }

 private:
  void put_texts(Json& out, std::string const& key, std::vector<std::string> const& texts) const;
  void add_question(std::size_t index, Json& into) const;
  void add_options(std::size_t index, Json& item) const;
  void add_conditions(dialog::Question const& question, Json& item) const;
  Json& place_of(std::size_t index, Json& root) const;  // its group's items, or the root's
  Json words_item(dialog::Question const& question) const;
  Json wish_item(std::string const& line) const;
  Json wishes() const;

  dialog::Dialog const& dialog_;
  RecordStyle const& style_;
};

// The first wording of a question; what a visitor was asked.
std::string const& asked(dialog::Dialog const& dialog, dialog::Question const& question,
                         dialog::Words const& words);

// The question once more, for what was said beside its buttons: it is read alone where no button was
// chosen.
std::string in_own_words(dialog::Words const& words, std::string const& question);

// Where a question's words are filed: at the question itself (`open`), or beside it.
std::string words_link(dialog::Question const& question);
std::string wish_link(std::string const& line);

}  // namespace foyer::handoff::fhir
