// age.h - files sealed to a practice, in the format of age (age-encryption.org/v1), so that they open
// with stock `age` too.
//
//     auto sealed = seal({practice, recovery}, text);   // anybody who holds one of the identities can
//     open it auto text = open(identity, *sealed);              // fails for another identity or one
//     changed bit
//
// X25519 recipients only. The whole file is in memory: what a visitor shares is a few kilobytes.
// Thread-safe. Who opens a file wipes the text (base/secret.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/secret.h"

namespace foyer::handoff {

// A public key; whoever has it can seal, and cannot open.
struct Recipient {
  Bytes32 point{};
  bool operator==(Recipient const&) const = default;
};

struct Identity {
  Secret scalar;
};

Identity make_identity();
Recipient recipient_of(Identity const& identity);

std::string to_text(Recipient const& recipient);  // age1…
std::string to_text(Identity const& identity);    // AGE-SECRET-KEY-1…: the caller wipes it
Result<Recipient> read_recipient(std::string_view text);
Result<Identity> read_identity(std::string_view text);
// The first key of a file as age-keygen writes it: comments and empty lines are passed over.
Result<Identity> read_identity_file(std::string_view text);

// Fails without recipients, and for a recipient that is no point on the curve.
Result<std::string> seal(std::vector<Recipient> const& recipients, std::string_view plain);
Result<std::string> open(Identity const& identity, std::string_view file);

}  // namespace foyer::handoff
