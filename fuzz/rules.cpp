// Whatever stands in a file of rules or words: it is refused with faults, or it can be read by, and no
// hit is lost to the words that a pattern is thought to need (nlu/needed.h).
#include <algorithm>

#include "fuzz.h"
#include "nlu/clauses.h"
#include "nlu/normalise.h"
#include "nlu/rulefile.h"

namespace foyer {
namespace {

using fuzz::hold;
using namespace nlu;

std::vector<std::string> places(std::vector<Hit> const& hits) {
  std::vector<std::string> out;
  for (auto const& hit : hits)
    out.push_back(hit.rule->id + " " + std::to_string(hit.begin) + " " + std::to_string(hit.end));
  std::ranges::sort(out);
  return out;
}

void read(RuleBank const& bank, Layer layer, Lexicon const& lexicon, std::string_view typed) {
  auto text = normalise(typed, lexicon);
  split_clauses(text);
  text.candidates = bank.candidates(text);
  hold(places(bank.find(layer, text)) == places(bank.find_unfiltered(layer, text)),
       "no hit is lost to the words that a pattern needs");
}

void rules(std::filesystem::path const& file, Layer layer) {
  RuleBank bank;
  bank.add(file, layer);
  if (auto const compiled = bank.compile(); !compiled)
    return hold(!compiled.error().what.empty(), "an error says what is wrong");
  static Lexicon const plain;
  for (auto const* rule : bank.rules(layer))
    for (auto const* examples : {&rule->catches, &rule->misses})
      for (auto const& example : *examples) read(bank, layer, plain, example);
}

void words(std::filesystem::path const& file) {
  Lexicon lexicon;
  if (auto const added = lexicon.add(file); !added)
    return hold(!added.error().what.empty(), "an error says what is wrong");
  for (auto const* typed : {"im so lonley :( k", "k", "my self", "d i e", "k*ll", "nooo 😢"})
    normalise(typed, lexicon);
}

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  static fuzz::Scratch const scratch;
  fuzz::Input input(data, size);
  auto const which = input.choice(layer_count + 1);
  auto const file = scratch.write("file.json", input.rest());
  if (which < layer_count)
    rules(file, static_cast<Layer>(which));
  else
    words(file);
  return 0;
}
