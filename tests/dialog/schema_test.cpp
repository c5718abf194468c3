// The schemas: made ones are up to date, and what the loader lets pass is found with its file and line.
#include "dialog/schema.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

#include "dialog/files.h"
#include "dialog/words_schema.h"

namespace foyer::dialog {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

fs::path source() {
  return FOYER_SOURCE;
}

std::string content(fs::path const& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A copy of the shipped dialogs and practices, in which one text is put in the place of another.
class Scratch {
 public:
  Scratch() : folder_(fs::temp_directory_path() / ("foyer-schema-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    fs::copy(source() / "dialogs", folder_ / "dialogs", fs::copy_options::recursive);
    fs::copy(source() / "practices", folder_ / "practices", fs::copy_options::recursive);
  }
  ~Scratch() { fs::remove_all(folder_); }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;

  fs::path dialogs() const { return folder_ / "dialogs"; }
  fs::path practices() const { return folder_ / "practices"; }

  // Says on which line the new text stands.
  int replace(std::string const& file, std::string const& old, std::string const& fresh) {
    auto text = content(folder_ / file);
    auto const at = text.find(old);
    REQUIRE(at != std::string::npos);
    text.replace(at, old.size(), fresh);
    std::ofstream(folder_ / file, std::ios::binary) << text;
    return 1 + static_cast<int>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  }
  void write(std::string const& file, std::string const& text) {
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }

 private:
  fs::path folder_;
};

std::string told(std::vector<Fault> const& faults) {
  std::string out;
  for (auto const& fault : faults) out += fault.where + "  " + fault.code + "  " + fault.what + "\n";
  return out;
}

}  // namespace

TEST_CASE("the made schemas are up to date: foyer schema --write") {
  auto const schemas = generated_schemas(source() / "dialogs");
  REQUIRE(schemas);
  CHECK(schemas->size() >= 5);
  for (auto const& schema : *schemas) {
    CAPTURE(schema.file);
    bool const same = content(source() / "dialogs" / "schema" / schema.file) == schema.text;
    CHECK(same);
  }
}

TEST_CASE("the files that ship are of the shape they need") {
  CHECK(told(check_files(source() / "dialogs")) == "");
}

TEST_CASE("what the loader lets pass is found, with file and line") {
  struct Row {
    char const *why, *file, *old, *fresh, *name;
  };
  std::vector<Row> const rows = {
      {"a field that nobody reads", "dialogs/checkin/dialog.json", R"("kind": "open")",
       R"("kind": "open", "tendre": true)", "tendre"},
      {"a milestone that is none of the fifteen", "dialogs/checkin/dialog.json", "naming-feelings",
       "naming-feeling", "naming-feeling"},
      {"a truth written as a text", "dialogs/intake/dialog.json", R"("tender": true)",
       R"("tender": "true")", "tender"},
      {"turns in words", "dialogs/checkin/dialog.json", R"("turns_max": 20)", R"("turns_max": "twenty")",
       "turns_max"},
      {"a misspelt part", "dialogs/checkin/en.json", R"("differently": {)",
       R"("diferently": {"a": "How?"}, "differently": {)", "diferently"},
      {"a button that is not there", "dialogs/checkin/en.json", R"("not_relevant": ")",
       R"("not-relevant": "x", "not_relevant": ")", "not-relevant"},
      {"cues that are no list", "dialogs/intake/en.json", "\"first-time\": [\n",
       "\"first-time\": 7, \"first-times\": [\n", "first-time"},
      {"a family of no dialog", "dialogs/common/en.json", R"("reply.yes": {)",
       R"("replyes": {"a": "Yes."}, "reply.yes": {)", "replyes"},
  };
  for (auto const& row : rows) {
    CAPTURE(row.why);
    Scratch scratch;
    auto const line = scratch.replace(row.file, row.old, row.fresh);
    auto const name = std::string(row.file).find("intake") != std::string::npos ? "intake" : "checkin";
    auto const practice = load_practice(scratch.practices() / "demo").value();
    auto const loaded = load(scratch.dialogs(), name, practice);
    CAPTURE(told(loaded.faults));
    CHECK_FALSE(loaded.dialog);
    auto const where =
        (scratch.dialogs().parent_path() / row.file).string() + ":" + std::to_string(line);
    CHECK(std::ranges::any_of(loaded.faults, [&](Fault const& fault) {
      return fault.where == where && fault.code == "FY002" &&
             fault.what.find(row.name) != std::string::npos;
    }));
  }
}

TEST_CASE("rules, lexicons and help lines are held to their shape, with file and line") {
  struct Row {
    char const *file, *old, *fresh;
  };
  std::vector<Row> const rows = {
      {"dialogs/safety/resources.json", R"("region": "us")", R"("region": "usa")"},
      {"dialogs/safety/resources.json", "tel:988", "988"},
      {"dialogs/safety/es.json", "crisis_now", "crisis_nwo"},
      {"dialogs/understanding/en/answers.json", R"("ignores": [)", R"("ignores": ["mood", )"},
      {"dialogs/understanding/es/lexicon.json", R"("slang": {)", R"("slang": {"q2": 5, )"},
      {"dialogs/common/never.json", R"("advice": [)", R"("advice": [7, )"},
  };
  for (auto const& row : rows) {
    CAPTURE(row.fresh);
    Scratch scratch;
    auto const line = scratch.replace(row.file, row.old, row.fresh);
    auto const faults = check_files(scratch.dialogs());
    CAPTURE(told(faults));
    REQUIRE(faults.size() >= 1);
    CHECK(faults.front().code == "FY002");
    CHECK(faults.front().where ==
          (scratch.dialogs().parent_path() / row.file).string() + ":" + std::to_string(line));
  }
}

TEST_CASE("what the loader says of a line is not said again") {
  Scratch scratch;
  scratch.replace("dialogs/checkin/dialog.json", R"("kind": "open")", R"("kind": "opne")");
  auto const loaded =
      load(scratch.dialogs(), "checkin", load_practice(scratch.practices() / "demo").value());
  REQUIRE(loaded.faults.size() >= 1);
  CHECK(loaded.faults[0].code == "FY011");
  for (auto const& fault : loaded.faults) CHECK(fault.code != "FY002");
}

TEST_CASE("a practice's file is held to its shape, and so is its wording") {
  Scratch scratch;
  auto const line =
      scratch.replace("practices/demo/practice.json", R"("regions": [)", R"("regoins": [)");
  auto const practice = load_practice(scratch.practices() / "demo");
  REQUIRE_FALSE(practice);
  CHECK(practice.error().where ==
        (scratch.practices() / "demo/practice.json").string() + ":" + std::to_string(line));

  Scratch other;
  auto const good = load_practice(other.practices() / "demo").value();
  other.write(
      "practices/demo/checkin.en.json",
      "{\"questions\": {\"today\": {\"why\": {\"b\": \"So that we begin with you.\", \"a\": null}}}}");
  other.write(
      "practices/demo/checkin.es.json",
      "{\"questions\": {\"today\": {\"why\": {\"b\": \"Para empezar contigo.\", \"a\": null}}}}");
  CHECK(told(load(other.dialogs(), "checkin", good).faults) == "");
  other.write(
      "practices/demo/checkin.en.json",
      "{\"questions\": {\n  \"today\": {\n    \"wyh\": {\"a\": \"So that we begin with you.\"}}}}");
  auto const loaded = load(other.dialogs(), "checkin", good);
  auto const where = (other.practices() / "demo/checkin.en.json").string() + ":3";
  CHECK(std::ranges::any_of(loaded.faults, [&](Fault const& fault) { return fault.where == where; }));
}

TEST_CASE("an older agenda is read with today's words, which may speak of more questions") {
  auto const practice = load_practice(source() / "practices" / "demo").value();
  auto structure = json::parse(content(source() / "dialogs" / "intake" / "dialog.json"));
  structure["questions"].erase(structure["questions"].size() - 1);
  auto const loaded = load(source() / "dialogs", "intake", practice, structure.dump());
  CHECK(told(loaded.faults) == "");
  REQUIRE(loaded.dialog);
  CHECK(loaded.dialog->questions.size() == structure["questions"].size());
}

}  // namespace foyer::dialog
