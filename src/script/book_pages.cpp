#include <algorithm>
#include <utility>
#include <vector>

#include "script/book.h"
#include "script/book_words.h"

namespace foyer::script {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs head_of(Book const& book, BookWords const& words) {
  return {{words.practice, book.practice},
          {words.structure, book.structure},
          {words.wording, book.wording},
          {"Foyer", FOYER_VERSION}};
}

std::vector<std::string> blanks(BookWords const& words) {
  return {words.name, words.licence, words.place, words.date, words.signed_by};
}

// Letters of UTF-8, for columns.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string text, std::size_t to) {
  auto const wide = width(text);
  return std::move(text) + std::string(wide + 2 > to ? 2 : to - wide, ' ');
}

constexpr std::string_view style =
    "body{font:11pt/1.45 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h1{font-size:1.7em}h2{margin-top:2.2em;border-bottom:1px solid #999}"
    "h3{font:600 1em/1.4 system-ui,sans-serif;margin:1.6em 0 .3em;break-after:avoid}"
    "h3 small{font-weight:400;color:#555}dl{margin:0}div{break-inside:avoid}"
    "dt{font:.75em/1.6 ui-monospace,monospace;color:#555;margin-top:.5em}dd{margin:0}"
    ".head dt{font:inherit;color:#555}.sign div{margin-top:2.4em;border-top:1px solid #333}"
    ".sign{break-inside:avoid}@media print{body{margin:0;max-width:none}}";

}  // namespace

std::string book_text(Book const& book) {
  auto const& words = book_words(book.locale);
  std::string out = words.title + ": " + book.dialog + " (" + book.locale + ")\n\n";
  for (auto const& [name, value] : head_of(book, words)) out += padded(name, 20) + value + "\n";
  out += "\n" + words.intro + "\n";
  for (auto const& part : book.parts) {
    out += "\n\n== " + part.title + " ==\n";
    for (auto const& section : part.sections) {
      out += "\n# " + section.title + (section.note.empty() ? "" : "  (" + section.note + ")") + "\n";
      for (auto const& entry : section.entries) out += padded(entry.id, 36) + entry.text + "\n";
    }
  }
  out += "\n\n" + words.signature + "\n";
  for (auto const& blank : blanks(words)) out += "\n" + padded(blank, 20) + std::string(40, '_') + "\n";
  return out;
}

std::string book_html(Book const& book) {
  auto const& words = book_words(book.locale);
  auto const title = escaped(words.title + ": " + book.dialog);
  std::string out =
      "<!doctype html>\n<html lang=\"" + book.locale + "\">\n<head><meta charset=\"utf-8\">" +
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + title + "</title>\n<style>" +
      std::string(style) + "</style></head>\n<body>\n<h1>" + title + "</h1>\n<dl class=\"head\">\n";
  for (auto const& [name, value] : head_of(book, words))
    out += "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>\n";
  out += "</dl>\n<p>" + escaped(words.intro) + "</p>\n";
  for (auto const& part : book.parts) {
    out += "<h2>" + escaped(part.title) + "</h2>\n";
    for (auto const& section : part.sections) {
      auto const note = section.note.empty() ? "" : " <small>" + escaped(section.note) + "</small>";
      out += "<h3>" + escaped(section.title) + note + "</h3>\n<dl>\n";
      for (auto const& [id, text] : section.entries)
        out += "<div id=\"" + escaped(id) + "\"><dt>" + escaped(id) + "</dt><dd>" + escaped(text) +
               "</dd></div>\n";
      out += "</dl>\n";
    }
  }
  out += "<section class=\"sign\"><p>" + escaped(words.signature) + "</p>\n";
  for (auto const& blank : blanks(words)) out += "<div>" + escaped(blank) + "</div>\n";
  return out + "</section>\n</body>\n</html>\n";
}

}  // namespace foyer::script
