#include <sodium.h>

#include <array>

#include "handoff/age_keys.h"
#include "handoff/fhir_items.h"

namespace foyer::handoff {

namespace fhir {

namespace {

// Other words are another version: what a response was answered to can be found again.
std::string version_of(Json const& content) {
  ensure_sodium();
  auto const text = content.dump();
  std::array<unsigned char, 16> digest{};
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(text.data()),
                     text.size(), nullptr, 0);
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

// A name that a program could use: capital first, letters and digits.
std::string name_of(std::string const& dialog) {
  std::string name = "Foyer";
  bool capital = true;
  for (char const c : dialog) {
    bool const letter = c >= 'a' && c <= 'z';
    if (c != '-') name += capital && letter ? static_cast<char>(c - 'a' + 'A') : c;
    capital = c == '-';
  }
  return name;
}

}  // namespace

Json Writer::wishes() const {
  Json concepts = Json::array();
  for (auto const wish : {Wish::ask_me, Wish::not_first}) {
    auto concept_row = wish_coding(wish);
    concept_row.erase("system");
    concepts.push_back(std::move(concept_row));
  }
  Json include = {{"system", address("CodeSystem/wish")}, {"concept", std::move(concepts)}};
  return {{"resourceType", "ValueSet"},
          {"id", "wishes"},
          {"status", "active"},
          {"compose", {{"include", Json::array({std::move(include)})}}}};
}

Json Writer::questionnaire() const {
  Json out = {{"resourceType", "Questionnaire"}, {"id", dialog_.id}, {"language", style_.language}};
  out["contained"] = Json::array({wishes()});
  out["url"] = address("Questionnaire/" + dialog_.id);
  out["version"] = "";  // keeps its place
  out["name"] = name_of(dialog_.id);
  put_text(out, "title", &dialog::Words::title);
  out["status"] = "active";
  out["subjectType"] = Json::array({"Patient"});
  if (!style_.publisher.empty()) out["publisher"] = style_.publisher;
  out["item"] = items();
  // One version in whichever language it is written.
  auto const& first = dialog_.words.front().locale;
  out["version"] =
      style_.language == first
          ? Json(version_of(out))
          : Writer(dialog_, {first, style_.base, style_.publisher}).questionnaire()["version"];
  return out;
}

}  // namespace fhir

std::string fhir_questionnaire(dialog::Dialog const& dialog, RecordStyle const& style) {
  return fhir::Writer(dialog, style).questionnaire().dump(2) + "\n";
}

}  // namespace foyer::handoff
