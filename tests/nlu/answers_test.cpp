#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "shipped.h"

namespace foyer::nlu {
namespace {

std::string label_of(std::string const& text) {
  auto const reading = reader().read({.text = text});
  return std::string(reading.move != Move::none ? to_string(reading.move) : to_string(reading.answer));
}

struct Row {
  std::string label, question, text, lang;
};

std::vector<Row> corpus() {
  std::vector<Row> rows;
  std::ifstream in(FOYER_SOURCE "/tests/corpus/answers.tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    Row row;
    std::getline(cells, row.label, '\t');
    std::getline(cells, row.question, '\t');
    std::getline(cells, row.text, '\t');
    std::getline(cells, row.lang, '\t');
    rows.push_back(row);
  }
  return rows;
}

struct Measured {
  std::map<std::string, int> hit, extra, missed;
  int polar = 0, turned = 0;

  void add(std::string const& gold, std::string const& found) {
    if (gold == found)
      ++hit[gold];
    else
      ++missed[gold], ++extra[found];
    bool const both = (gold == "yes" || gold == "no") && (found == "yes" || found == "no");
    polar += both;
    turned += both && gold != found;
  }
  double macro_f1(std::set<std::string> const& labels) {
    double sum = 0;
    for (auto const& l : labels) sum += 2.0 * hit[l] / std::max(1, 2 * hit[l] + extra[l] + missed[l]);
    return sum / static_cast<double>(labels.size());
  }
};

std::set<std::string> const six = {"yes", "somewhat", "no", "unsure", "decline", "not_relevant"};

Measured measure(std::string const& lang) {
  Measured measured;
  for (auto const& row : corpus())
    if (lang.empty() || row.lang == lang) measured.add(row.label, label_of(row.text));
  return measured;
}

}  // namespace

TEST_CASE("the corpus of answers is read as well as it ever was, without any question's own cues") {
  auto all = measure("");
  std::set<std::string> labels;
  for (auto const& row : corpus()) labels.insert(row.label);
  CHECK(corpus().size() >= 400);
  CHECK(labels.size() == 19);
  CHECK(all.macro_f1(labels) >= 0.95);
  CHECK(all.macro_f1(six) >= 0.90);
  CHECK(all.turned <= 0.03 * all.polar);
}

TEST_CASE("Spanish is heard as well as English") {
  auto en = measure("en"), es = measure("es");
  CHECK(es.macro_f1(six) >= en.macro_f1(six) - 0.05);
}

TEST_CASE("what words around a yes or a no do to it") {
  struct Case {
    std::string why;
    std::string text;
    std::string label;
  };
  Case const cases[] = {
      {"a denial inside a longer phrase is no denial", "no doubt about it", "yes"},
      {"a question's way of not knowing", "no idea", "unsure"},
      {"not knowing the thing itself is a no", "i never know what i feel", "no"},
      {"both sides of a but", "I notice sooner, but I still don't say anything", "somewhat"},
      {"a yes with a degree", "yes, sometimes", "somewhat"},
      {"a past that is over", "I used to run from it but these days I sit with it", "yes"},
      {"a condition", "at work yes, at home no", "somewhat"},
      {"a denial turned round", "I don't beat myself up anymore", "yes"},
      {"said in a past that would have been", "I'd have said no once, now yes", "yes"},
      {"leaving the choice to us is not knowing", "I don't care, honestly", "unsure"},
      {"and so in Spanish", "me da igual, la verdad", "unsure"},
      {"not caring for something is about that", "I don't care what my mother says anymore", "no"},
      {"thanks beside an answer", "yes, thank you", "yes"},
      {"a story about credit cards asks no price",
       "i have been stressed about paying my credit card off this month", "unclear"},
      {"another's deafness is no complaint about us", "my mom doesn't listen to me", "unclear"},
      {"an emoji answers", "👍", "yes"},
      {"one mark alone", "?", "explain"},
      {"Spanish", "con mi esposo sí, con mi mamá no", "somewhat"},
  };
  for (auto const& c : cases) {
    CAPTURE(c.why);
    CAPTURE(c.text);
    CHECK(label_of(c.text) == c.label);
  }
}

TEST_CASE("what is feared or doubted is not said to be so") {
  struct {
    std::string plain;
    std::vector<std::string> doubts;
  } const cases[] = {
      {"I am ready", {"I don't know if ", "I'm not sure "}},
      {"I know what I feel", {"I'm scared that ", "no idea if "}},
      {"quiero eso", {"no sé si ", "me da miedo que "}},
      {"puedo decirlo", {"tengo miedo de que ", "dudo que "}},
  };
  for (auto const& c : cases) {
    CAPTURE(c.plain);
    CHECK(label_of(c.plain) == "yes");
    for (auto const& doubt : c.doubts) {
      CAPTURE(doubt);
      CHECK(label_of(doubt + c.plain) != "yes");
    }
  }
}

TEST_CASE("a word of less turns what stands at its side") {
  CHECK(label_of("I trust people") == "yes");
  CHECK(label_of("if anything I trust people less") == "no");
  CHECK(label_of("I trust people, at least") == "yes");
}

TEST_CASE("a word keeps its language in a sentence, and is a laugh or an okay alone") {
  CHECK(reader().normalised("me ha pegado") == "me ha pegado");
  CHECK(reader().normalised("no sé k hacer") == "no se que hacer");
  CHECK(reader().normalised("sufrió mucho") == "sufrio mucho");
  CHECK(reader().normalised(" ha!") == "haha!");
  CHECK(reader().normalised("K.") == "ok.");
}

TEST_CASE("anything typed is survived") {
  std::string const junk[] = {"",
                              " ",
                              "\n\n",
                              "\xff\xfe\x80",
                              std::string("a\0b", 3),
                              std::string(1 << 20, 'x'),
                              std::string(1 << 20, '\xe2'),
                              "((((((",
                              "\"\"\"",
                              "' ' '",
                              "***",
                              "$$$ 1111 @@@",
                              "i i i i i i i i i",
                              "no. no. no. no.",
                              "\xf0\x9f\x98\x80\xf0\x9f",
                              "d.i.e.",
                              "-----",
                              "%%%"};
  for (auto const& text : junk) CHECK_NOTHROW((void)reader().read({.text = text}));
  std::string const filler(3900, ' ');
  std::string long_text;
  while (long_text.size() < 3900) long_text += "and then we talked about the garden ";
  CHECK(reader().normalised(long_text + "the end is read").ends_with("the end is read"));
}

TEST_CASE("a cue is found with its optional parts and without, however its groups are written") {
  for (auto const* pattern : {"^(eso |ya )*(es todo|fin)$", "^(?:eso |ya )*(?:es todo|fin)$"}) {
    CAPTURE(pattern);
    auto const cues = CueSet::compile({{1, pattern}}).value();
    for (auto const* said : {"es todo", "ya es todo", "eso es todo", "fin"}) {
      CAPTURE(said);
      auto const matches = cues.match(said);
      REQUIRE(matches.size() == 1);
      CHECK(matches.front().label == 1);
    }
    CHECK(cues.match("todo").empty());
  }
}

}  // namespace foyer::nlu
