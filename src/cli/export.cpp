// `foyer export`: what was shared, and what was asked, in the form of other programs' records.
#include <fmt/core.h>

#include <algorithm>
#include <iostream>
#include <iterator>

#include "base/secret.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/places.h"
#include "dialog/load.h"
#include "handoff/fhir.h"

namespace foyer::cli {

namespace {

struct Options {
  std::string dialogs, practices, practice = "demo", dialog, file = "-", language, base;
};

struct Source {
  std::shared_ptr<dialog::Dialog const> dialog;
  handoff::RecordStyle style;
};

Result<Source> source_of(Options const& options, std::string const& practice_id,
                         std::string const& name) {
  auto const practices = dialog::load_practices(options.practices);
  if (!practices) return tl::unexpected(practices.error());
  auto const practice = std::ranges::find(*practices, practice_id, &dialog::Practice::id);
  if (practice == practices->end())
    return fail(options.practices, "there is no practice `" + practice_id + "`.");
  auto const names = dialog::dialog_names(options.dialogs);
  if (std::ranges::find(names, name) == names.end())
    return fail(options.dialogs, "there is no dialog `" + name + "`.");
  auto const loaded = dialog::load(options.dialogs, name, *practice);
  if (!loaded.dialog) return fail(loaded.faults.front().where, loaded.faults.front().what);
  auto const& first = loaded.dialog->words.front().locale;
  Source source{loaded.dialog,
                {options.language.empty() ? first : options.language,
                 options.base.empty() ? "urn:foyer:" + practice->id : options.base, practice->name}};
  if (!loaded.dialog->in(source.style.language))
    return fail(name, "is not written in `" + source.style.language + "`.");
  while (source.style.base.ends_with('/')) source.style.base.pop_back();
  return source;
}

Result<std::string> questionnaire(Options const& options) {
  auto const source = source_of(options, options.practice, options.dialog);
  if (!source) return tl::unexpected(source.error());
  return handoff::fhir_questionnaire(*source->dialog, source->style);
}

Result<std::string> response(Options const& options) {
  Result<std::string> text = options.file == "-"
                                 ? std::string(std::istreambuf_iterator<char>(std::cin), {})
                                 : read_file(options.file);
  if (!text) return tl::unexpected(text.error());
  auto const share = handoff::read_share(*text);
  wipe(*text);
  if (!share) return fail(options.file == "-" ? "stdin" : options.file, share.error().what);
  auto const source = source_of(options, share->practice, share->dialog);
  if (!source) return tl::unexpected(source.error());
  return handoff::fhir_response(*share, *source->dialog, source->style);
}

int told(Result<std::string> const& done) {
  if (done)
    std::cout << *done;
  else
    fmt::print(stderr, "foyer: {}  {}\n", done.error().where, done.error().what);
  return done ? 0 : 1;
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("export", "Questions and shares, for a practice's own records.")
                      ->require_subcommand(1);
  auto* fhir = command->add_subcommand("fhir", "As FHIR R4, in JSON.")->require_subcommand(1);
  auto options = std::make_shared<Options>();
  options->dialogs = find_folder("dialogs").string();
  options->practices = find_folder("practices").string();
  auto const add = [&](char const* name, char const* help, auto run) {
    auto* each = fhir->add_subcommand(name, help);
    each->add_option("--language", options->language, "the others stand beside it, as translations");
    each->add_option("--base", options->base,
                     "what the addresses in it begin with [urn:foyer:PRACTICE]");
    each->add_option("--dialogs", options->dialogs)->capture_default_str();
    each->add_option("--practices", options->practices)->capture_default_str();
    each->callback([options, run, &exit_code] { exit_code = told(run(*options)); });
    return each;
  };
  auto* asked = add("questionnaire", "A dialog's questions, as a Questionnaire.", questionnaire);
  asked->add_option("dialog", options->dialog)->required();
  asked->add_option("--practice", options->practice, "whose wording it is")->capture_default_str();
  add("response", "What was shared, as a QuestionnaireResponse.", response)
      ->add_option("file", options->file, "what `foyer open --format json` wrote; - is stdin")
      ->capture_default_str();
}

}  // namespace foyer::cli
