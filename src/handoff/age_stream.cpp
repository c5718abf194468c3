#include "handoff/age_stream.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace foyer::handoff {

namespace {

constexpr std::size_t chunk_size = 64 * 1024, tag_size = crypto_aead_chacha20poly1305_ietf_ABYTES;

std::uint8_t const* bytes(std::string_view text) {
  return reinterpret_cast<std::uint8_t const*>(text.data());
}
std::uint8_t* bytes(std::string& text) {
  return reinterpret_cast<std::uint8_t*>(text.data());
}

// Eleven bytes that count, big-endian, and one that says "this is the last".
std::array<std::uint8_t, 12> nonce_of(std::uint64_t number, bool last) {
  std::array<std::uint8_t, 12> nonce{};
  for (std::size_t i = 0; i < 8; ++i) nonce[10 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  nonce[11] = last ? 1 : 0;
  return nonce;
}

}  // namespace

std::string seal_stream(Secret const& key, std::string_view plain) {
  std::string out;
  std::uint64_t number = 0;
  do {
    auto const chunk = plain.substr(0, chunk_size);
    plain.remove_prefix(chunk.size());
    std::string sealed(chunk.size() + tag_size, '\0');
    auto const nonce = nonce_of(number++, plain.empty());
    crypto_aead_chacha20poly1305_ietf_encrypt(bytes(sealed), nullptr, bytes(chunk), chunk.size(),
                                              nullptr, 0, nullptr, nonce.data(), key.data());
    out += sealed;
  } while (!plain.empty());
  return out;
}

Result<std::string> open_stream(Secret const& key, std::string_view sealed) {
  std::string out;
  std::uint64_t number = 0;
  bool whole = true;
  do {
    auto const chunk = sealed.substr(0, chunk_size + tag_size);
    sealed.remove_prefix(chunk.size());
    bool const last = sealed.empty();
    // An empty last chunk stands only where the whole text is empty.
    whole = chunk.size() >= tag_size && (chunk.size() > tag_size || number == 0);
    std::string plain(whole ? chunk.size() - tag_size : 0, '\0');
    auto const nonce = nonce_of(number++, last);
    whole = whole && crypto_aead_chacha20poly1305_ietf_decrypt(bytes(plain), nullptr, nullptr,
                                                               bytes(chunk), chunk.size(), nullptr, 0,
                                                               nonce.data(), key.data()) == 0;
    out += plain;
    wipe(plain);
  } while (whole && !sealed.empty());
  if (whole) return out;
  wipe(out);
  return fail("file", "was changed or cut short: it does not open.");
}

}  // namespace foyer::handoff
