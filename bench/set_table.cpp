#include "set_table.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace foyer::bench {
namespace {

struct Row {
  std::size_t reply;
  char const* pattern;
};

// Reply 0 is for what no pattern fits.
constexpr std::array<Row, 24> rows = {{
    {1, R"(^(yes|yeah|yep|yup|sure|definitely|absolutely|of course)\b)"},
    {1, R"(^(sí|si|claro|por supuesto|desde luego)\b)"},
    {1, R"(\b(i do|i have|i can|i think so)\b)"},
    {2, R"(^(no|nope|nah|never|not really|not at all)\b)"},
    {2, R"(^(nunca|para nada|la verdad que no)\b)"},
    {2, R"(\b(i don't|i haven't|i can't)\b)"},
    {3, R"(\b(a little|a bit|somewhat|sometimes|kind of|sort of|more or less)\b)"},
    {3, R"(\b(un poco|a veces|más o menos|algo)\b)"},
    {4, R"(\b(don't know|not sure|unsure|no idea|hard to say)\b)"},
    {4, R"(\b(no sé|no estoy segur[ao]|quién sabe)\b)"},
    {5, R"(\b(rather not|prefer not|skip|next|pass)\b)"},
    {5, R"(\b(prefiero no|siguiente|pasar)\b)"},
    {6, R"(\b(why do you ask|what do you mean|repeat|again)\b)"},
    {6, R"(\b(por qué preguntas|qué quieres decir|otra vez)\b)"},
    {7, R"(\b(stop|quit|bye|enough|basta|adiós)\b)"},
    {8, R"(\b(sad|down|tearful|triste)\b)"},
    {8, R"(\b(angry|furious|mad|enojad[ao]|enfadad[ao])\b)"},
    {8, R"(\b(anxious|worried|nervous|afraid|ansios[ao]|miedo)\b)"},
    {8, R"(\b(ashamed|guilty|vergüenza|culpa)\b)"},
    {8, R"(\b(lonely|alone|sol[ao])\b)"},
    {9, R"(\b(kill myself|suicide|end it|want to die)\b)"},
    {9, R"(\b(suicid|matarme|quitarme la vida|morirme)\b)"},
    {10, R"(\b(cost|price|insurance|online|cuánto cuesta|seguro)\b)"},
    {11, R"(\b(thanks|thank you|gracias|hello|hi|hola)\b)"},
}};

RE2::Options folded() {
  RE2::Options options;
  options.set_case_sensitive(false);
  return options;
}

}  // namespace

SetTable::SetTable() : set_(folded(), RE2::UNANCHORED) {
  for (auto const& row : rows) {
    if (set_.Add(row.pattern, nullptr) < 0) std::abort();
    reply_of_.push_back(row.reply);
  }
  if (!set_.Compile()) std::abort();
  for (int i = 0; i < 12; ++i)
    replies_.push_back("Reply " + std::to_string(i) +
                       ", with a sentence of about this length after it.");
}

std::string const& SetTable::reply(std::string_view text) const {
  thread_local std::vector<int> hits;
  hits.clear();
  if (!set_.Match({text.data(), text.size()}, &hits) || hits.empty()) return replies_[0];
  return replies_[reply_of_[static_cast<std::size_t>(*std::ranges::min_element(hits))]];
}

}  // namespace foyer::bench
