// book.h - the script book: all that a dialog can ever say, each text once, under a name of its own.
//
//   auto const book = script::book_of(dialog, practice, help_lines, "en");
//   std::cout << script::book_html(book);
//
// In the agenda's order; after it the lines of the house, then the help lines. A line bears its id; what
// is no line bears one made of where it stands: kinder.options.yes, inside.title, help-line.988.call.
// Pure: the same authored files give the same book, so that two printings can be compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialog/model.h"
#include "dialog/practice.h"
#include "service/help_lines.h"

namespace foyer::script {

struct Entry {
  std::string id, text;
};

struct Section {
  std::string title;  // a question, a family of lines: its id, and what a reader has to know of it
  std::string note;
  std::vector<Entry> entries;
};

struct Part {
  std::string title;
  std::vector<Section> sections;
};

struct Book {
  std::string dialog, locale, practice;
  std::string structure;  // Dialog::hash
  std::string wording;    // a hash of every id and text in the book: what a signature is put under
  std::vector<Part> parts;
};

Book book_of(dialog::Dialog const& dialog, dialog::Practice const& practice,
             service::HelpLines const& help, std::string_view locale);

std::string book_text(Book const& book);  // UTF-8; a text a line: its id, two spaces or more, the text
std::string book_html(Book const& book);  // a page that stands alone, laid out for paper

}  // namespace foyer::script
