// result.h - a value, or one sentence that says what was wrong outside of us.
//
// `where` is what a person would open (a file and line, a table, an address); `what` is one sentence.
// A broken promise of our own is not an Error: it ends the process (see ensure.h).
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace foyer {

struct Error {
  std::string where;
  std::string what;
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
 public:
  using tl::expected<T, Error>::expected;
};

inline tl::unexpected<Error> fail(std::string where, std::string what) {
  return tl::unexpected<Error>(Error{std::move(where), std::move(what)});
}

}  // namespace foyer
