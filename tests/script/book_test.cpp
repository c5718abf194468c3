// The script book is whole: what is not in it, a visitor cannot hear.
#include "script/book.h"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "../support.h"
#include "dialog/placeholders.h"
#include "dialog/words.h"

namespace foyer {

using namespace testing;

namespace {

struct Printed {
  dialog::Practice practice;
  dialog::Loaded loaded;
  script::Book book;
};

Printed printed(std::string const& name, std::string const& locale) {
  auto practice = dialog::load_practice(source() / "practices" / "demo").value();
  auto loaded = dialog::load(source() / "dialogs", name, practice);
  REQUIRE(loaded.dialog);
  auto const help = service::HelpLines::load(source() / "dialogs").value();
  auto book = script::book_of(*loaded.dialog, practice, help, locale);
  return {std::move(practice), std::move(loaded), std::move(book)};
}

template <class Visit>
void every_book(Visit visit) {
  for (auto const& name : dialog::dialog_names(source() / "dialogs"))
    for (std::string const locale : {"en", "es"}) {
      CAPTURE(name);
      CAPTURE(locale);
      visit(printed(name, locale));
    }
}

int count(std::string const& text, std::string const& what) {
  int found = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size()))
    ++found;
  return found;
}

// Ids of the text form: what stands at the beginning of a line, before two spaces.
std::map<std::string, std::vector<std::string>> by_id(std::string const& text) {
  std::map<std::string, std::vector<std::string>> out;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    auto const gap = line.find("  ");
    if (gap == std::string::npos || line.starts_with("#")) continue;
    out[line.substr(0, gap)].push_back(line.substr(line.find_first_not_of(' ', gap)));
  }
  return out;
}

std::string in_html(std::string text) {
  for (auto const& [from, to] : {std::pair{"&", "&amp;"}, {"<", "&lt;"}, {"\"", "&quot;"}})
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 5))
      text.replace(at, 1, to);
  return text;
}

}  // namespace

TEST_CASE("every line and every button stands in the book exactly once, under its id") {
  every_book([](Printed const& p) {
    auto const& dialog = *p.loaded.dialog;
    auto const& words = *dialog.in(p.book.locale);
    auto const text = by_id(script::book_text(p.book));
    auto const html = script::book_html(p.book);
    auto const once = [&](std::string const& id, std::string const& said) {
      CAPTURE(id);
      CHECK(count(html, "<div id=\"" + id + "\">") == 1);
      CHECK(count(html, "<dt>" + id + "</dt><dd>" + in_html(said) + "</dd>") == 1);
      auto const found = text.find(id);
      REQUIRE(found != text.end());
      CHECK(found->second == std::vector{said});
    };
    for (std::size_t i = 0; i < dialog.lines.size(); ++i) once(dialog.lines[i], words.text[i]);
    auto const places = dialog.questions.size() + dialog.house.size();
    for (std::size_t at = 0; at < places; ++at) {
      auto const& question = dialog.question(at);
      for (std::size_t i = 0; i < question.options.size(); ++i)
        once(question.id + ".options." + question.options[i], words.labels[at][i]);
    }
    for (std::size_t i = 0; i < dialog.chapters.size(); ++i)
      once(dialog.chapters[i].id + ".title", words.chapter_titles[i]);
  });
}

TEST_CASE("every text of the words files is in the book, whatever the model makes of it") {
  every_book([](Printed const& p) {
    std::set<std::string> printed_texts;
    for (auto const& part : p.book.parts)
      for (auto const& section : part.sections)
        for (auto const& entry : section.entries) printed_texts.insert(entry.text);
    auto const sources =
        dialog::read_words(source() / "dialogs", p.book.dialog, p.practice, p.book.locale).value();
    for (auto const& [pointer, value] : sources.merged.flatten().items()) {
      if (!value.is_string() || pointer.find("/cues/") != std::string::npos) continue;
      if (pointer == "/$schema" || pointer == "/locale") continue;
      auto const filled = dialog::fill_placeholders(value.get<std::string>(),
                                                    {{"practice", p.practice.name},
                                                     {"booking", p.practice.booking},
                                                     {"phone", p.practice.phone},
                                                     {"email", p.practice.email},
                                                     {"places", p.practice.places.at(p.book.locale)}});
      CHECK_MESSAGE(printed_texts.contains(filled), pointer);
    }
  });
}

TEST_CASE("no id stands in the book twice") {
  every_book([](Printed const& p) {
    std::set<std::string> ids;
    for (auto const& part : p.book.parts)
      for (auto const& section : part.sections)
        for (auto const& entry : section.entries) CHECK_MESSAGE(ids.insert(entry.id).second, entry.id);
  });
}

TEST_CASE("the questions stand in the agenda's order, and the house's lines after them") {
  every_book([](Printed const& p) {
    auto const text = script::book_text(p.book);
    std::size_t last = text.find("\nwelcome.");
    CHECK(last != std::string::npos);
    for (auto const& question : p.loaded.dialog->questions) {
      auto const at = text.find("\n" + question.id + ".ask.");
      CAPTURE(question.id);
      CHECK(at > last);
      last = at;
    }
    for (auto const* house :
         {"\nsafety-direct.ask.", "\ncrisis.any.", "\nreply.said.", "\nhelp-line.988."})
      CHECK(text.find(house) > last);
  });
}

TEST_CASE("help lines stand with their numbers; a card of another region does not") {
  auto const text = by_id(script::book_text(printed("checkin", "en").book));
  CHECK(text.at("help-line.988.call").front() == "Call 988  (tel:988)");
  CHECK(text.contains("help-line.988.name"));
  CHECK(text.contains("help-line.988.chat"));
}

TEST_CASE("what is signed is named: practice, versions, and room for name, place, date and signature") {
  auto const p = printed("checkin", "en");
  for (auto const& page : {script::book_text(p.book), script::book_html(p.book)}) {
    CHECK(page.find(p.practice.name) != std::string::npos);
    CHECK(page.find(p.loaded.dialog->hash) != std::string::npos);
    CHECK(page.find(p.book.wording) != std::string::npos);
    for (auto const* blank : {"Name", "Licence", "Place", "Date", "Signature"})
      CHECK(page.find(blank) != std::string::npos);
  }
  auto const es = script::book_text(printed("checkin", "es").book);
  CHECK(es.find("Firma") != std::string::npos);
}

TEST_CASE("another word is another version of the wording, and of the agenda it is not") {
  auto p = printed("checkin", "en");
  auto changed = *p.loaded.dialog;
  changed.words.front().text.front() += "!";
  auto const help = service::HelpLines::load(source() / "dialogs").value();
  auto const again = script::book_of(changed, p.practice, help, "en");
  CHECK(again.structure == p.book.structure);
  CHECK(again.wording != p.book.wording);
  CHECK(p.book.wording == printed("checkin", "en").book.wording);
}

}  // namespace foyer
