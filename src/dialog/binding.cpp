#include "dialog/compiling.h"

namespace foyer::dialog {

namespace {

class Binding {
 public:
  explicit Binding(Compiling& compiling) : compiling_(compiling) {}

  void bind() {
    auto& dialog = compiling_.dialog;
    for (auto& question : dialog.questions) bind_question(question, false);
    for (auto& house : dialog.house) bind_question(house, true);
    for (auto& chapter : dialog.chapters) bind_chapter(chapter);
    bind_shared();
  }

 private:
  FamilyIndex find(std::string_view id) const {
    for (std::size_t i = 1; i < compiling_.dialog.families.size(); ++i)
      if (compiling_.dialog.families[i].id == id) return static_cast<FamilyIndex>(i);
    return 0;
  }

  FamilyIndex need(std::string const& id, std::string const& parent = "/lines") {
    auto const index = find(id);
    if (index == 0)
      compiling_.fault("FY020", compiling_.first().at(parent), "has no lines `" + id + "`.");
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

  void bind_chapter(Chapter& chapter) {
    chapter.opening = need(chapter.id + ".opening", "/chapters/" + chapter.id);
    chapter.closing = need(chapter.id + ".closing", "/chapters/" + chapter.id);
  }

  void bind_shared() {
    for (std::size_t i = 0; i < shared_names.size(); ++i)
      compiling_.dialog.shared[i] = need(std::string(shared_names[i]));
    for (std::size_t i = 0; i < nlu::feeling_count; ++i)
      compiling_.dialog.felt[i] = need("felt." + std::string(nlu::feeling_names[i]));
    for (std::size_t i = 1; i < compiling_.dialog.support.size(); ++i) {
      auto const kind = std::string(nlu::to_string(static_cast<nlu::Risk>(i)));
      compiling_.dialog.support[i] = find("support." + kind);
      compiling_.dialog.check_in[i] = find("check-in." + kind);
      compiling_.dialog.crisis[i] = find("crisis." + kind);
    }
    for (std::size_t i = 1; i < compiling_.dialog.practical.size(); ++i) {
      auto const topic = std::string(nlu::to_string(static_cast<nlu::Topic>(i)));
      auto const own = find("practice." + topic);
      bool const person = static_cast<nlu::Topic>(i) == nlu::Topic::person;
      compiling_.dialog.practical[i] =
          own != 0 ? own : need(person ? std::string("person") : "practical." + topic);
    }
    compiling_.dialog.practical[0] = compiling_.dialog.practical.back();
  }

  Compiling& compiling_;
};

}  // namespace

void bind_families(Compiling& compiling) {
  Binding(compiling).bind();
}

}  // namespace foyer::dialog
