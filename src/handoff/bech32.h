// bech32.h - age's keys as text: "age1…" for a recipient, "AGE-SECRET-KEY-1…" for an identity (BIP 173).
#pragma once

#include <string>
#include <string_view>

#include "base/ids.h"
#include "base/result.h"

namespace foyer::handoff {

// `prefix` in small letters; so is the result.
std::string bech32(std::string_view prefix, Bytes32 const& bytes);

// All small or all capital letters. Fails for another prefix, a wrong checksum, or other than 32 bytes;
// the error never quotes the text, which may be secret.
Result<Bytes32> read_bech32(std::string_view prefix, std::string_view text);

}  // namespace foyer::handoff
