#include "script/book.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "script/book_words.h"

namespace foyer::script {

using dialog::Dialog;
using dialog::FamilyIndex;
using dialog::Question;
using nlohmann::json;

namespace {

class Writer {
 public:
  Writer(Dialog const& dialog, dialog::Words const& words)
      : dialog_(dialog),
        words_(words),
        chrome_(book_words(words.locale)),
        told_(dialog.families.size()) {
    told_[0] = true;
  }

  std::vector<Part> write(json const& help) {
    parts_.push_back({chrome_.arrival, {}});
    for (auto const which : {dialog::Shared::welcome, dialog::Shared::disclosure})
      family(dialog_.family(which));
    agenda();
    parts_.push_back({chrome_.house, {}});
    for (std::size_t i = 0; i < dialog_.house.size(); ++i)
      question(dialog_.house[i], dialog_.questions.size() + i);
    for (auto const each : dialog_.shared) family(each);
    for (auto const* group : {&dialog_.crisis, &dialog_.check_in, &dialog_.support})
      for (auto const each : *group) family(each);
    for (auto const each : dialog_.practical) family(each);
    for (auto const each : dialog_.felt) family(each);
    for (std::size_t i = 0; i < told_.size(); ++i) family(static_cast<FamilyIndex>(i));
    help_lines(help);
    return std::move(parts_);
  }

 private:
  Section& section(std::string title, std::string note = "") {
    parts_.back().sections.push_back({std::move(title), std::move(note), {}});
    return parts_.back().sections.back();
  }

  void lines(FamilyIndex index, Section& section) {
    if (told_[index]) return;
    told_[index] = true;
    for (auto const line : dialog_.families[index].lines)
      section.entries.push_back({dialog_.lines[line], words_.text[line]});
  }

  void family(FamilyIndex index) {
    if (told_[index] || dialog_.families[index].lines.empty()) return;
    lines(index, section(dialog_.families[index].id));
  }

  // Questions as they follow each other; a chapter's title and opening before its first question, its
  // closing after the last.
  void agenda() {
    parts_.push_back({chrome_.agenda, {}});
    int chapter = -1;
    for (std::size_t i = 0; i < dialog_.questions.size(); ++i) {
      int const next = dialog_.questions[i].chapter;
      if (next != chapter) close(chapter);
      if (next != chapter && next >= 0) open(static_cast<std::size_t>(next));
      chapter = next;
      question(dialog_.questions[i], i);
    }
    close(chapter);
  }

  void open(std::size_t chapter) {
    auto const& each = dialog_.chapters[chapter];
    parts_.push_back({chrome_.chapter + " " + each.id, {}});
    auto& opening = section(each.id);
    opening.entries.push_back({each.id + ".title", words_.chapter_titles[chapter]});
    lines(each.opening, opening);
  }

  void close(int chapter) {
    if (chapter < 0) return;
    family(dialog_.chapters[static_cast<std::size_t>(chapter)].closing);
    parts_.push_back({chrome_.agenda, {}});
  }

  void question(Question const& question, std::size_t place) {
    auto& out = section(question.id, note_of(question));
    for (auto const each : {question.ask, question.again, question.differently, question.why})
      lines(each, out);
    auto const& labels = words_.labels[place];
    for (std::size_t i = 0; i < question.options.size(); ++i) {
      out.entries.push_back({question.id + ".options." + question.options[i], labels[i]});
      bool const own = question.replies.size() == question.options.size();
      if (own) lines(question.replies[i], out);
    }
    for (auto const reply : question.replies) lines(reply, out);
  }

  std::string note_of(Question const& question) const {
    std::string note = question.milestone;
    for (auto const& condition : question.when) {
      auto const& earlier = dialog_.questions[condition.question];
      note += (note.empty() ? "" : "; ") + chrome_.only_if + " " + earlier.id + ":";
      if ((condition.marks >> dialog::left) & 1U) note += " " + chrome_.left;
      for (std::size_t i = 0; i < std::max<std::size_t>(earlier.options.size(), 1); ++i)
        if ((condition.marks >> (dialog::first_mark + i)) & 1U)
          note += " " + (earlier.options.empty() ? "said" : earlier.options[i]);
    }
    return note;
  }

  void help_lines(json const& cards) {
    parts_.push_back({chrome_.help, {}});
    for (auto const& card : cards) {
      auto const id = "help-line." + card.at("id").get<std::string>();
      auto& out = section(id);
      out.entries.push_back({id + ".name", card.at("name").get<std::string>()});
      for (auto const* way : {"text", "call", "chat"})
        if (card.at(way).is_object())
          out.entries.push_back({id + "." + way, card[way].at("label").get<std::string>() + "  (" +
                                                     card[way].at("href").get<std::string>() + ")"});
      if (auto const hours = card.at("hours").get<std::string>(); !hours.empty())
        out.entries.push_back({id + ".hours", hours});
    }
  }

  Dialog const& dialog_;
  dialog::Words const& words_;
  BookWords const& chrome_;
  std::vector<bool> told_;  // by family: a line stands in the book once
  std::vector<Part> parts_;
};

std::string wording_of(Book const& book) {
  std::string all = book.structure;
  for (auto const& part : book.parts)
    for (auto const& section : part.sections)
      for (auto const& entry : section.entries) all += "\n" + entry.id + "\t" + entry.text;
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(all.data()),
                     all.size(), nullptr, 0);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

}  // namespace

Book book_of(Dialog const& dialog, dialog::Practice const& practice, service::HelpLines const& help,
             std::string_view locale) {
  auto const& words = *dialog.in(locale);
  // Every card that this practice's visitors may be shown, in whatever need.
  auto const cards = json::parse(
      help.json({.show = true, .kind = nlu::Risk::none, .minor = true, .reach = engine::Reach::here},
                practice, locale));
  Book book{dialog.id, std::string(locale), practice.name, dialog.hash, "", {}};
  book.parts = Writer(dialog, words).write(cards);
  std::erase_if(book.parts, [](auto const& part) { return part.sections.empty(); });
  book.wording = wording_of(book);
  return book;
}

}  // namespace foyer::script
