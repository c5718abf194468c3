// What stands between somebody in danger and a person (reading.h, Need): told in many ways.
#include <doctest/doctest.h>

#include "shipped.h"

namespace foyer::nlu {
namespace {

struct Told {
  Need need;
  char const* text;
};

void check(std::initializer_list<Told> rows) {
  for (auto const& row : rows) {
    INFO(std::string(row.text));
    CHECK(to_string(reader().read({.text = row.text}).need) == to_string(row.need));
  }
}

}  // namespace

TEST_CASE("being out of reach of this country's lines is heard") {
  check({{Need::abroad, "im in scotland, is there something for here"},
         {Need::abroad, "988 does not exist in my country"},
         {Need::abroad, "we're living in Nigeria right now"},
         {Need::abroad, "I'm not from the US"},
         {Need::abroad, "soy de Colombia y estoy en Colombia"},
         {Need::abroad, "yo no vivo en Estados Unidos"},
         {Need::abroad, "esos números no sirven acá"},
         {Need::none, "I live in Hoboken with my mother"},
         {Need::none, "my brother lives in Ireland"},
         {Need::none, "vivo en el Bronx"}});
}

TEST_CASE("having nobody is heard, and is no idiom") {
  check({{Need::alone, "i dont have anyone i could tell"},
         {Need::alone, "theres literally no one"},
         {Need::alone, "nobody would even pick up"},
         {Need::alone, "who can I even talk to about this"},
         {Need::alone, "I'm by myself here"},
         {Need::alone, "no cuento con nadie"},
         {Need::alone, "¿y con quién voy a hablar?"},
         {Need::alone, "no tengo familia aquí"},
         {Need::none, "nobody is perfect"},
         {Need::none, "alone time is what I like"},
         {Need::none, "nadie me obligó"}});
}

TEST_CASE("what keeps somebody from calling is heard") {
  check({{Need::barrier, "i cant talk to strangers on the phone"},
         {Need::barrier, "texted them last week, no answer"},
         {Need::barrier, "he'd hear me if I called"},
         {Need::barrier, "they'd just send the police to my door"},
         {Need::barrier, "I don't have a phone"},
         {Need::barrier, "those lines never help"},
         {Need::barrier, "me da miedo llamar"},
         {Need::barrier, "les escribí y no me respondieron"},
         {Need::barrier, "no tengo saldo"},
         {Need::barrier, "tengo miedo de que llamen a la migra"},
         {Need::barrier, "mi esposo me va a oír"},
         {Need::none, "I called in sick"},
         {Need::none, "no puedo con las cuentas"}});
}

TEST_CASE("a person who was reached is heard, and who is not near is not") {
  check({{Need::reached, "just texted 988"},
         {Need::reached, "im on the phone with my sister"},
         {Need::reached, "my neighbor is coming over, she's on her way"},
         {Need::reached, "I told a friend"},
         {Need::reached, "ya hablé con mi hermano"},
         {Need::reached, "mi prima viene para acá"},
         {Need::reached, "estoy en urgencias"},
         {Need::barrier, "I called 988 and nobody picked up"},
         {Need::none, "my ex is on his way"},
         {Need::alone, "nadie viene"}});
}

}  // namespace foyer::nlu
