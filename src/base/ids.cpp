#include "base/ids.h"

#include <cstring>

namespace foyer {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t text_letters = 43;  // 256 bits in letters of six, the last two bits unused

}  // namespace

std::optional<Bytes32> bytes32_from_base64url(std::string_view text) {
  if (text.size() != text_letters) return std::nullopt;
  Bytes32 bytes{};
  std::uint32_t bits = 0;
  int held = 0;
  std::size_t at = 0;
  for (char const letter : text) {
    auto const value = alphabet.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = static_cast<std::uint8_t>(bits >> held);
      bits &= (1U << held) - 1;
    }
  }
  if (bits != 0) return std::nullopt;
  return bytes;
}

std::string to_base64url(Bytes32 const& bytes) {
  std::string text;
  text.reserve(text_letters);
  std::uint32_t bits = 0;
  int held = 0;
  for (auto const byte : bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += alphabet[(bits >> held) & 63U];
    }
    bits &= (1U << held) - 1;
  }
  text += alphabet[(bits << (6 - held)) & 63U];
  return text;
}

std::size_t Bytes32Hash::operator()(Bytes32 const& bytes) const noexcept {
  std::size_t hash = 0;
  std::memcpy(&hash, bytes.data(), sizeof hash);
  return hash;
}

}  // namespace foyer
