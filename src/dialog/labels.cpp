#include "dialog/compiling.h"
#include "dialog/structure.h"

namespace foyer::dialog {

using nlohmann::json;

namespace {

class Labels {
 public:
  explicit Labels(Compiling& compiling) : compiling_(compiling) {}

  void add() {
    for (auto const& question : compiling_.dialog.questions) add_question(question);
    for (auto const& house : compiling_.dialog.house) add_question(house);
    for (auto const& chapter : compiling_.dialog.chapters) add_chapter(chapter);
    add_titles();
  }

 private:
  void add_question(Question const& question) {
    for (std::size_t i = 0; i < compiling_.sources.size(); ++i) {
      auto const words = compiling_.sources[i].merged.value(
          json::json_pointer("/questions/" + question.id), json::object());
      auto const options = words.value("options", json::object());
      std::vector<std::string> labels;
      for (auto const& option : question.options) {
        labels.push_back(label_of(question, option, options, i));
        if (question.kind != Kind::menu || option == "finish")
          add_label(i, "the button `" + question.id + "." + option + "`", labels.back(),
                    "/questions/" + question.id + "/options/" + option);
      }
      compiling_.dialog.words[i].labels.push_back(std::move(labels));
      auto cues = cues_of(question, words.value("cues", json::object()), i);
      add_hope_cues(question, i, cues);
      compiling_.dialog.words[i].cues.push_back(std::move(cues));
    }
  }

  void add_label(std::size_t locale, std::string name, std::string const& text,
                 std::string const& pointer) {
    compiling_.loaded.labels.push_back(
        {locale, std::move(name), text, compiling_.sources[locale].at(pointer)});
  }

  // "Ojala" is a yes to whatever asks for a hope, and to nothing else.
  void add_hope_cues(Question const& question, std::size_t locale, std::vector<Cue>& cues) {
    if (question.kind != Kind::milestone || question.about != About::hope) return;
    auto const& source = compiling_.sources[locale];
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
      return compiling_.sources[locale].merged.value(
          json::json_pointer("/chapters/" + option + "/title"), option);
    if (auto const found = options.find(option); found != options.end() && found->is_string())
      return found->get<std::string>();
    compiling_.fault("FY025", compiling_.sources[locale].at("/questions/" + question.id),
                     "`" + question.id + "` has no text for its button `" + option + "`.");
    return option;
  }

  std::vector<Cue> cues_of(Question const& question, json const& cues, std::size_t locale) {
    std::vector<Cue> out;
    for (auto const& [label, patterns] : cues.items()) {
      auto const index = cue_label(question, label);
      if (index < 0) {
        compiling_.fault("FY026",
                         compiling_.sources[locale].at("/questions/" + question.id + "/cues/" + label),
                         "`" + label + "` is no answer of `" + question.id + "`." +
                             did_you_mean(label, question.options));
        continue;
      }
      add_cues(static_cast<std::uint8_t>(index), patterns, compiling_.sources[locale],
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

  void add_chapter(Chapter const& chapter) {
    for (std::size_t i = 0; i < compiling_.sources.size(); ++i) {
      auto const pointer = "/chapters/" + chapter.id + "/title";
      auto& titles = compiling_.dialog.words[i].chapter_titles;
      titles.push_back(compiling_.sources[i].merged.value(json::json_pointer(pointer), chapter.id));
      add_label(i, "the title of the chapter `" + chapter.id + "`", titles.back(), pointer);
    }
  }

  // What has no title is called by its id.
  void add_titles() {
    for (std::size_t i = 0; i < compiling_.sources.size(); ++i) {
      auto const text = [&](std::string const& pointer, std::string const& otherwise) {
        return compiling_.sources[i].merged.value(json::json_pointer(pointer), otherwise);
      };
      auto& words = compiling_.dialog.words[i];
      words.title = text("/title", compiling_.dialog.id);
      add_label(i, "the dialog's title", words.title, "/title");
      for (auto const& question : compiling_.dialog.questions) {
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

  Compiling& compiling_;
};

}  // namespace

void add_labels(Compiling& compiling) {
  Labels(compiling).add();
}

}  // namespace foyer::dialog
