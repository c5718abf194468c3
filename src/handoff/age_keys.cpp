#include "handoff/age_keys.h"

#include <sodium.h>

#include <cstdlib>

#include "handoff/bech32.h"

namespace foyer::handoff {

namespace {

constexpr std::string_view recipient_prefix = "age", identity_prefix = "age-secret-key-";
constexpr std::string_view wrap_info = "age-encryption.org/v1/X25519";
// A wrap key wraps one file key, so its nonce may be zero.
constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> zero_nonce{};

std::uint8_t const* bytes(std::string_view text) {
  return reinterpret_cast<std::uint8_t const*>(text.data());
}
template <class Array>
std::string_view view(Array const& array) {
  return {reinterpret_cast<char const*>(array.data()), array.size()};
}
std::string_view view(Secret const& secret) {
  return {reinterpret_cast<char const*>(secret.data()), Secret::size};
}

Secret wrap_key(Secret const& shared, Bytes32 const& share, Bytes32 const& recipient) {
  return hkdf(view(shared), std::string(view(share)) + std::string(view(recipient)), wrap_info);
}

}  // namespace

// Without libsodium there is no privacy to offer: better no program than an open one.
void ensure_sodium() {
  static bool const ready = sodium_init() >= 0;
  if (!ready) std::abort();
}

Bytes32 hmac(Secret const& key, std::string_view message) {
  Bytes32 out{};
  crypto_auth_hmacsha256(out.data(), bytes(message), message.size(), key.data());
  return out;
}

Secret hkdf(std::string_view key, std::string_view salt, std::string_view info) {
  ensure_sodium();
  crypto_auth_hmacsha256_state extract;
  Bytes32 drawn{};
  crypto_auth_hmacsha256_init(&extract, bytes(salt), salt.size());
  crypto_auth_hmacsha256_update(&extract, bytes(key), key.size());
  crypto_auth_hmacsha256_final(&extract, drawn.data());
  sodium_memzero(&extract, sizeof extract);
  Secret const pseudo_random(drawn);
  auto block = hmac(pseudo_random, std::string(info) + '\x01');
  return Secret(block);
}

Identity make_identity() {
  ensure_sodium();
  Identity identity;
  randombytes_buf(identity.scalar.data(), Secret::size);
  return identity;
}

Recipient recipient_of(Identity const& identity) {
  ensure_sodium();
  Recipient recipient;
  crypto_scalarmult_base(recipient.point.data(), identity.scalar.data());
  return recipient;
}

std::string to_text(Recipient const& recipient) {
  return bech32(recipient_prefix, recipient.point);
}

std::string to_text(Identity const& identity) {
  Bytes32 scalar{};
  std::copy_n(identity.scalar.data(), Secret::size, scalar.begin());
  auto text = bech32(identity_prefix, scalar);
  sodium_memzero(scalar.data(), scalar.size());
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

Result<Recipient> read_recipient(std::string_view text) {
  auto const point = read_bech32(recipient_prefix, text);
  if (!point) return tl::unexpected(point.error());
  return Recipient{*point};
}

Result<Identity> read_identity(std::string_view text) {
  auto scalar = read_bech32(identity_prefix, text);
  if (!scalar) return tl::unexpected(scalar.error());
  return Identity{Secret(*scalar)};
}

Result<Identity> read_identity_file(std::string_view text) {
  while (!text.empty()) {
    auto const end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    return read_identity(line);
  }
  return fail("identity", "holds no key.");
}

std::optional<Stanza> wrap(FileKey const& key, Recipient const& recipient) {
  auto const ephemeral = make_identity();
  Stanza stanza;
  stanza.share = recipient_of(ephemeral).point;
  Secret shared;
  if (crypto_scalarmult(shared.data(), ephemeral.scalar.data(), recipient.point.data()) != 0)
    return std::nullopt;
  auto const wrapping = wrap_key(shared, stanza.share, recipient.point);
  crypto_aead_chacha20poly1305_ietf_encrypt(stanza.body.data(), nullptr, key.data(), key.size(), nullptr,
                                            0, nullptr, zero_nonce.data(), wrapping.data());
  return stanza;
}

std::optional<FileKey> unwrap(Stanza const& stanza, Identity const& identity) {
  ensure_sodium();
  Secret shared;
  if (crypto_scalarmult(shared.data(), identity.scalar.data(), stanza.share.data()) != 0)
    return std::nullopt;
  auto const wrapping = wrap_key(shared, stanza.share, recipient_of(identity).point);
  FileKey key{};
  if (crypto_aead_chacha20poly1305_ietf_decrypt(key.data(), nullptr, nullptr, stanza.body.data(),
                                                stanza.body.size(), nullptr, 0, zero_nonce.data(),
                                                wrapping.data()) != 0)
    return std::nullopt;
  return key;
}

Bytes32 header_mac(FileKey const& key, std::string_view header) {
  return hmac(hkdf(view(key), "", "header"), header);
}

Secret payload_key(FileKey const& key, std::string_view nonce) {
  return hkdf(view(key), nonce, "payload");
}

}  // namespace foyer::handoff
