#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "shipped.h"

namespace foyer::nlu {
namespace {

using Names = std::set<std::string>;

std::vector<FeelingMention> mentions(std::string const& text) {
  return reader().read({.text = text}).feelings;
}

std::string name_of(FeelingMention const& mention) {
  return std::string(feeling_names[mention.name]);
}

// The visitor's own, present, undenied feelings.
Names main_feelings(std::string const& text) {
  Names names;
  for (auto const& mention : mentions(text))
    if (mention.main()) names.insert(name_of(mention));
  return names;
}

// A feeling that is heard and is not the visitor's own of today.
template <class Property>
void heard_but_not_said_back(std::string const& text, std::string const& feeling, Property property) {
  CAPTURE(text);
  auto const found = mentions(text);
  bool const heard = std::ranges::any_of(found, [&](FeelingMention const& mention) {
    return name_of(mention) == feeling && property(mention);
  });
  CHECK(heard);
  CHECK_FALSE(main_feelings(text).contains(feeling));
}

struct Row {
  Names gold;
  std::string text, kind, lang;
};

std::vector<Row> corpus(std::string const& lang) {
  std::vector<Row> rows;
  std::ifstream in(FOYER_SOURCE "/tests/corpus/feelings.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::string gold;
    Row row;
    std::getline(cells, gold, '\t');
    std::getline(cells, row.text, '\t');
    std::getline(cells, row.kind, '\t');
    std::getline(cells, row.lang, '\t');
    std::istringstream names(gold);
    for (std::string name; std::getline(names, name, ',');)
      if (name != "none") row.gold.insert(name);
    if (row.lang == lang) rows.push_back(row);
  }
  return rows;
}

// Macro-F1 over the feelings the rows hold, and the share of rows with a feeling that is none of today
// in which indeed none was heard.
struct Measured {
  std::map<std::string, int> hit, extra, missed;
  int scoped = 0, kept = 0;

  void add(Row const& row, Names const& found) {
    static Names const scopes = {"negated", "other", "past", "hypothetical"};
    for (auto const& name : found) ++(row.gold.contains(name) ? hit : extra)[name];
    for (auto const& name : row.gold)
      if (!found.contains(name)) ++missed[name];
    if (!row.gold.empty() || !scopes.contains(row.kind)) return;
    ++scoped;
    kept += found.empty();
  }
  double macro_f1() const {
    Names labels;
    for (auto const* counts : {&hit, &missed})
      for (auto const& [name, count] : *counts) labels.insert(name);
    double sum = 0;
    for (auto const& name : labels) {
      auto const of = [&](auto const& counts) { return counts.contains(name) ? counts.at(name) : 0; };
      sum += 2.0 * of(hit) / (2.0 * of(hit) + of(extra) + of(missed));
    }
    return sum / static_cast<double>(labels.size());
  }
};

Measured measure(std::string const& lang) {
  Measured all;
  for (auto const& row : corpus(lang)) all.add(row, main_feelings(row.text));
  MESSAGE(lang << ": macro-F1 " << all.macro_f1() << ", scope rows " << all.kept << " of "
               << all.scoped);
  return all;
}

}  // namespace

TEST_CASE("every feeling has another one beside it") {
  for (std::size_t i = 0; i < feeling_count; ++i) {
    auto const feeling = static_cast<Feeling>(i);
    INFO(std::string(feeling_names[i]));
    REQUIRE(near(feeling) < feeling_count);
    CHECK(near(feeling) != feeling);
    // What is wished for and what is not are not mixed in one offer.
    CHECK((near(feeling) < first_unwished) == (feeling < first_unwished));
  }
}

TEST_CASE("a denied feeling is heard as denied, in both languages") {
  auto const denied = [](FeelingMention const& mention) { return mention.negated; };
  heard_but_not_said_back("I am not angry", "angry", denied);
  heard_but_not_said_back("I'm no longer ashamed", "ashamed", denied);
  heard_but_not_said_back("I stopped being jealous", "jealous", denied);
  heard_but_not_said_back("no estoy enojada", "angry", denied);
  heard_but_not_said_back("ya no tengo celos", "jealous", denied);
  heard_but_not_said_back("no me da asco", "disgusted", denied);
  heard_but_not_said_back("sin culpa", "guilty", denied);
}

TEST_CASE("each feeling of a list has its own no") {
  CHECK(main_feelings("not angry, not sad, just worn out") == Names{"exhausted"});
  CHECK(main_feelings("no estoy triste, no estoy enojada, solo cansada") == Names{"exhausted"});
  CHECK(main_feelings("not sad, angry") == Names{"angry"});
}

TEST_CASE("what was felt once is past, what is still felt is not") {
  auto const past = [](FeelingMention const& mention) { return mention.time == When::past; };
  heard_but_not_said_back("I used to be lonely", "lonely", past);
  heard_but_not_said_back("all through school I was jealous", "jealous", past);
  heard_but_not_said_back("antes me sentía culpable", "guilty", past);
  heard_but_not_said_back("de niña era muy insegura", "insecure", past);
  CHECK(main_feelings("I used to be lonely, now I am happy") == Names{"happy"});
  CHECK(main_feelings("antes estaba triste, ahora estoy contenta") == Names{"happy"});
}

TEST_CASE("a feeling wished for, feared or owed is not felt") {
  auto const imagined = [](FeelingMention const& mention) { return mention.time == When::hypothetical; };
  heard_but_not_said_back("I want to be calm", "calm", imagined);
  heard_but_not_said_back("if she left I would be relieved", "relieved", imagined);
  heard_but_not_said_back("quiero estar tranquila", "calm", imagined);
  heard_but_not_said_back("debería estar agradecido", "grateful", imagined);
  heard_but_not_said_back("si se fuera, estaría aliviada", "relieved", imagined);
}

TEST_CASE("others' feelings are theirs, what they do to the visitor is the visitor's") {
  auto const others = [](FeelingMention const& mention) { return mention.who == Who::other; };
  heard_but_not_said_back("my husband is jealous", "jealous", others);
  heard_but_not_said_back("she feels guilty", "guilty", others);
  heard_but_not_said_back("mi esposo está celoso", "jealous", others);
  heard_but_not_said_back("mi hermana se siente culpable", "guilty", others);
  heard_but_not_said_back("mi prima me tiene envidia", "jealous", others);
  CHECK(main_feelings("my brother makes me angry") == Names{"angry"});
  CHECK(main_feelings("mi hermano me da mucha rabia") == Names{"angry"});
  CHECK(main_feelings("estoy enojado con mi hermana") == Names{"angry"});
}

TEST_CASE("what is said back are the visitor's own words, accents and capitals as typed") {
  for (auto const* text : {"I feel so Sad today", "Me siento VACÍA por dentro", "tengo el corazón roto",
                           "Estoy hecha un lío", "me da vergüenza decirlo", "completely burnt out"}) {
    CAPTURE(text);
    auto const found = mentions(text);
    CHECK_FALSE(found.empty());
    for (auto const& mention : found) {
      CAPTURE(mention.said);
      CHECK_FALSE(mention.said.empty());
      CHECK(std::string(text).find(mention.said) != std::string::npos);
    }
  }
}

// A quote that stops before its noun ("unsure about", "la muerte de mi") reads as if nobody had
// listened.
TEST_CASE("no quote is cut off: none ends in a word that another must follow") {
  static Names const torso = {"about", "of",   "with", "at",  "from", "my",  "the",  "a",
                              "an",    "that", "de",   "del", "con",  "por", "para", "que",
                              "mi",    "mis",  "el",   "la",  "un",   "una"};
  for (auto const* lang : {"en", "es"})
    for (auto const& row : corpus(lang))
      for (auto const& mention : mentions(row.text)) {
        CAPTURE(row.text);
        CAPTURE(mention.said);
        CHECK_FALSE(torso.contains(mention.said.substr(mention.said.find_last_of(' ') + 1)));
      }
}

TEST_CASE("Spanish is heard in both genders") {
  for (auto const* text : {"estoy contento", "estoy contenta"})
    CHECK(main_feelings(text) == Names{"happy"});
  for (auto const* text : {"estoy harto", "estoy harta"})
    CHECK(main_feelings(text) == Names{"frustrated"});
  for (auto const* text : {"me siento vacío", "me siento vacía"})
    CHECK(main_feelings(text) == Names{"numb"});
  for (auto const* text : {"me siento muy solo", "me siento muy sola"})
    CHECK(main_feelings(text) == Names{"lonely"});
  CHECK(main_feelings("se me cae el mundo") == Names{"overwhelmed"});
}

TEST_CASE("feelings are heard in the corpus, English") {
  auto const all = measure("en");
  CHECK(all.macro_f1() >= 0.89);
  CHECK(all.kept >= 0.93 * all.scoped);
}

TEST_CASE("feelings are heard in the corpus, Spanish") {
  auto const all = measure("es");
  CHECK(all.macro_f1() >= 0.93);
  CHECK(all.kept >= 0.93 * all.scoped);
}

}  // namespace foyer::nlu
