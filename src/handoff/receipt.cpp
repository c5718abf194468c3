// Numbers and codes on a receipt: letters that are not mistaken for one another (Crockford's base 32).
#include <sodium.h>

#include "handoff/age_keys.h"
#include "handoff/share_store.h"

namespace foyer::handoff {

namespace {

constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t number_letters = 8, code_letters = 16, group = 4;

std::string spelled(std::uint8_t const* bytes, std::size_t size) {
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0 && i % group == 0) out += '-';
    out += letters[bytes[i] & 31];
  }
  return out;
}

char as_meant(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
}

}  // namespace

std::string make_number() {
  ensure_sodium();
  std::array<std::uint8_t, number_letters> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return spelled(bytes.data(), bytes.size());
}

std::string code_of(Bytes32 const& secret) {
  return spelled(secret.data(), code_letters);
}

Bytes32 owner_of(std::string_view code) {
  ensure_sodium();
  std::string plain = "foyer receipt ";
  for (char const c : code)
    if (c != '-' && c != ' ') plain += as_meant(c);
  Bytes32 owner{};
  crypto_generichash(owner.data(), owner.size(), reinterpret_cast<std::uint8_t const*>(plain.data()),
                     plain.size(), nullptr, 0);
  return owner;
}

}  // namespace foyer::handoff
