#include "store/seal.h"

#include <sodium.h>

#include <cstdlib>
#include <cstring>

namespace foyer::store {
namespace {

constexpr unsigned char format = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t head_bytes = 1 + nonce_bytes;
constexpr std::size_t padding_bytes = 128;
constexpr std::size_t mark_bytes = 16;

static_assert(Secret::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

// Without libsodium there is no privacy to offer: better no program than an open one.
void ensure_sodium() {
  static bool const ready = sodium_init() >= 0;
  if (!ready) std::abort();
}

unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
unsigned char const* bytes(std::string_view text) {
  return reinterpret_cast<unsigned char const*>(text.data());
}

void hash(std::uint8_t* out, std::size_t size, std::uint8_t const* key, std::string_view message) {
  crypto_generichash(out, size, bytes(message), message.size(), key, Secret::size);
}

// format, kind, version (big-endian), id: everything a sealed text is bound to.
std::array<unsigned char, 38> bound_to(Bytes32 const& id, Place place) {
  std::array<unsigned char, 38> text{};
  text[0] = format;
  text[1] = static_cast<unsigned char>(place.kind);
  for (std::size_t i = 0; i < 4; ++i) {
    text[2 + i] = static_cast<unsigned char>(place.version >> (24 - 8 * i));
  }
  std::memcpy(text.data() + 6, id.data(), id.size());
  return text;
}

}  // namespace

Keys derive(Secret const& token) {
  ensure_sodium();
  Keys keys;
  hash(keys.id.data(), keys.id.size(), token.data(), "lookup");
  hash(keys.key.data(), Secret::size, token.data(), "state");
  return keys;
}

Sealed seal(Keys const& keys, Place place, std::string_view plain) {
  ensure_sodium();
  std::size_t const padded = (plain.size() / padding_bytes + 1) * padding_bytes;
  Sealed sealed(head_bytes + padded + tag_bytes, '\0');
  unsigned char* const at = bytes(sealed);
  at[0] = format;
  randombytes_buf(at + 1, nonce_bytes);
  unsigned char* const body = at + head_bytes;
  if (!plain.empty()) std::memcpy(body, plain.data(), plain.size());
  body[plain.size()] = 0x80;  // the padding: one bit, then zeros
  auto const bound = bound_to(keys.id, place);
  crypto_aead_xchacha20poly1305_ietf_encrypt(body, nullptr, body, padded, bound.data(), bound.size(),
                                             nullptr, at + 1, keys.key.data());
  return sealed;
}

Result<std::string> unseal(Keys const& keys, Place place, std::string_view sealed) {
  ensure_sodium();
  if (sealed.size() < head_bytes + tag_bytes || bytes(sealed)[0] != format) {
    return fail("store", "a sealed conversation is not in a form this version knows");
  }
  std::string_view const body = sealed.substr(head_bytes);
  std::string plain(body.size() - tag_bytes, '\0');
  auto const bound = bound_to(keys.id, place);
  int const wrong = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes(plain), nullptr, nullptr, bytes(body), body.size(), bound.data(), bound.size(),
      bytes(sealed) + 1, keys.key.data());
  std::size_t const end = plain.find_last_not_of('\0');
  bool const whole = wrong == 0 && end != std::string::npos && plain[end] == '\x80';
  if (!whole) {
    wipe(plain);
    return fail("store", "a sealed conversation does not open: it was changed, or belongs elsewhere");
  }
  plain.resize(end);
  return plain;
}

Mark fingerprint(Keys const& keys, std::string_view words) {
  ensure_sodium();
  // A key of its own, so that the one that seals serves sealing only.
  Secret mark_key;
  hash(mark_key.data(), Secret::size, keys.key.data(), "mark");
  Mark mark(mark_bytes, '\0');
  hash(reinterpret_cast<std::uint8_t*>(mark.data()), mark.size(), mark_key.data(), words);
  return mark;
}

}  // namespace foyer::store
