#include "dialog/structure.h"

#include <sodium.h>

#include <algorithm>
#include <numeric>

namespace foyer::dialog {

using nlohmann::json;

namespace {

struct Names {
  std::string_view name;
  int value;
};
constexpr std::array kinds = {Names{"choice", 0}, Names{"milestone", 1}, Names{"open", 2},
                              Names{"consent", 3}, Names{"menu", 4}};
constexpr std::array roles = {Names{"none", 0}, Names{"length", 1}, Names{"place", 2}, Names{"offer", 3},
                              Names{"contact", 4}};
constexpr std::array abouts = {Names{"story", 0}, Names{"feeling", 1}, Names{"hope", 2}};

template <std::size_t count>
int value_of(std::array<Names, count> const& names, std::string_view name) {
  for (auto const& each : names)
    if (each.name == name) return each.value;
  return -1;
}

template <std::size_t count>
std::vector<std::string> names_of(std::array<Names, count> const& names) {
  std::vector<std::string> out;
  for (auto const& each : names) out.emplace_back(each.name);
  return out;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const cost = a[i - 1] == b[j - 1] ? 0U : 1U;
      auto const best = std::min({row[j] + 1, row[j - 1] + 1, diagonal + cost});
      diagonal = std::exchange(row[j], best);
    }
  }
  return row.back();
}

std::string hash_of(json const& structure) {
  auto const text = structure.dump();
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(text.data()),
                     text.size(), nullptr, 0);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

class Reader {
 public:
  Reader(JsonSource const& source, Practice const& practice, Dialog& dialog, std::vector<Fault>& faults)
      : source_(source), practice_(practice), dialog_(dialog), faults_(faults) {}

  void read() {
    auto const& root = source_.value;
    if (!root.is_object() || !root.contains("questions") || !root["questions"].is_array() ||
        root["questions"].empty())
      return fault("FY010", "", "has no list of `questions`.");
    dialog_.id = text(root, "id", "");
    dialog_.hash = hash_of(root);
    dialog_.turns_max = root.value("turns_max", std::uint16_t{200});
    for (auto const& chapter : root.value("chapters", std::vector<std::string>{}))
      dialog_.chapters.push_back({.id = chapter});
    if (dialog_.chapters.size() > chapters_max)
      fault("FY010", "/chapters", "holds more than 8 chapters.");
    if (root["questions"].size() > questions_max)
      return fault("FY010", "/questions", "holds more than 128 questions.");
    for (std::size_t i = 0; i < root["questions"].size(); ++i) read_question(root["questions"][i], i);
    check_chapters();
    for (std::size_t i = 0; i < house_names.size(); ++i) dialog_.house[i].id = house_names[i];
  }

 private:
  void fault(std::string code, std::string const& pointer, std::string what) {
    faults_.push_back({std::move(code), source_.at(pointer), std::move(what)});
  }

  std::string text(json const& object, char const* key, std::string const& pointer) {
    auto const found = object.find(key);
    if (found != object.end() && found->is_string()) return found->get<std::string>();
    fault("FY010", pointer, std::string("needs `") + key + "`, a text.");
    return {};
  }

  template <std::size_t count>
  int one_of(json const& object, char const* key, std::array<Names, count> const& names,
             std::string const& pointer) {
    auto const name = object.value(key, std::string(names.front().name));
    auto const value = value_of(names, name);
    if (value < 0)
      fault("FY011", pointer + "/" + key,
            "`" + name + "` is no " + key + "." + did_you_mean(name, names_of(names)));
    return value;
  }

  void read_question(json const& object, std::size_t index) {
    auto const pointer = "/questions/" + std::to_string(index);
    Question question;
    question.id = text(object, "id", pointer);
    for (auto const& each : dialog_.questions)
      if (each.id == question.id)
        fault("FY012", pointer, "a second question is called `" + question.id + "`.");
    question.kind = static_cast<Kind>(std::max(0, one_of(object, "kind", kinds, pointer)));
    question.role = static_cast<Role>(std::max(0, one_of(object, "role", roles, pointer)));
    question.about = static_cast<About>(std::max(0, one_of(object, "about", abouts, pointer)));
    question.milestone = object.value("milestone", "");
    question.tender = object.value("tender", false);
    read_chapter(object, question, pointer);
    read_options(object, question, pointer);
    read_when(object, question, pointer);
    dialog_.questions.push_back(std::move(question));
  }

  void read_chapter(json const& object, Question& question, std::string const& pointer) {
    auto const id = object.value("chapter", "");
    if (id.empty()) return;
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < dialog_.chapters.size(); ++i) {
      ids.push_back(dialog_.chapters[i].id);
      if (ids.back() == id) question.chapter = static_cast<std::int8_t>(i);
    }
    if (question.chapter < 0)
      fault("FY013", pointer + "/chapter", "there is no chapter `" + id + "`." + did_you_mean(id, ids));
  }

  void read_options(json const& object, Question& question, std::string const& pointer) {
    switch (question.kind) {
      case Kind::milestone:
        question.options.assign(stop_names.begin(), stop_names.end());
        return;
      case Kind::consent:
        question.options = {"yes", "no"};
        return;
      case Kind::open:
        return;
      case Kind::menu:
        for (auto const& chapter : dialog_.chapters) question.options.push_back(chapter.id);
        question.options.emplace_back("finish");
        return;
      case Kind::choice:
        break;
    }
    question.options = object.value("options", std::vector<std::string>{});
    if (question.options.empty() || question.options.size() > options_max)
      fault("FY014", pointer, "`" + question.id + "` is a choice and needs between 1 and 60 `options`.");
    if (question.role == Role::length && question.options.size() != 3)
      fault("FY014", pointer + "/options", "a question of length has three options: 3, 5, all.");
    for (std::size_t i = 0; i < question.options.size() && question.role == Role::place; ++i)
      if (std::ranges::find(practice_.licensed, question.options[i]) != practice_.licensed.end())
        question.licensed |= std::uint64_t{1} << i;
  }

  void read_when(json const& object, Question& question, std::string const& pointer) {
    auto const when = object.value("when", json::object());
    for (auto const& [earlier, classes] : when.items()) {
      auto const here = pointer + "/when/" + earlier;
      auto const target = find(earlier);
      if (target == no_question) {
        std::vector<std::string> ids;
        for (auto const& each : dialog_.questions) ids.push_back(each.id);
        fault("FY015", here,
              "`when` names `" + earlier + "`, which is no earlier question." +
                  did_you_mean(earlier, ids));
        continue;
      }
      Condition condition{target, 0};
      for (auto const& name : classes.is_array() ? classes : json::array({classes}))
        condition.marks |= marks_of(dialog_.questions[target], name.get<std::string>(), here);
      question.when.push_back(condition);
    }
  }

  QuestionIndex find(std::string_view id) const {
    for (std::size_t i = 0; i < dialog_.questions.size(); ++i)
      if (dialog_.questions[i].id == id) return static_cast<QuestionIndex>(i);
    return no_question;
  }

  std::uint64_t marks_of(Question const& question, std::string const& name, std::string const& pointer) {
    if (name == "left") return std::uint64_t{1} << left;
    if (question.kind == Kind::open && name == "said") return std::uint64_t{1} << first_mark;
    std::vector<std::string> names = question.options;
    if (question.role == Role::place) {
      auto const all = ((std::uint64_t{1} << question.options.size()) - 1);
      if (name == "licensed") return question.licensed << first_mark;
      if (name == "elsewhere") return (all & ~question.licensed) << first_mark;
      names = {"licensed", "elsewhere"};
    }
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return std::uint64_t{1} << (first_mark + i);
    names.emplace_back("left");
    fault("FY016", pointer,
          "`" + question.id + "` is never answered `" + name + "`." + did_you_mean(name, names));
    return 0;
  }

  void check_chapters() {
    bool menu = false;
    for (std::size_t i = 0; i < dialog_.questions.size(); ++i) {
      auto const& question = dialog_.questions[i];
      auto const pointer = "/questions/" + std::to_string(i);
      if (question.kind == Kind::menu && menu) fault("FY017", pointer, "a dialog has one `menu`.");
      if (question.kind == Kind::menu) menu = true;
      if (question.chapter >= 0 && !menu)
        fault("FY017", pointer, "stands before the `menu` that opens its chapter.");
    }
  }

  JsonSource const& source_;
  Practice const& practice_;
  Dialog& dialog_;
  std::vector<Fault>& faults_;
};

}  // namespace

std::string did_you_mean(std::string_view wrong, std::vector<std::string> const& candidates) {
  std::string const* best = nullptr;
  std::size_t nearest = std::max<std::size_t>(3, wrong.size() / 3);
  for (auto const& each : candidates) {
    auto const far = distance(wrong, each);
    if (far < nearest) {
      nearest = far;
      best = &each;
    }
  }
  return best ? " Did you mean `" + *best + "`?" : "";
}

void read_structure(JsonSource const& source, Practice const& practice, Dialog& dialog,
                    std::vector<Fault>& faults) {
  Reader(source, practice, dialog, faults).read();
}

}  // namespace foyer::dialog
