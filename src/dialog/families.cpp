#include <algorithm>

#include "base/fnv.h"
#include "dialog/compiling.h"
#include "dialog/placeholders.h"
#include "dialog/structure.h"

namespace foyer::dialog {

using nlohmann::json;

namespace {

// One line of the first language, with what it is in every language.
struct Entry {
  std::string id, pointer;
  std::vector<std::string> texts;
};

struct Group {
  std::string id, pointer;
  std::vector<Entry> entries;
};

class Families {
 public:
  explicit Families(Compiling& compiling) : compiling_(compiling) {}

  void add() {
    compiling_.dialog.families.push_back({});  // 0: the empty family
    collect();
    check_other_locales();
    for (auto const& group : groups_) add_family(group);
    if (compiling_.dialog.lines.size() > lines_max)
      compiling_.fault("FY029", compiling_.first().at(""), "holds more than 3072 lines in all.");
  }

 private:
  void collect() {
    auto const& merged = compiling_.first().merged;
    // Named first: items() of a temporary would outlive it.
    auto const chapters = merged.value("chapters", json::object());
    auto const questions = merged.value("questions", json::object());
    auto const lines = merged.value("lines", json::object());
    for (auto const& [id, chapter] : chapters.items())
      for (auto const* part : {"opening", "closing"})
        collect_family(id + "." + part, "/chapters/" + id + "/" + part, chapter, part);
    for (auto const& [id, question] : questions.items()) {
      if (!known_question(id)) continue;
      for (auto const* part : {"ask", "again", "differently", "why"})
        collect_family(id + "." + part, "/questions/" + id + "/" + part, question, part);
      auto const replies = question.value("replies", json::object());
      for (auto const& [option, family] : replies.items())
        collect_group(id + "." + option, "/questions/" + id + "/replies/" + option, family);
    }
    for (auto const& [id, family] : lines.items()) collect_group(id, "/lines/" + id, family);
    collect_practice_answers();
  }

  bool known_question(std::string const& id) {
    std::vector<std::string> ids;
    for (auto const& each : compiling_.dialog.questions) ids.push_back(each.id);
    for (auto const& each : compiling_.dialog.house) ids.push_back(each.id);
    if (std::ranges::find(ids, id) != ids.end()) return true;
    if (!compiling_.older)
      compiling_.fault("FY021", compiling_.first().at("/questions/" + id),
                       "there is no question `" + id + "`." + did_you_mean(id, ids));
    return false;
  }

  void collect_family(std::string const& id, std::string const& pointer, json const& parent,
                      char const* part) {
    if (parent.contains(part)) collect_group(id, pointer, parent[part]);
  }

  void collect_group(std::string const& id, std::string const& pointer, json const& family) {
    if (!family.is_object())
      return compiling_.fault("FY020", compiling_.first().at(pointer),
                              "`" + id + "` needs named lines: {\"a\": \"…\"}.");
    Group group{id, pointer, {}};
    for (auto const& [name, text] : family.items()) {
      if (!text.is_string()) {
        compiling_.fault("FY020", compiling_.first().at(pointer + "/" + name),
                         "`" + id + "." + name + "` is not a text.");
        continue;
      }
      group.entries.push_back({id + "." + name, pointer + "/" + name, texts_at(pointer + "/" + name)});
    }
    groups_.push_back(std::move(group));
  }

  std::vector<std::string> texts_at(std::string const& pointer) {
    std::vector<std::string> texts;
    for (auto const& source : compiling_.sources) {
      auto const place = json::json_pointer(pointer);
      bool const there = source.merged.contains(place) && source.merged[place].is_string();
      if (!there)
        compiling_.fault("FY022", source.at(pointer),
                         "has no line " + pointer + ", which " + compiling_.first().locale + " has.");
      texts.push_back(there ? source.merged[place].get<std::string>() : std::string());
    }
    return texts;
  }

  // The practice's own answers are lines like any other, kept beside "I don't know, but here is how to
  // ask".
  void collect_practice_answers() {
    for (auto const& [topic, by_locale] : compiling_.practice.answers) {
      Entry entry{"practice." + topic + ".own", "", {}};
      for (auto const& source : compiling_.sources) {
        auto const text = by_locale.find(source.locale);
        if (text != by_locale.end()) entry.texts.push_back(text->second);
      }
      if (entry.texts.size() == compiling_.sources.size())
        groups_.push_back({"practice." + topic, "", {std::move(entry)}});
    }
  }

  void check_other_locales() {
    auto const flat_first = compiling_.first().merged.flatten();
    for (std::size_t i = 1; i < compiling_.sources.size(); ++i) {
      auto const flat = compiling_.sources[i].merged.flatten();
      for (auto const& [pointer, value] : flat.items()) {
        bool const is_line =
            pointer.starts_with("/lines/") ||
            (pointer.starts_with("/questions/") && pointer.find("/cues/") == std::string::npos);
        if (is_line && !flat_first.contains(pointer))
          compiling_.fault(
              "FY022", compiling_.sources[i].at(pointer),
              "the line " + pointer + " stands in " + compiling_.sources[i].locale + " only.");
      }
    }
  }

  void add_family(Group const& group) {
    Family family{group.id, {}};
    for (auto const& entry : group.entries) {
      auto const line = static_cast<LineIndex>(compiling_.dialog.lines.size());
      std::vector<std::string> filled;
      bool bound = true;
      for (std::size_t i = 0; i < compiling_.sources.size(); ++i) {
        auto const values = practice_values(compiling_.practice, compiling_.sources[i].locale);
        check_placeholders(group, entry, i);
        for (auto const& [name, value] : values)
          if (value.empty() && entry.texts[i].find("{" + name + "}") != std::string::npos) bound = false;
        filled.push_back(fill_placeholders(entry.texts[i], values));
      }
      if (!bound) continue;  // the practice has no such number; another line of the family serves
      compiling_.dialog.lines.push_back(entry.id);
      compiling_.dialog.lots.push_back(fnv1a(entry.id));
      family.lines.push_back(line);
      for (std::size_t i = 0; i < compiling_.sources.size(); ++i) {
        compiling_.dialog.words[i].text.push_back(filled[i]);
        compiling_.loaded.where[i].push_back(
            entry.pointer.empty() ? compiling_.practice.id : compiling_.sources[i].at(entry.pointer));
      }
    }
    if (family.lines.empty() && !group.entries.empty())
      compiling_.fault("FY024", compiling_.first().at(group.pointer),
                       "every line of `" + group.id + "` needs something that practice `" +
                           compiling_.practice.id + "` has not given.");
    compiling_.dialog.families.push_back(std::move(family));
  }

  void check_placeholders(Group const& group, Entry const& entry, std::size_t locale) {
    static std::vector<std::string> const anywhere = {"practice", "booking", "phone", "email", "places"};
    for (auto const& name : placeholders(entry.texts[locale])) {
      bool const felt = (name == "felt" && group.id.starts_with("felt.")) ||
                        (name == "also" && group.id == "felt.both");
      bool const choice = name == "choice" && group.pointer.find("/replies/") != std::string::npos;
      if (felt || choice || std::ranges::find(anywhere, name) != anywhere.end()) continue;
      compiling_.fault(
          "FY023", compiling_.sources[locale].at(entry.pointer),
          "{" + name + "} has no value in `" + entry.id + "`. The list is in docs/words.md.");
    }
  }

  Compiling& compiling_;
  std::vector<Group> groups_;
};

}  // namespace

void add_families(Compiling& compiling) {
  Families(compiling).add();
}

}  // namespace foyer::dialog
