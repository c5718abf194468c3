#include "dialog/words_schema.h"

#include <algorithm>
#include <array>

#include "dialog/structure.h"
#include "dialog/words.h"

namespace foyer::dialog {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t width_max = 110;

struct Part {
  char const* name;
  char const* description;
};
constexpr std::array parts = {
    Part{"ask",
         "The question, at its first asking: at most 26 words, one question mark in the whole turn."},
    Part{"again",
         "A short way back to the question after an aside: at most 16 words, two or three variants."},
    Part{"differently",
         "The same question said in another way, simpler and more concrete: at most 30 words."},
    Part{"why", "Why do I ask, in one or two statements: at most 30 words, no question mark."},
    Part{"reply",
         "What is said when the visitor answered so: received, made normal or made to matter. No "
         "question mark; at most 26 words."},
    Part{"said",
         "What is said to any words without a feeling in them. No question mark; at most 26 words."},
    Part{"opening", "Said when the chapter begins: at most 16 words."},
    Part{"closing", "Said when the chapter ends: at most 16 words."},
    Part{"shared",
         "A family that all dialogs have (docs/words.md); written here, it counts for this dialog."}};

json ref(std::string const& name) {
  return {{"$ref", "#/definitions/" + name}};
}

json text(char const* description) {
  return {{"description", description}, {"type", "string"}, {"minLength", 1}};
}

json definitions() {
  json out;
  out["lines"] = {{"type", "object"},
                  {"minProperties", 1},
                  {"patternProperties", {{"^[a-z][a-z0-9-]*$", {{"type", "string"}}}}},
                  {"additionalProperties", false}};
  for (auto const& part : parts)
    out[part.name] = {{"description", part.description}, {"allOf", json::array({ref("lines")})}};
  out["button"] = text("The button's text. Of a milestone: a sentence in the visitor's own mouth.");
  out["cues"] = {
      {"description",
       "Phrases that answer this very question so, without a yes or a no: RE2 over lower-case text."},
      {"type", "array"},
      {"minItems", 1},
      {"items", {{"type", "string"}, {"minLength", 1}}}};
  return out;
}

json object(json properties, std::vector<std::string> const& required) {
  json out = {
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = required;
  return out;
}

// A family of lines; the names that the first language has are needed in all.
json family(char const* part, json const& first, std::string const& pointer) {
  auto const place = json::json_pointer(pointer);
  std::vector<std::string> names;
  if (first.contains(place) && first[place].is_object())
    for (auto const& [name, line] : first[place].items()) names.push_back(name);
  if (names.empty()) return ref(part);
  return {{"allOf", json::array({ref(part)})}, {"required", names}};
}

std::vector<std::string> reply_names(Question const& question) {
  if (question.role == Role::place) return {"licensed", "elsewhere"};
  if (question.kind == Kind::open) return {"said"};
  if (question.kind == Kind::menu) return {"none"};
  return question.options;
}

std::vector<std::string> cue_names(Question const& question) {
  if (question.kind == Kind::choice || question.kind == Kind::menu) return question.options;
  return {"yes", "somewhat", "no", "unsure", "decline", "not_relevant", "unclear"};
}

std::vector<std::string> button_names(Question const& question) {
  if (question.kind == Kind::menu) return {"finish"};  // the chapters' titles are the others
  return question.options;
}

// `need`: which parts the loader insists on.
json question_schema(Question const& question, std::vector<std::string> need, bool replies_needed,
                     json const& first) {
  auto const here = "/questions/" + question.id;
  json properties;
  for (auto const* part : {"ask", "again", "differently", "why"})
    properties[part] = family(part, first, here + "/" + part);
  if (auto const names = button_names(question); !names.empty()) {
    json buttons;
    for (auto const& name : names) buttons[name] = ref("button");
    properties["options"] = object(std::move(buttons), names);
    need.emplace_back("options");
  }
  if (auto const names = reply_names(question); !names.empty()) {
    json replies;
    for (auto const& name : names)
      replies[name] =
          family(question.kind == Kind::open ? "said" : "reply", first, here + "/replies/" + name);
    properties["replies"] =
        object(std::move(replies), replies_needed ? names : std::vector<std::string>{});
    if (replies_needed) need.emplace_back("replies");
  }
  json cues;
  for (auto const& name : cue_names(question)) cues[name] = ref("cues");
  properties["cues"] = object(std::move(cues), {});
  return object(std::move(properties), need);
}

json house_schema(std::string_view id, json const& first) {
  Question question;
  question.id = id;
  question.kind = Kind::choice;
  question.options = house_options(id);
  std::vector<std::string> need = {"ask"};
  if (id != "ended") need.emplace_back("again");
  if (id == "offer") need.emplace_back("why");
  return question_schema(question, need, false, first);
}

bool of_safety(std::string_view id) {
  static constexpr std::string_view beginnings[] = {"support.", "check-in.", "crisis.",   "hold.",
                                                    "lighter",  "minor",     "fail-safe", "safety-"};
  return std::ranges::any_of(beginnings, [&](auto beginning) { return id.starts_with(beginning); });
}

struct SharedName {
  std::string id;
  bool needed = false;
};

std::vector<SharedName> shared_families() {
  std::vector<SharedName> out;
  for (auto const name : shared_names) out.push_back({std::string(name), true});
  for (auto const name : nlu::feeling_names) out.push_back({"felt." + std::string(name), true});
  for (std::size_t i = 1; i < nlu::risk_count; ++i)
    for (auto const* beginning : {"support.", "check-in.", "crisis."})
      out.push_back({beginning + std::string(nlu::to_string(static_cast<nlu::Risk>(i))), false});
  for (std::size_t i = 1; i < nlu::topic_count; ++i)
    if (auto const topic = static_cast<nlu::Topic>(i); topic != nlu::Topic::person)
      out.push_back({"practical." + std::string(nlu::to_string(topic)), true});
  return out;
}

json root(std::string const& title, json properties, std::vector<std::string> const& required) {
  properties["$schema"] = {{"description", "Where an editor finds this description."},
                           {"type", "string"}};
  properties["locale"] = {
      {"description", "The language of this file."}, {"type", "string"}, {"pattern", "^[a-z]{2}$"}};
  auto out = object(std::move(properties), required);
  out["$schema"] = "http://json-schema.org/draft-07/schema#";
  out["title"] = title;
  out["description"] = "Made by `foyer schema`; docs/words.md says how the words are written.";
  out["definitions"] = definitions();
  return out;
}

json chapters_schema(Dialog const& dialog, json const& first) {
  json chapters;
  std::vector<std::string> ids;
  for (auto const& chapter : dialog.chapters) {
    auto const here = "/chapters/" + chapter.id;
    chapters[chapter.id] = object({{"title", text("The chapter's button, and its name in the summary.")},
                                   {"opening", family("opening", first, here + "/opening")},
                                   {"closing", family("closing", first, here + "/closing")}},
                                  {"title", "opening", "closing"});
    ids.push_back(chapter.id);
  }
  return object(std::move(chapters), ids);
}

// Titles of the milestones, and what stands beside the visitor's words in a record.
void add_record(json& out, json const& first) {
  json titles, ids = json::array();
  auto const milestones = first.value("milestones", json::object());
  for (auto const& [id, title] : milestones.items()) {
    titles[id] = text("The milestone's name in a record.");
    ids.push_back(id);
  }
  out["properties"]["milestones"] = object(std::move(titles), ids);
  out["properties"]["record"] = object(
      {{"words", text("A question that was answered in own words, beside its buttons: {question}.")},
       {"wish", text("Beside a wish for one line.")},
       {"ask_me", text("The wish to be asked about it.")},
       {"not_first", text("The wish not to begin with it.")}},
      {"words", "wish", "ask_me", "not_first"});
  out["required"].push_back("milestones");
  out["required"].push_back("record");
}

// Cues that questions share by what they are `about`.
void add_cues(json& out) {
  json cues;
  for (auto const* name : {"yes", "somewhat", "no", "unsure", "decline", "not_relevant"})
    cues[name] = ref("cues");
  auto hope = object(std::move(cues), {});
  hope["description"] = "Phrases that answer so any milestone about a hope.";
  out["properties"]["cues"] = object({{"hope", std::move(hope)}}, {});
}

}  // namespace

json words_schema(Dialog const& dialog, json const& first) {
  json questions;
  std::vector<std::string> ids;
  for (auto const& question : dialog.questions) {
    questions[question.id] = question_schema(question, {"ask", "again", "differently", "why"},
                                             question.kind != Kind::open, first);
    ids.push_back(question.id);
  }
  for (auto const id : house_names) questions[std::string(id)] = house_schema(id, json());
  json lines;
  for (auto const& each : shared_families())
    lines[each.id] = family("shared", first, "/lines/" + each.id);
  json properties = {{"questions", object(std::move(questions), ids)},
                     {"lines", object(std::move(lines), {})},
                     {"title", text("The dialog's name, as a person reads it in a record.")}};
  std::vector<std::string> required = {"locale", "questions"};
  if (first.is_object() && first.contains("title")) required.emplace_back("title");
  if (!dialog.chapters.empty()) {
    properties["chapters"] = chapters_schema(dialog, first);
    required.emplace_back("chapters");
  }
  return root("The words of `" + dialog.id + "`", std::move(properties), required);
}

json shared_words_schema(std::string_view which, json const& first) {
  bool const safety = which == "safety";
  json questions, lines;
  std::vector<std::string> ids, needed;
  for (auto const id : house_names)
    if (of_safety(id) == safety) {
      questions[std::string(id)] = house_schema(id, first);
      ids.emplace_back(id);
    }
  for (auto const& each : shared_families())
    if (of_safety(each.id) == safety) {
      lines[each.id] = family("shared", first, "/lines/" + each.id);
      if (each.needed) needed.push_back(each.id);
    }
  auto out = root(
      safety ? "What is said in hard moments" : "The words that all dialogs share",
      {{"questions", object(std::move(questions), ids)}, {"lines", object(std::move(lines), needed)}},
      {"locale", "questions", "lines"});
  if (!safety) {
    add_record(out, first);
    add_cues(out);
  }
  return out;
}

json as_patch(json schema) {
  if (schema.is_array()) {
    for (auto& each : schema) each = as_patch(each);
    return schema;
  }
  if (!schema.is_object()) return schema;
  for (auto const* key : {"required", "minProperties"})
    if (schema.contains(key) && (schema[key].is_array() || schema[key].is_number())) schema.erase(key);
  if (schema.contains("type") && schema["type"].is_string())
    schema["type"] = json::array({schema["type"], "null"});
  for (auto& [key, value] : schema.items()) value = as_patch(value);
  return schema;
}

std::string laid_out(json const& value) {
  auto const write = [](auto const& self, json const& each, std::size_t indent) -> std::string {
    auto flat = each.dump();
    if (flat.size() + indent <= width_max || !each.is_structured() || each.empty()) return flat;
    std::string const pad(indent + 1, ' ');
    std::string out = each.is_object() ? "{" : "[";
    bool next = false;
    for (auto const& [key, part] : each.items()) {
      out += (next ? ",\n" : "\n") + pad + (each.is_object() ? json(key).dump() + ": " : "") +
             self(self, part, indent + 1);
      next = true;
    }
    return out + "\n" + std::string(indent, ' ') + (each.is_object() ? "}" : "]");
  };
  return write(write, value, 0) + "\n";
}

Result<std::vector<Generated>> generated_schemas(fs::path const& dialogs) {
  std::vector<Generated> out;
  for (auto const* which : {"common", "safety"}) {
    auto const folder =
        which == std::string_view("safety") ? dialogs / "safety" / "words" : dialogs / "common";
    auto const first = read_json(folder / "en.json");
    if (!first) return tl::unexpected(first.error());
    auto const file =
        which == std::string_view("safety") ? "safety.words.schema.json" : "words.schema.json";
    out.push_back({file, laid_out(shared_words_schema(which, first->value))});
  }
  for (auto const& name : dialog_names(dialogs)) {
    auto const structure = read_json(dialogs / name / "dialog.json");
    if (!structure) return tl::unexpected(structure.error());
    Dialog dialog;
    std::vector<Fault> faults;
    read_structure(*structure, {}, dialog, faults);
    if (!faults.empty()) return fail(faults.front().where, faults.front().what);
    auto const locale = structure->value.value("locales", std::vector<std::string>{"en"}).front();
    auto const first = read_json(dialogs / name / (locale + ".json"));
    out.push_back({name + ".words.schema.json",
                   laid_out(words_schema(dialog, first ? first->value : json::object()))});
  }
  return out;
}

}  // namespace foyer::dialog
