#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <utility>

#include "shipped.h"

namespace foyer::nlu {
namespace {

bool alarms(std::string const& text) {
  return reader().read({.text = text}).tier >= Tier::check_in;
}
bool is_crisis(std::string const& text) {
  return reader().read({.text = text}).tier == Tier::crisis_now;
}

// category, expected tier, language, tag, text
using Row = std::array<std::string, 5>;

std::vector<Row> corpus(std::string const& tier, std::string const& lang) {
  std::vector<Row> rows;
  std::ifstream in(FOYER_SOURCE "/tests/corpus/safety.tsv");
  for (std::string line; std::getline(in, line);) {
    std::istringstream cells(line);
    Row row;
    for (auto& cell : row) std::getline(cells, cell, '\t');
    if (row[1] == tier && row[2] == lang) rows.push_back(row);
  }
  return rows;
}

template <class Says>
double share(std::string const& tier, std::string const& lang, Says says) {
  auto const rows = corpus(tier, lang);
  REQUIRE(rows.size() > 20);
  auto const n = std::ranges::count_if(rows, [&](Row const& row) { return says(row[4]); });
  return static_cast<double>(n) / static_cast<double>(rows.size());
}

// Said without disguise, of different kinds: what the properties below vary.
std::vector<std::string> const plain = {"i want to kill myself",
                                        "i am suicidal",
                                        "i wish i was dead",
                                        "i want to die",
                                        "i took a whole bottle of pills",
                                        "my husband choked me",
                                        "quiero morirme",
                                        "me voy a suicidar",
                                        "ya no quiero vivir",
                                        "i am going to end my life tonight"};

}  // namespace

TEST_CASE("danger in the corpus is heard at least as often as it ever was, and no more false alarms") {
  CHECK(share("crisis_now", "en", alarms) >= 0.97);
  CHECK(share("crisis_now", "en", is_crisis) >= 0.94);
  CHECK(share("check_in", "en", alarms) >= 0.94);
  CHECK(share("none", "en", alarms) <= 0.01);
  CHECK(share("support_other", "en", alarms) <= 0.04);
  CHECK(share("crisis_now", "es", alarms) >= 0.90);
  CHECK(share("check_in", "es", alarms) >= 0.90);
  CHECK(share("none", "es", alarms) <= 0.04);
}

TEST_CASE("danger is heard wherever it stands in a message, to the last of 4,000 characters") {
  std::string const filler = "we went to the market and talked about the garden and the weather. ";
  for (auto const& said : plain) {
    std::string text;
    while (text.size() + filler.size() + said.size() < 4000) text += filler;
    CAPTURE(said);
    CHECK(alarms(text + said));
    CHECK(alarms(said + ". " + text));
    CHECK(alarms(text.substr(0, filler.size() * 20) + said + ". " + text.substr(0, filler.size() * 20)));
  }
}

TEST_CASE("danger is heard in capitals, with marks, stretched") {
  for (auto const& said : plain) {
    CAPTURE(said);
    auto loud = said;
    std::ranges::transform(loud, loud.begin(), [](unsigned char c) { return std::toupper(c); });
    CHECK(alarms(loud));
    CHECK(alarms(said + "!!!"));
    CHECK(alarms("... " + said + " \xF0\x9F\x98\xAD"));
    CHECK(alarms(said + std::string(2, said.back())));
  }
}

TEST_CASE("danger is heard with every word on a line of its own") {
  for (auto const& said : plain) {
    auto broken = said;
    std::ranges::replace(broken, ' ', '\n');
    CAPTURE(said);
    CHECK(alarms(broken));
  }
}

TEST_CASE("Spanish danger is heard in both of its pasts") {
  for (auto const& [simple, perfect] :
       {std::pair{"mi esposo me pegó", "mi esposo me ha pegado"},
        {"me pegó mi esposo", "me ha pegado mi esposo"},
        {"me violaron", "me han violado"},
        {"me corté los brazos", "me he cortado los brazos"},
        {"mi papá me quemó con un cigarro", "mi papá me ha quemado con un cigarro"},
        {"mi novio me mordió", "mi novio me ha mordido"},
        {"me lastimé otra vez", "me he\nlastimado\notra vez"}}) {
    CAPTURE(perfect);
    CHECK(alarms(simple));
    CHECK(alarms(perfect));
  }
  CHECK_FALSE(alarms("mi esposo nunca me ha pegado"));
  CHECK_FALSE(alarms("me he cortado el pelo"));
  CHECK_FALSE(alarms("hoy he comido bien y he dormido"));
  CHECK_FALSE(alarms("mi terapeuta me ha ayudado"));
}

TEST_CASE("what was matched is told in the visitor's own words, whatever tense the rule is written in") {
  auto const reading = reader().read({.text = "Ayer me ha pegado mi esposo"});
  REQUIRE_FALSE(reading.because.empty());
  CHECK(reading.because[0].words.find("ha pegado") != std::string::npos);
}

TEST_CASE("a denial takes back itself and nothing else") {
  for (auto const& said : plain) {
    CAPTURE(said);
    CHECK(alarms("i am not suicidal. " + said));
    CHECK(alarms(said + ". but i am not suicidal"));
    CHECK(alarms("no pienso en suicidarme. " + said));
  }
  CHECK_FALSE(alarms("i am not suicidal"));
  CHECK_FALSE(alarms("i do not want to die, i want to live better"));
  CHECK_FALSE(alarms("no quiero morirme"));
}

TEST_CASE("the language of the page does not matter to danger") {
  for (auto const& said : plain)
    for (auto const prefer : {Prefer::en, Prefer::es}) {
      CAPTURE(said);
      CHECK(reader().read({.text = said, .prefer = prefer}).tier >= Tier::check_in);
    }
}

TEST_CASE("ordinary words of a talk are no alarm, and the danger beside them still is") {
  for (auto const* text :
       {"does insurance cover it", "my daughter asked why I do voices when grandma calls",
        "I hear voices lol, my wife's mostly", "my wife says I'm killing her",
        "you asked if I was suicidal because I mentioned my kid", "I do funny voices for my son",
        "le dije que no a mi hermana por primera vez y no se acabó el mundo",
        "tengo miedo de que mi mamá se muera", "mi mamá se va a morir y no estoy con ella",
        "ya no puedo mandarle, yo también estoy apretada", "ya no quiero seguir con esta parte",
        "no quiero seguir con las preguntas"}) {
    CAPTURE(text);
    CHECK_FALSE(alarms(text));
  }
  for (auto const* text :
       {"I hear voices telling me to do it", "does my insurance pay out if I kill myself",
        "my wife says she wants to die", "mi mamá se quiere morir",
        "tengo miedo de que mi hermana se mate", "tengo miedo de que mi papá se haga daño",
        "temo que mi papá quiera hacerse daño", "ya no puedo más", "ya no quiero seguir",
        "se acabó el mundo para mí y me quiero morir"}) {
    CAPTURE(text);
    CHECK(alarms(text));
  }
}

TEST_CASE("a figure of speech covers itself and nothing else") {
  CHECK_FALSE(alarms("my boss is going to kill me if i am late"));
  CHECK_FALSE(alarms("i nearly died laughing"));
  CHECK(alarms("i nearly died laughing, but i want to kill myself"));
  CHECK(alarms("this job is killing me. i do not want to be alive anymore"));
}

TEST_CASE("long ago and over is met with thanks; lately is asked after") {
  auto const tier = [](std::string const& text) { return reader().read({.text = text}).tier; };
  CHECK(tier("i used to want to die, that was ten years ago and i am well now") == Tier::support_other);
  CHECK(tier("i tried to kill myself last week") >= Tier::check_in);
  CHECK(tier("my dad killed himself when i was ten") == Tier::support_other);
  CHECK(tier("my friend says she wants to die") == Tier::check_in);
}

}  // namespace foyer::nlu
