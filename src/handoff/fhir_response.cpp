#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "handoff/delivery.h"
#include "handoff/fhir_items.h"

namespace foyer::handoff {

namespace fhir {

namespace {

struct Answer {
  Json value;        // {"valueString": …}, {"valueCoding": …}
  std::string text;  // the question as it was read, where it is not worded so any more
};
using Answers = std::map<std::string, Answer>;  // by linkId

// All that FHIR lets a string hold; nothing else is changed. Empty where no word is left.
std::string own_words(std::string_view text) {
  std::string out;
  bool says_something = false;
  for (char const c : text) {
    bool const space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    bool const control = static_cast<unsigned char>(c) < ' ' && !space;
    if (!control) out += c;
    says_something = says_something || (!control && !space);
  }
  return says_something ? out : "";
}

class Filing {
 public:
  Filing(Share const& share, dialog::Dialog const& dialog, RecordStyle const& style)
      : share_(share), dialog_(dialog), writer_(dialog, style), read_in_(dialog.in(share.locale)) {}

  Result<Answers> answers() {
    for (auto const& entry : share_.entries)
      for (auto const& line : entry.lines)
        if (auto const filed = file(entry, line); !filed) return tl::unexpected(filed.error());
    return std::move(answers_);
  }

 private:
  Result<void> file(Entry const& entry, Line const& line) {
    auto const id = line.id.substr(0, line.id.rfind(':'));
    auto const index = find(id);
    if (!index)
      return fail(share_.number, "speaks of a question `" + id + "` that `" + dialog_.id +
                                     "` does not have: it was held with other dialogs (--dialogs).");
    auto const& question = dialog_.questions[*index];
    if (line.id != id + (line.stop ? ":stop" : ":words") || !seen_.insert(line.id).second)
      return fail(share_.number, "names a line `" + line.id + "` that no share has, or twice.");
    if (!line.stop) {
      if (auto words = own_words(line.text); !words.empty())
        put(line, words_link(question),
            {{{"valueString", std::move(words)}}, as_read(entry, line, *index)});
      return {};
    }
    auto const option = std::ranges::find(question.options, entry.option);
    if (option == question.options.end() || question.kind == dialog::Kind::consent)
      return fail(share_.number, "answers `" + id + "` with `" + entry.option + "`, which `" +
                                     dialog_.id + "` does not have: it was held with other dialogs.");
    auto const place = static_cast<std::size_t>(option - question.options.begin());
    auto coding = writer_.option_coding(*index, place);
    if (!read_in_ || read_in_->labels[*index][place] != line.text) {
      coding["display"] = line.text;
      coding.erase("_display");
    }
    put(line, question.id, {{{"valueCoding", std::move(coding)}}, as_read(entry, line, *index)});
    return {};
  }

  std::optional<std::size_t> find(std::string const& id) const {
    auto const found = std::ranges::find(dialog_.questions, id, &dialog::Question::id);
    if (found == dialog_.questions.end()) return std::nullopt;
    return static_cast<std::size_t>(found - dialog_.questions.begin());
  }

  // Only an entry's own question stands in the share; a follow-up's does not.
  std::string as_read(Entry const& entry, Line const& line, std::size_t index) const {
    auto const& question = dialog_.questions[index];
    bool const same = read_in_ && asked(dialog_, question, *read_in_) == entry.question;
    if (same || question.id != entry.question_id) return "";
    bool const beside = !line.stop && question.kind != dialog::Kind::open;
    return beside ? in_own_words(read_in_ ? *read_in_ : dialog_.words.front(), entry.question)
                  : entry.question;
  }

  void put(Line const& line, std::string const& link, Answer answer) {
    answers_[link] = std::move(answer);
    if (line.wish != Wish::none)
      answers_[wish_link(line.id)] = {{{"valueCoding", writer_.wish_coding(line.wish)}}, ""};
  }

  Share const& share_;
  dialog::Dialog const& dialog_;
  Writer writer_;
  dialog::Words const* read_in_;
  Answers answers_;
  std::set<std::string> seen_;
};

// What of the questionnaire's items is answered, with its groups and texts.
Json answered(Json const& items, Answers const& answers) {
  Json out = Json::array();
  for (auto const& item : items) {
    auto const link = item["linkId"].get<std::string>();
    auto nested = item.contains("item") ? answered(item["item"], answers) : Json::array();
    auto const found = answers.find(link);
    bool const group = item["type"] == "group";
    if (group ? nested.empty() : found == answers.end()) continue;
    Json row = {{"linkId", link}, {"text", item["text"]}};
    if (item.contains("_text")) row["_text"] = item["_text"];
    if (group) {
      row["item"] = std::move(nested);
    } else {
      auto answer = found->second.value;
      if (!nested.empty()) answer["item"] = std::move(nested);
      if (!found->second.text.empty()) row["text"] = found->second.text;
      if (!found->second.text.empty()) row.erase("_text");
      row["answer"] = Json::array({std::move(answer)});
    }
    out.push_back(std::move(row));
  }
  return out;
}

bool is_telephone(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos &&
         text.find_first_not_of("0123456789 +-()./") == std::string_view::npos;
}

// Somebody who agreed to be reached, and left a name or a way; nothing else is known of them.
Json subject_of(Contact const& contact) {
  Json person = {{"resourceType", "Patient"}, {"id", "visitor"}};
  auto const name = own_words(contact.name), reach = own_words(contact.reach);
  if (!name.empty()) person["name"] = Json::array({{{"text", name}}});
  auto const* system = is_mail_address(reach) ? "email" : is_telephone(reach) ? "phone" : "other";
  if (!reach.empty()) person["telecom"] = Json::array({{{"system", system}, {"value", reach}}});
  return person.size() > 2 ? person : Json();
}

}  // namespace

}  // namespace fhir

Result<std::string> fhir_response(Share const& share, dialog::Dialog const& dialog,
                                  RecordStyle const& style) {
  fhir::Writer const writer(dialog, style);
  auto const questionnaire = writer.questionnaire();
  auto const answers = fhir::Filing(share, dialog, style).answers();
  if (!answers) return tl::unexpected(answers.error());
  auto const subject = share.contact ? fhir::subject_of(*share.contact) : fhir::Json();

  fhir::Json out = {{"resourceType", "QuestionnaireResponse"}, {"language", style.language}};
  if (!subject.is_null()) out["contained"] = fhir::Json::array({subject});
  out["identifier"] = {{"system", writer.address("share")}, {"value", share.number}};
  out["questionnaire"] =
      questionnaire["url"].get<std::string>() + "|" + questionnaire["version"].get<std::string>();
  out["status"] = "completed";
  if (!subject.is_null()) out["subject"] = {{"reference", "#visitor"}};
  out["authored"] = iso_time(share.sent);
  auto items = fhir::answered(questionnaire["item"], *answers);
  if (!items.empty()) out["item"] = std::move(items);
  return out.dump(2, ' ', false, fhir::Json::error_handler_t::replace) + "\n";
}

}  // namespace foyer::handoff
