// sha1.h - the one hash that a WebSocket's handshake wants (RFC 3174), for the bare echo.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string>

namespace foyer::bench {

inline void sha1_block(std::array<std::uint32_t, 5>& hash, std::string const& text, std::size_t from) {
  std::array<std::uint32_t, 80> words{};
  for (std::size_t i = 0; i < 64; ++i)
    words[i / 4] = words[i / 4] << 8 | static_cast<std::uint8_t>(text[from + i]);
  for (std::size_t i = 16; i < 80; ++i)
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  auto [a, b, c, d, e] = hash;
  for (std::size_t i = 0; i < 80; ++i) {
    auto const choice = i < 20   ? ((b & c) | (~b & d)) + 0x5a827999U
                        : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1U
                        : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU
                                 : (b ^ c ^ d) + 0xca62c1d6U;
    auto const next = std::rotl(a, 5) + choice + e + words[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
  }
  hash = {hash[0] + a, hash[1] + b, hash[2] + c, hash[3] + d, hash[4] + e};
}

inline std::string sha1_base64(std::string text) {
  auto const bits = static_cast<std::uint64_t>(text.size()) * 8;
  text += '\x80';
  while (text.size() % 64 != 56) text += '\0';
  for (int i = 7; i >= 0; --i) text += static_cast<char>(bits >> (8 * i) & 0xff);
  std::array<std::uint32_t, 5> hash = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  for (std::size_t from = 0; from < text.size(); from += 64) sha1_block(hash, text, from);
  constexpr char const* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint64_t held = 0;
  int held_bits = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    held = held << 8 | (hash[i / 4] >> (24 - 8 * (i % 4)) & 0xff);
    for (held_bits += 8; held_bits >= 6; held_bits -= 6) out += letters[held >> (held_bits - 6) & 63];
  }
  return out + letters[held << (6 - held_bits) & 63] + "=";  // 160 bits: 26 letters, 4 bits, one pad
}

}  // namespace foyer::bench
