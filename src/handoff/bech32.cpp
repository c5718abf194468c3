#include "handoff/bech32.h"

#include <algorithm>
#include <vector>

namespace foyer::handoff {

namespace {

constexpr std::string_view letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_letters = 6;
using Fives = std::vector<std::uint8_t>;

std::uint32_t polymod(Fives const& values) {
  constexpr std::uint32_t generator[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
  std::uint32_t check = 1;
  for (auto const value : values) {
    auto const top = check >> 25;
    check = (check & 0x1ffffff) << 5 ^ value;
    for (unsigned bit = 0; bit < 5; ++bit)
      if ((top >> bit) & 1) check ^= generator[bit];
  }
  return check;
}

Fives expanded(std::string_view prefix) {
  Fives out;
  for (char const c : prefix) out.push_back(static_cast<std::uint8_t>(c >> 5));
  out.push_back(0);
  for (char const c : prefix) out.push_back(static_cast<std::uint8_t>(c & 31));
  return out;
}

Fives in_fives(Bytes32 const& bytes) {
  Fives out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (auto const byte : bytes) {
    held = (held << 8 | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(held >> (bits - 5) & 31);
  }
  out.push_back(static_cast<std::uint8_t>(held << (5 - bits) & 31));
  return out;
}

std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool mixed(std::string_view text) {
  auto const capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  auto const lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return std::ranges::any_of(text, capital) && std::ranges::any_of(text, lower);
}

// Nothing if the bits left over are not zero: one key has one spelling.
bool in_bytes(Fives const& fives, Bytes32& bytes) {
  std::uint32_t held = 0;
  unsigned bits = 0;
  std::size_t at = 0;
  for (auto const five : fives) {
    held = (held << 5 | five) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    if (at == bytes.size()) return false;
    bytes[at++] = static_cast<std::uint8_t>(held >> bits & 0xff);
  }
  return at == bytes.size() && bits < 5 && (held & ((1U << bits) - 1)) == 0;
}

}  // namespace

std::string bech32(std::string_view prefix, Bytes32 const& bytes) {
  auto const data = in_fives(bytes);
  auto values = expanded(prefix);
  values.insert(values.end(), data.begin(), data.end());
  values.insert(values.end(), checksum_letters, 0);
  auto const check = polymod(values) ^ 1;
  std::string out(prefix);
  out += '1';
  for (auto const five : data) out += letters[five];
  for (std::size_t i = 0; i < checksum_letters; ++i)
    out += letters[check >> (5 * (checksum_letters - 1 - i)) & 31];
  return out;
}

Result<Bytes32> read_bech32(std::string_view prefix, std::string_view given) {
  auto const text = small(given);
  auto const start = std::string(prefix) + "1";
  if (mixed(given) || !text.starts_with(start))
    return fail("key", "does not begin with \"" + start + "\".");
  Fives data;
  for (char const c : text.substr(start.size())) {
    auto const at = letters.find(c);
    if (at == std::string_view::npos) return fail("key", "holds a letter that no key has.");
    data.push_back(static_cast<std::uint8_t>(at));
  }
  auto values = expanded(prefix);
  values.insert(values.end(), data.begin(), data.end());
  if (data.size() < checksum_letters || polymod(values) != 1)
    return fail("key", "is mistyped or cut short: its checksum is wrong.");
  data.resize(data.size() - checksum_letters);
  Bytes32 bytes{};
  if (!in_bytes(data, bytes)) return fail("key", "has not the length of a key.");
  return bytes;
}

}  // namespace foyer::handoff
