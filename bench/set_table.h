// set_table.h - the reference for reading: a bare table of patterns in one RE2::Set, first hit wins,
// with a reply for each. No typing errors mended, no negation, no feelings, no danger: the least that a
// program can do with a typed answer.
#pragma once

#include <re2/set.h>

#include <string>
#include <string_view>
#include <vector>

namespace foyer::bench {

class SetTable {
 public:
  SetTable();
  std::string const& reply(std::string_view text) const;

 private:
  RE2::Set set_;
  std::vector<std::size_t> reply_of_;  // by pattern
  std::vector<std::string> replies_;
};

}  // namespace foyer::bench
