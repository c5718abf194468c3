// ids.h - 32-byte names: of a conversation (made from its token, see store/seal.h) and of a dialog's
// structure (its hash).
//
// Plain values. The text form is base64url without padding (43 letters), the form the browser's token
// travels in.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foyer {

using Bytes32 = std::array<std::uint8_t, 32>;

// Nothing unless `text` is exactly 43 letters of base64url whose unused bits are zero: one name has one
// spelling.
std::optional<Bytes32> bytes32_from_base64url(std::string_view text);
std::string to_base64url(Bytes32 const& bytes);

// Bytes32 are uniformly random, so any eight of them are a hash.
struct Bytes32Hash {
  std::size_t operator()(Bytes32 const& bytes) const noexcept;
};

}  // namespace foyer
