// Whatever a visitor types, at whatever question: it is read, in bounded time, the same way twice, and
// nothing is quoted that they did not type.
#include <algorithm>
#include <vector>

#include "dialog/load.h"
#include "fuzz.h"
#include "nlu/clauses.h"
#include "nlu/normalise.h"
#include "nlu/reader.h"
#include "service/library.h"

namespace foyer {
namespace {

using fuzz::hold;
using nlu::Reading;

constexpr std::size_t characters = 4000, bytes_a_character = 4;  // service/conversation.h; UTF-8

// The shipped rules, and the cues of every question in both languages.
struct Ground {
  nlu::Reader reader;
  nlu::Lexicon lexicon;
  std::vector<std::shared_ptr<service::Edition const>> editions;
  std::vector<nlu::CueSet const*> questions;

  Ground() : reader(nlu::Reader::load(fuzz::source() / "dialogs").value()) {
    for (auto const* locale : {"en", "es"})
      hold(lexicon.add(fuzz::source() / "dialogs/understanding" / locale / "lexicon.json").has_value(),
           "the shipped lexicon is read");
    auto const practice = dialog::load_practice(fuzz::source() / "practices/demo").value();
    for (auto const* name : {"checkin", "intake"}) {
      auto loaded = dialog::load(fuzz::source() / "dialogs", name, practice);
      editions.push_back(service::make_edition(std::move(loaded), reader).value());
      for (auto const& locale : editions.back()->cues)
        for (auto const& question : locale) questions.push_back(&question);
    }
  }
};

Ground const& ground() {
  static Ground const loaded;
  return loaded;
}

void hold_spans(nlu::Text const& text) {
  auto const folded = text.folded.size(), original = text.original.size();
  std::uint32_t before = 0;
  for (auto const& token : text.tokens) {
    hold(before <= token.begin && token.begin < token.end && token.end <= folded,
         "tokens follow each other within the folded text");
    hold(token.original_begin <= token.original_end && token.original_end <= original,
         "a token stands in what was typed");
    before = token.end;
  }
  for (auto const& clause : text.clauses)
    hold(clause.begin <= clause.end && clause.end <= folded, "a clause stands in the text");
  for (auto const quote : text.quotes) hold(quote <= folded, "a quotation mark stands in the text");
}

std::string in_words(Reading const& reading) {
  std::string out;
  auto const add = [&](auto const& part) { (out += part) += '\n'; };
  for (auto const name : {to_string(reading.answer), to_string(reading.move), to_string(reading.topic),
                          to_string(reading.tier), to_string(reading.risk)})
    add(name);
  add(std::to_string(reading.confidence));
  for (bool const flag : {reading.minor, reading.distress, reading.method}) add(flag ? "yes" : "no");
  for (auto const& each : reading.feelings) {
    add(std::to_string(each.name) + (each.implied ? " implied" : "") + (each.negated ? " not" : ""));
    add(std::to_string(static_cast<int>(each.who)) + std::to_string(static_cast<int>(each.time)));
    add(each.said);
  }
  for (auto const& each : reading.because) add(each.rule + ": " + each.words);
  return out;
}

void read(std::string_view typed, nlu::CueSet const* question) {
  auto text = nlu::normalise(typed, ground().lexicon);
  nlu::split_clauses(text);
  hold_spans(text);
  auto const reading = ground().reader.read({.text = typed, .cues = question});
  auto const again = ground().reader.read({.text = typed, .cues = question});
  hold(in_words(reading) == in_words(again), "the same words are read the same way");
  hold(reading.confidence >= 0 && reading.confidence <= 1, "confidence is between 0 and 1");
  for (auto const& feeling : reading.feelings)
    hold(text.original.find(feeling.said) != std::string::npos, "a feeling is quoted as it was typed");
  if (question) question->match(ground().reader.normalised(typed));
}

// The same words again and again, as long as a message may be.
std::string at_full_length(std::string_view typed) {
  constexpr std::string_view last_word = " foyer";
  std::string text;
  std::size_t count = last_word.size();
  while (!typed.empty())
    for (char const byte : typed) {
      bool const begins = (byte & 0xc0) != 0x80;
      if (begins && count == characters) return text.append(last_word);
      if (text.size() + last_word.size() == characters * bytes_a_character) return text.append(last_word);
      if (begins) ++count;
      text += byte;
    }
  return text.append(last_word);
}

void read_at_full_length(std::string_view typed, nlu::CueSet const* question) {
  auto const text = at_full_length(typed);
  read(text, question);
  auto const normal = nlu::normalise(text, ground().lexicon);
  hold(!normal.tokens.empty() && normal.tokens.back().original_end == normal.original.size(),
       "the last word of a long message is read");
}

}  // namespace
}  // namespace foyer

// Rules are loaded before the clock of an input runs: under sanitizers that takes seconds.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  foyer::ground();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  fuzz::Input input(data, size);
  bool const full_length = input.choice(2) == 1;
  auto const& questions = ground().questions;
  auto const asked = input.choice(questions.size() + 1);
  auto const* question = asked == 0 ? nullptr : questions[asked - 1];
  if (full_length)
    read_at_full_length(input.rest(), question);
  else
    read(input.rest(), question);
  return 0;
}
