// Tokens, receipt codes and sealed rows: one name has one spelling, and nothing opens that was changed.
#include "base/ids.h"

#include <algorithm>

#include "fuzz.h"
#include "handoff/share_store.h"
#include "store/seal.h"

namespace foyer {
namespace {

using fuzz::hold;
using fuzz::Input;

void spelling(std::string_view text) {
  if (auto const bytes = bytes32_from_base64url(text))
    hold(to_base64url(*bytes) == text, "a token has one spelling");
}

void writing(std::string_view text) {
  Bytes32 bytes{};
  std::copy_n(text.begin(), std::min(text.size(), bytes.size()), bytes.begin());
  auto const written = to_base64url(bytes);
  hold(bytes32_from_base64url(written) == bytes, "a written token is read as it was");
}

void code(std::string_view text) {
  std::string apart;
  for (char const c : text) (apart += c) += '-';
  hold(handoff::owner_of(apart) == handoff::owner_of(text), "dashes in a code do not matter");
}

store::Keys const& keys() {
  static store::Keys const derived = [] {
    Bytes32 token{};
    return store::derive(Secret(token));
  }();
  return derived;
}

void opening(std::string_view sealed) {
  hold(!store::unseal(keys(), {store::Kind::turn, 1}, sealed), "nothing opens that nobody sealed");
}

void damaged(Input& input) {
  constexpr std::string_view words = "what a visitor said";
  auto const sealed = store::seal(keys(), {store::Kind::turn, 1}, words);
  fuzz::hold_sealed(input, sealed, words, [](auto const& row) {
    return store::unseal(keys(), {store::Kind::turn, 1}, row);
  });
}

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  Input input(data, size);
  switch (input.choice(5)) {
    case 0: spelling(input.rest()); break;
    case 1: writing(input.rest()); break;
    case 2: code(input.rest()); break;
    case 3: opening(input.rest()); break;
    default: damaged(input);
  }
  return 0;
}
