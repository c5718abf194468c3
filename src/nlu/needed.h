// needed.h - the words a pattern cannot do without: every text that it matches holds one of each set.
//
//   needed_words(" i (?:[a-z]+ )?(?:skip|pass) ")  ->  {{"pass ", "skip "}, {" i "}}
//
// Reads what filter_source() writes. At most three sets, the rarest, judged by length and by a list of
// small words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foyer::nlu {

// Empty when nothing is certain; the pattern must then always be run.
std::vector<std::vector<std::string>> needed_words(std::string_view filter);

}  // namespace foyer::nlu
