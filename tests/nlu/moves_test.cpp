// Moves: asked for, or told of.
#include <doctest/doctest.h>

#include "shipped.h"

namespace foyer::nlu {

TEST_CASE("what somebody does is told, not asked for") {
  for (auto const* told :
       {"I make jokes", "I play music", "we cook", "my sister says I tell jokes", "yo cuento chistes"}) {
    CAPTURE(told);
    CHECK(to_string(reader().read({.text = told}).move) == to_string(Move::none));
  }
  for (auto const* asked :
       {"tell me a joke", "play some music", "can I hear a joke?", "cuéntame un chiste"}) {
    CAPTURE(asked);
    CHECK(to_string(reader().read({.text = asked}).move) == to_string(Move::off_topic));
  }
}

}  // namespace foyer::nlu
