// seal.h - what only the holder of the visitor's token can read.
//
//     Keys keys = derive(token);                          // keys.id finds the row, keys.key opens it
//     Sealed sealed = seal(keys, {Kind::state, 7}, text);  // XChaCha20-Poly1305, a fresh nonce each
//     time auto text = unseal(keys, {Kind::state, 7}, sealed);  // fails for another id, version or
//     kind, or one changed bit
//
// id = BLAKE2b(token, "lookup") and key = BLAKE2b(token, "state"): from the id that lies on disk neither
// the token nor the key can be computed. Lengths are padded to 128 bytes, so that a row's size tells
// little of what was said in it. Thread-safe. The caller wipes plain text when it is done
// (base/secret.h).
#pragma once

#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"
#include "store/store.h"

namespace foyer::store {

struct Keys {
  Bytes32 id{};
  Secret key;
};

enum class Kind : std::uint8_t { state = 1, turn = 2 };

// Where a sealed text belongs: it opens nowhere else.
struct Place {
  Kind kind = Kind::state;
  TurnNumber version = 0;
};

Keys derive(Secret const& token);

Sealed seal(Keys const& keys, Place place, std::string_view plain);
Result<std::string> unseal(Keys const& keys, Place place, std::string_view sealed);

// A keyed fingerprint of what a visitor sent: equal for equal words in one conversation, and meaningless
// outside it.
Mark fingerprint(Keys const& keys, std::string_view words);

// Seconds since 1970, as the day a Count belongs to.
inline Day day_of(Seconds now) {
  return static_cast<Day>(now / 86400);
}

}  // namespace foyer::store
