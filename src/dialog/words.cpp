#include "dialog/words.h"

#include <algorithm>
#include <set>

#include "dialog/structure.h"
#include "nlu/reading.h"

namespace foyer::dialog {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

Values practice_values(Practice const& practice, std::string const& locale) {
  Values values = {{"practice", practice.name},
                   {"booking", practice.booking},
                   {"phone", practice.phone},
                   {"email", practice.email}};
  auto const places = practice.places.find(locale);
  values.emplace_back("places", places == practice.places.end() ? "" : places->second);
  return values;
}

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    auto const close = text.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return names;
}

// FNV-1a, 32 bits (Fowler, Noll, Vo).
std::uint32_t lot_of(std::string_view id) {
  std::uint32_t lot = 2166136261U;
  for (unsigned char const byte : id) lot = (lot ^ byte) * 16777619U;
  return lot;
}

// One line of the first language, with what it is in every language.
struct Entry {
  std::string id, pointer;
  std::vector<std::string> texts;
};

struct Group {
  std::string id, pointer;
  std::vector<Entry> entries;
};

class Compiler {
 public:
  Compiler(std::vector<WordSources> const& sources, Practice const& practice, Dialog& dialog,
           Loaded& loaded, bool older)
      : sources_(sources), practice_(practice), dialog_(dialog), loaded_(loaded), older_(older) {}

  void compile() {
    dialog_.families.push_back({});  // 0: the empty family
    for (auto const& source : sources_) dialog_.words.push_back({.locale = source.locale});
    loaded_.where.resize(sources_.size());
    collect();
    check_other_locales();
    for (auto const& group : groups_) add_family(group);
    if (dialog_.lines.size() > lines_max)
      fault("FY029", first().at(""), "holds more than 3072 lines in all.");
    for (std::size_t i = 0; i < dialog_.questions.size(); ++i)
      bind_question(dialog_.questions[i], false);
    for (auto& house : dialog_.house) bind_question(house, true);
    for (std::size_t i = 0; i < dialog_.chapters.size(); ++i) bind_chapter(dialog_.chapters[i]);
    bind_shared();
    bind_titles();
  }

 private:
  WordSources const& first() const { return sources_.front(); }
  void fault(std::string code, std::string where, std::string what) {
    loaded_.faults.push_back({std::move(code), std::move(where), std::move(what)});
  }

  void collect() {
    auto const& merged = first().merged;
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
    for (auto const& each : dialog_.questions) ids.push_back(each.id);
    for (auto const& each : dialog_.house) ids.push_back(each.id);
    if (std::ranges::find(ids, id) != ids.end()) return true;
    if (!older_)
      fault("FY021", first().at("/questions/" + id),
            "there is no question `" + id + "`." + did_you_mean(id, ids));
    return false;
  }

  void collect_family(std::string const& id, std::string const& pointer, json const& parent,
                      char const* part) {
    if (parent.contains(part)) collect_group(id, pointer, parent[part]);
  }

  void collect_group(std::string const& id, std::string const& pointer, json const& family) {
    if (!family.is_object())
      return fault("FY020", first().at(pointer), "`" + id + "` needs named lines: {\"a\": \"…\"}.");
    Group group{id, pointer, {}};
    for (auto const& [name, text] : family.items()) {
      if (!text.is_string()) {
        fault("FY020", first().at(pointer + "/" + name), "`" + id + "." + name + "` is not a text.");
        continue;
      }
      group.entries.push_back({id + "." + name, pointer + "/" + name, texts_at(pointer + "/" + name)});
    }
    groups_.push_back(std::move(group));
  }

  std::vector<std::string> texts_at(std::string const& pointer) {
    std::vector<std::string> texts;
    for (auto const& source : sources_) {
      auto const place = json::json_pointer(pointer);
      bool const there = source.merged.contains(place) && source.merged[place].is_string();
      if (!there)
        fault("FY022", source.at(pointer),
              "has no line " + pointer + ", which " + first().locale + " has.");
      texts.push_back(there ? source.merged[place].get<std::string>() : std::string());
    }
    return texts;
  }

  // The practice's own answers are lines like any other, kept beside "I don't know, but here is how to
  // ask".
  void collect_practice_answers() {
    for (auto const& [topic, by_locale] : practice_.answers) {
      Entry entry{"practice." + topic + ".own", "", {}};
      for (auto const& source : sources_) {
        auto const text = by_locale.find(source.locale);
        if (text != by_locale.end()) entry.texts.push_back(text->second);
      }
      if (entry.texts.size() == sources_.size())
        groups_.push_back({"practice." + topic, "", {std::move(entry)}});
    }
  }

  void check_other_locales() {
    auto const flat_first = first().merged.flatten();
    for (std::size_t i = 1; i < sources_.size(); ++i) {
      auto const flat = sources_[i].merged.flatten();
      for (auto const& [pointer, value] : flat.items()) {
        bool const is_line =
            pointer.starts_with("/lines/") ||
            (pointer.starts_with("/questions/") && pointer.find("/cues/") == std::string::npos);
        if (is_line && !flat_first.contains(pointer))
          fault("FY022", sources_[i].at(pointer),
                "the line " + pointer + " stands in " + sources_[i].locale + " only.");
      }
    }
  }

  void add_family(Group const& group) {
    Family family{group.id, {}};
    for (auto const& entry : group.entries) {
      auto const line = static_cast<LineIndex>(dialog_.lines.size());
      std::vector<std::string> filled;
      bool bound = true;
      for (std::size_t i = 0; i < sources_.size(); ++i) {
        auto const values = practice_values(practice_, sources_[i].locale);
        check_placeholders(group, entry, i);
        for (auto const& [name, value] : values)
          if (value.empty() && entry.texts[i].find("{" + name + "}") != std::string::npos) bound = false;
        filled.push_back(fill_placeholders(entry.texts[i], values));
      }
      if (!bound) continue;  // the practice has no such number; another line of the family serves
      dialog_.lines.push_back(entry.id);
      dialog_.lots.push_back(lot_of(entry.id));
      family.lines.push_back(line);
      for (std::size_t i = 0; i < sources_.size(); ++i) {
        dialog_.words[i].text.push_back(filled[i]);
        loaded_.where[i].push_back(entry.pointer.empty() ? practice_.id : sources_[i].at(entry.pointer));
      }
    }
    if (family.lines.empty() && !group.entries.empty())
      fault("FY024", first().at(group.pointer),
            "every line of `" + group.id + "` needs something that practice `" + practice_.id +
                "` has not given.");
    dialog_.families.push_back(std::move(family));
  }

  void check_placeholders(Group const& group, Entry const& entry, std::size_t locale) {
    static std::vector<std::string> const anywhere = {"practice", "booking", "phone", "email", "places"};
    for (auto const& name : placeholders(entry.texts[locale])) {
      bool const felt = name == "felt" && group.id.starts_with("felt.");
      bool const choice = name == "choice" && group.pointer.find("/replies/") != std::string::npos;
      if (felt || choice || std::ranges::find(anywhere, name) != anywhere.end()) continue;
      fault("FY023", sources_[locale].at(entry.pointer),
            "{" + name + "} has no value in `" + entry.id + "`. The list is in docs/words.md.");
    }
  }

  FamilyIndex find(std::string_view id) const {
    for (std::size_t i = 1; i < dialog_.families.size(); ++i)
      if (dialog_.families[i].id == id) return static_cast<FamilyIndex>(i);
    return 0;
  }

  FamilyIndex need(std::string const& id, std::string const& parent = "/lines") {
    auto const index = find(id);
    if (index == 0) fault("FY020", first().at(parent), "has no lines `" + id + "`.");
    return index;
  }

  void bind_question(Question& question, bool house) {
    if (house) {
      question.kind = Kind::choice;
      question.options = house_options(question.id);
    }
    auto const part = [&](char const* name, bool needed) {
      auto const id = question.id + "." + name;
      return needed ? need(id, "/questions/" + question.id) : find(id);
    };
    question.ask = part("ask", true);
    question.again = part("again", question.id != "ended");
    question.differently = part("differently", !house);
    question.why = part("why", !house || question.id == "offer");
    bind_replies(question, house);
    bind_labels(question, house);
  }

  void bind_replies(Question& question, bool house) {
    auto names = question.options;
    if (question.role == Role::place) names = {"licensed", "elsewhere"};
    if (question.kind == Kind::open) names = {"said"};
    if (question.kind == Kind::menu) names = {"none"};
    bool const needed = !house && question.kind != Kind::open;
    for (auto const& name : names)
      question.replies.push_back(needed ? need(question.id + "." + name, "/questions/" + question.id)
                                        : find(question.id + "." + name));
  }

  void bind_labels(Question const& question, bool) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      auto const words =
          sources_[i].merged.value(json::json_pointer("/questions/" + question.id), json::object());
      auto const options = words.value("options", json::object());
      std::vector<std::string> labels;
      for (auto const& option : question.options) {
        labels.push_back(label_of(question, option, options, i));
        if (question.kind != Kind::menu || option == "finish")
          add_label(i, "the button `" + question.id + "." + option + "`", labels.back(),
                    "/questions/" + question.id + "/options/" + option);
      }
      dialog_.words[i].labels.push_back(std::move(labels));
      auto cues = cues_of(question, words.value("cues", json::object()), i);
      add_hope_cues(question, i, cues);
      dialog_.words[i].cues.push_back(std::move(cues));
    }
  }

  void add_label(std::size_t locale, std::string name, std::string const& text,
                 std::string const& pointer) {
    loaded_.labels.push_back({locale, std::move(name), text, sources_[locale].at(pointer)});
  }

  // "Ojala" is a yes to whatever asks for a hope, and to nothing else.
  void add_hope_cues(Question const& question, std::size_t locale, std::vector<Cue>& cues) {
    if (question.kind != Kind::milestone || question.about != About::hope) return;
    auto const& source = sources_[locale];
    std::string const place = "/cues/hope";
    auto const shared = source.merged.value(json::json_pointer(place), json::object());
    for (auto const& [label, patterns] : shared.items())
      add_cues(static_cast<std::uint8_t>(cue_label(question, label)), patterns, source,
               place + "/" + label, cues);
  }

  static void add_cues(std::uint8_t label, json const& patterns, WordSources const& source,
                       std::string const& pointer, std::vector<Cue>& cues) {
    for (std::size_t i = 0; i < patterns.size(); ++i)
      cues.push_back(
          {label, patterns[i].get<std::string>(), source.at(pointer + "/" + std::to_string(i))});
  }

  std::string label_of(Question const& question, std::string const& option, json const& options,
                       std::size_t locale) {
    if (question.kind == Kind::menu && option != "finish")
      return sources_[locale].merged.value(json::json_pointer("/chapters/" + option + "/title"), option);
    if (auto const found = options.find(option); found != options.end() && found->is_string())
      return found->get<std::string>();
    fault("FY025", sources_[locale].at("/questions/" + question.id),
          "`" + question.id + "` has no text for its button `" + option + "`.");
    return option;
  }

  std::vector<Cue> cues_of(Question const& question, json const& cues, std::size_t locale) {
    std::vector<Cue> out;
    for (auto const& [label, patterns] : cues.items()) {
      auto const index = cue_label(question, label);
      if (index < 0) {
        fault("FY026", sources_[locale].at("/questions/" + question.id + "/cues/" + label),
              "`" + label + "` is no answer of `" + question.id + "`." +
                  did_you_mean(label, question.options));
        continue;
      }
      add_cues(static_cast<std::uint8_t>(index), patterns, sources_[locale],
               "/questions/" + question.id + "/cues/" + label, out);
    }
    return out;
  }

  static int cue_label(Question const& question, std::string const& label) {
    static constexpr std::array<std::string_view, 8> answers = {
        "none", "yes", "somewhat", "no", "unsure", "decline", "not_relevant", "unclear"};
    bool const by_answer = question.kind == Kind::milestone || question.kind == Kind::consent ||
                           question.kind == Kind::open;
    for (std::size_t i = 0; by_answer && i < answers.size(); ++i)
      if (answers[i] == label) return static_cast<int>(i);
    for (std::size_t i = 0; !by_answer && i < question.options.size(); ++i)
      if (question.options[i] == label) return static_cast<int>(i);
    return -1;
  }

  void bind_chapter(Chapter& chapter) {
    chapter.opening = need(chapter.id + ".opening", "/chapters/" + chapter.id);
    chapter.closing = need(chapter.id + ".closing", "/chapters/" + chapter.id);
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      auto const pointer = "/chapters/" + chapter.id + "/title";
      auto& titles = dialog_.words[i].chapter_titles;
      titles.push_back(sources_[i].merged.value(json::json_pointer(pointer), chapter.id));
      add_label(i, "the title of the chapter `" + chapter.id + "`", titles.back(), pointer);
    }
  }

  void bind_shared() {
    for (std::size_t i = 0; i < shared_names.size(); ++i)
      dialog_.shared[i] = need(std::string(shared_names[i]));
    for (std::size_t i = 0; i < nlu::feeling_count; ++i)
      dialog_.felt[i] = need("felt." + std::string(nlu::feeling_names[i]));
    for (std::size_t i = 1; i < dialog_.support.size(); ++i) {
      auto const kind = std::string(nlu::to_string(static_cast<nlu::Risk>(i)));
      dialog_.support[i] = find("support." + kind);
      dialog_.check_in[i] = find("check-in." + kind);
      dialog_.crisis[i] = find("crisis." + kind);
    }
    for (std::size_t i = 1; i < dialog_.practical.size(); ++i) {
      auto const topic = std::string(nlu::to_string(static_cast<nlu::Topic>(i)));
      auto const own = find("practice." + topic);
      bool const person = static_cast<nlu::Topic>(i) == nlu::Topic::person;
      dialog_.practical[i] =
          own != 0 ? own : need(person ? std::string("person") : "practical." + topic);
    }
    dialog_.practical[0] = dialog_.practical.back();
  }

  // What has no title is called by its id.
  void bind_titles() {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      auto const text = [&](std::string const& pointer, std::string const& otherwise) {
        return sources_[i].merged.value(json::json_pointer(pointer), otherwise);
      };
      auto& words = dialog_.words[i];
      words.title = text("/title", dialog_.id);
      add_label(i, "the dialog's title", words.title, "/title");
      for (auto const& question : dialog_.questions) {
        auto const pointer = "/milestones/" + question.milestone;
        words.milestone_titles.push_back(text(pointer, question.milestone));
        if (!question.milestone.empty())
          add_label(i, "the title of the milestone `" + question.milestone + "`",
                    words.milestone_titles.back(), pointer);
      }
      words.record = {text("/record/words", "{question}"), text("/record/wish", "wish"),
                      text("/record/ask_me", "ask_me"), text("/record/not_first", "not_first")};
    }
  }

  std::vector<WordSources> const& sources_;
  Practice const& practice_;
  Dialog& dialog_;
  Loaded& loaded_;
  bool older_;
  std::vector<Group> groups_;
};

}  // namespace

std::string WordSources::at(std::string const& pointer) const {
  for (auto file = files.rbegin(); file != files.rend(); ++file)
    if (file->lines.contains(pointer)) return file->at(pointer);
  return files.back().at(pointer);
}

Result<WordSources> read_words(fs::path const& dialogs, std::string_view name, Practice const& practice,
                               std::string_view locale) {
  auto const file = std::string(locale) + ".json";
  std::vector<fs::path> paths = {dialogs / "common" / file, dialogs / "safety" / "words" / file,
                                 dialogs / name / file};
  auto const own = practice.folder / (std::string(name) + "." + file);
  if (!practice.folder.empty() && fs::exists(own)) paths.push_back(own);

  WordSources sources{.locale = std::string(locale), .files = {}, .merged = json::object()};
  for (auto const& path : paths) {
    auto source = read_json(path);
    if (!source) return tl::unexpected(source.error());
    sources.merged.merge_patch(source->value);
    sources.files.push_back(std::move(*source));
  }
  return sources;
}

void compile_words(std::vector<WordSources> const& sources, Practice const& practice, Dialog& dialog,
                   Loaded& loaded, bool older) {
  Compiler(sources, practice, dialog, loaded, older).compile();
}

std::vector<std::string> house_options(std::string_view id) {
  if (id == "ended") return {"go-on"};
  if (id == "safety-hold") return {"continue", "person", "stop"};
  if (id == "safety-closed") return {"person", "stop"};
  if (id != "offer") return {"yes", "no", "unsure"};
  std::vector<std::string> options(std::begin(nlu::feeling_names), std::end(nlu::feeling_names));
  options.emplace_back("none");
  return options;
}

std::string fill_placeholders(std::string_view text, Values const& values) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto const close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    auto const name =
        close == std::string_view::npos ? std::string_view() : text.substr(i + 1, close - i - 1);
    auto const found =
        std::ranges::find_if(values, [&](auto const& each) { return each.first == name; });
    if (close == std::string_view::npos || found == values.end()) {
      out += text[i++];
      continue;
    }
    out += found->second;
    i = close + 1;
  }
  return out;
}

}  // namespace foyer::dialog
