#include "handoff/share.h"

#include <doctest/doctest.h>

namespace foyer::handoff {

TEST_CASE("what is no share is refused with a reason, whatever its parts are") {
  for (auto const* text :
       {"", "[]", "3", R"({"format": 2})", R"({"format": null})", R"({"format": "foyer-share-9"})",
        R"({"format": "foyer-share-1"})", R"({"format": "foyer-share-1", "number": 7})",
        R"({"format": "foyer-share-1", "number": "7", "practice": "demo", "dialog": "d", "locale": "en",
                               "sent": 1e23, "entries": [], "contact": null})"}) {
    CAPTURE(text);
    auto const share = read_share(text);
    REQUIRE(!share);
    CHECK(!share.error().what.empty());
  }
}

}  // namespace foyer::handoff
