// age_keys.h - the key schedule of age.h: HKDF-SHA256 (RFC 5869), the file key and how it is wrapped for
// a recipient. Internal to age_*.cpp.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "handoff/age.h"

namespace foyer::handoff {

inline constexpr std::size_t file_key_size = 16;
using FileKey = std::array<std::uint8_t, file_key_size>;  // wiped by who holds it
using WrappedKey = std::array<std::uint8_t, file_key_size + 16>;

void ensure_sodium();

// One block of HKDF-SHA256 is all that age ever needs.
Secret hkdf(std::string_view key, std::string_view salt, std::string_view info);
Bytes32 hmac(Secret const& key, std::string_view message);

struct Stanza {
  Bytes32 share{};  // the ephemeral public key
  WrappedKey body{};
};

std::optional<Stanza> wrap(FileKey const& key, Recipient const& recipient);
std::optional<FileKey> unwrap(Stanza const& stanza, Identity const& identity);

// The header's MAC, over all of it up to and with "---".
Bytes32 header_mac(FileKey const& key, std::string_view header);
Secret payload_key(FileKey const& key, std::string_view nonce);

}  // namespace foyer::handoff
