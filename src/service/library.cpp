#include "service/library.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>

#include "dialog/files.h"
#include "handoff/share.h"
#include "verify/check.h"

namespace foyer::service {

namespace {

// A button's own words, typed, are a tap on it.
std::string literal(std::string_view label) {
  std::string out = "^\\W*";
  bool gap = false;
  for (char const c : label) {
    bool const word = std::isalnum(static_cast<unsigned char>(c)) || (c & 0x80);
    if (!word) {
      gap = true;
      continue;
    }
    if (gap && out.size() > 4) out += "\\W+";
    gap = false;
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out + "\\W*$";
}

Result<nlu::CueSet> cues_of(dialog::Dialog const& dialog, dialog::Words const& words,
                            std::size_t index) {
  std::vector<nlu::CueSource> sources;
  for (auto const& cue : words.cues[index]) sources.push_back({cue.label, cue.pattern});
  auto const kind = dialog.question(index).kind;
  bool const by_option = kind == dialog::Kind::choice || kind == dialog::Kind::menu;
  for (std::size_t i = 0; by_option && i < words.labels[index].size(); ++i)
    sources.push_back({static_cast<std::uint8_t>(i), literal(words.labels[index][i])});
  auto set = nlu::CueSet::compile(sources);
  if (!set)
    return fail(dialog.id + "/" + words.locale + ".json, cues of " + dialog.question(index).id,
                set.error().what);
  return std::move(*set);
}

std::string told(dialog::Fault const& fault) {
  return fault.where + "  " + fault.code + "  " + fault.what;
}

std::string told(verify::Finding const& finding) {
  auto line = finding.where + "  " + finding.code + "  " + finding.what;
  for (auto const& turn : finding.talk) line += "\n      visitor  " + turn;
  return line;
}

// Words and questions that an older agenda has no use for are no fault.
bool sound(verify::Report const& report) {
  return std::ranges::all_of(
      report.findings, [](auto const& each) { return each.code == "FY111" || each.code == "FY112"; });
}

}  // namespace

std::string escape(std::string_view text) {
  auto quoted = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

std::string bare_words(std::string normalised) {
  std::erase_if(normalised, [](unsigned char c) { return c < 0x80 && std::ispunct(c); });
  return normalised;
}

std::size_t Edition::locale_index(std::string_view locale) const {
  for (std::size_t i = 0; i < dialog->words.size(); ++i)
    if (dialog->words[i].locale == locale) return i;
  return 0;
}

Result<std::shared_ptr<Edition const>> make_edition(dialog::Loaded loaded, nlu::Reader const& reader) {
  auto edition = std::make_shared<Edition>();
  edition->dialog = std::move(loaded.dialog);
  edition->structure = std::move(loaded.structure);
  auto const& dialog = *edition->dialog;
  auto const questions = dialog.questions.size() + dialog.house.size();
  std::size_t labels = 0;
  for (std::size_t q = 0; q < questions; ++q) {
    edition->first_label.push_back(labels);
    labels += dialog.question(q).options.size();
  }
  for (auto const& words : dialog.words) {
    auto& lines = edition->lines.emplace_back();
    for (auto const& text : words.text) lines.push_back(escape(text));
    auto& flat = edition->labels.emplace_back();
    auto& spoken = edition->spoken.emplace_back();
    auto& cues = edition->cues.emplace_back();
    for (std::size_t q = 0; q < questions; ++q) {
      for (auto const& label : words.labels[q]) {
        flat.push_back(escape(label));
        spoken.push_back(bare_words(reader.normalised(label)));
      }
      auto set = cues_of(dialog, words, q);
      if (!set) return tl::unexpected(set.error());
      cues.push_back(std::move(*set));
    }
  }
  return std::shared_ptr<Edition const>(std::move(edition));
}

Result<std::shared_ptr<Library const>> Library::open(std::filesystem::path const& dialogs,
                                                     std::filesystem::path const& practices,
                                                     std::vector<std::string>& faults) {
  auto library = std::make_shared<Library>();
  library->dialogs_ = dialogs;
  for (auto const& fault : dialog::check_files(dialogs)) faults.push_back(told(fault));
  auto reader = nlu::Reader::load(dialogs);
  if (!reader) return tl::unexpected(reader.error());
  library->reader_ = std::make_unique<nlu::Reader const>(std::move(*reader));
  auto help = HelpLines::load(dialogs);
  auto never = verify::load_never(dialogs);
  auto loaded_practices = dialog::load_practices(practices);
  if (!help) return tl::unexpected(help.error());
  if (!never) return tl::unexpected(never.error());
  if (!loaded_practices) return tl::unexpected(loaded_practices.error());
  library->help_ = std::move(*help);
  library->never_ = std::move(*never);
  library->practices_ = std::move(*loaded_practices);

  for (auto const& practice : library->practices_) {
    for (auto const& fault : handoff::faults_of(practice)) faults.push_back(told(fault));
    for (auto const& name : dialog::dialog_names(dialogs)) {
      auto loaded = dialog::load(dialogs, name, practice);
      for (auto const& finding : verify::check(loaded, library->never_).findings)
        faults.push_back(told(finding));
      if (!faults.empty()) continue;
      auto edition = make_edition(std::move(loaded), *library->reader_);
      if (!edition) return tl::unexpected(edition.error());
      library->editions_.emplace(std::pair(practice.id, name), std::move(*edition));
    }
  }
  if (!faults.empty())
    return fail(dialogs.string(), "is not served: `foyer check` finds fault with it.");
  return std::shared_ptr<Library const>(std::move(library));
}

dialog::Practice const* Library::practice(std::string_view id) const {
  auto const found = std::ranges::find(practices_, id, &dialog::Practice::id);
  return found == practices_.end() ? nullptr : &*found;
}

std::shared_ptr<Edition const> Library::edition(std::string_view practice,
                                                std::string_view dialog) const {
  auto const found = editions_.find({std::string(practice), std::string(dialog)});
  return found == editions_.end() ? nullptr : found->second;
}

std::shared_ptr<Edition const> Library::older(std::string_view practice_id, std::string_view dialog,
                                              std::string const& structure) const {
  auto const* owner = practice(practice_id);
  if (!owner) return nullptr;
  std::lock_guard const lock(older_mutex_);
  auto const [place, fresh] =
      older_.try_emplace({std::string(practice_id), std::string(dialog), structure}, nullptr);
  if (!fresh) return place->second;
  auto loaded = dialog::load(dialogs_, dialog, *owner, structure);
  if (!loaded.dialog || !sound(verify::check(loaded, never_))) return nullptr;
  auto edition = make_edition(std::move(loaded), *reader_);
  if (edition) place->second = std::move(*edition);
  return place->second;
}

std::vector<std::string> Library::dialog_names() const {
  std::set<std::string> names;
  for (auto const& [key, edition] : editions_) names.insert(key.second);
  return {names.begin(), names.end()};
}

}  // namespace foyer::service
