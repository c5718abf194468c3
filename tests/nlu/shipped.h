// shipped.h - the reader with the rules that are shipped, loaded once for all tests of nlu.
#pragma once

#include <doctest/doctest.h>

#include <utility>

#include "nlu/reader.h"

namespace foyer::nlu {

inline Reader const& reader() {
  static Reader const loaded = [] {
    auto result = Reader::load(FOYER_SOURCE "/dialogs");
    REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().what));
    return std::move(*result);
  }();
  return loaded;
}

}  // namespace foyer::nlu
