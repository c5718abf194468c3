#include "handoff/age.h"

#include <sodium.h>

#include "handoff/age_keys.h"
#include "handoff/age_stream.h"

namespace foyer::handoff {

namespace {

constexpr std::string_view version_line = "age-encryption.org/v1", x25519 = "-> X25519 ";
constexpr std::size_t nonce_size = 16, column_max = 64, stanzas_max = 32;
constexpr int base64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;

template <std::size_t size>
std::string encoded(std::array<std::uint8_t, size> const& bytes) {
  std::string out(sodium_base64_encoded_len(size, base64), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes.data(), size, base64);
  out.pop_back();  // the terminating zero
  return out;
}

// Strictly: exactly `size` bytes, spelt in the one way.
template <std::size_t size>
std::optional<std::array<std::uint8_t, size>> decoded(std::string_view text) {
  std::array<std::uint8_t, size> out{};
  std::size_t read = 0;
  char const* end = nullptr;
  int const wrong =
      sodium_base642bin(out.data(), size, text.data(), text.size(), nullptr, &read, &end, base64);
  if (wrong != 0 || read != size || end != text.data() + text.size() || encoded(out) != text)
    return std::nullopt;
  return out;
}

struct Header {
  std::vector<Stanza> stanzas;
  std::string_view signed_part;  // up to and with "---"
  Bytes32 mac{};
  std::string_view payload;
};

class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  std::optional<std::string_view> next() {
    auto const end = text_.find('\n', at_);
    if (end == std::string_view::npos) return std::nullopt;
    auto const line = text_.substr(at_, end - at_);
    start_ = at_;
    at_ = end + 1;
    return line;
  }
  std::size_t start() const { return start_; }  // of the line read last
  std::string_view rest() const { return text_.substr(at_); }

 private:
  std::string_view text_;
  std::size_t at_ = 0, start_ = 0;
};

// A body is lines of 64 letters and a shorter one, perhaps empty, that ends it.
std::optional<std::string> read_body(Lines& lines) {
  std::string body;
  for (;;) {
    auto const line = lines.next();
    if (!line || line->size() > column_max) return std::nullopt;
    body += *line;
    if (line->size() < column_max) return body;
  }
}

// Stanzas of other kinds are passed over, as the format wants it.
std::optional<Header> read_header(std::string_view file) {
  Lines lines(file);
  if (lines.next() != version_line) return std::nullopt;
  Header header;
  for (std::size_t count = 0; count <= stanzas_max; ++count) {
    auto const line = lines.next();
    if (!line) return std::nullopt;
    if (line->starts_with("--- ")) {
      auto const mac = decoded<32>(line->substr(4));
      if (!mac || count == 0) return std::nullopt;
      header.mac = *mac;
      header.signed_part = file.substr(0, lines.start() + 3);
      header.payload = lines.rest();
      return header;
    }
    if (!line->starts_with("-> ")) return std::nullopt;
    auto const body = read_body(lines);
    if (!body) return std::nullopt;
    if (!line->starts_with(x25519)) continue;
    auto const share = decoded<32>(line->substr(x25519.size()));
    auto const wrapped = decoded<32>(*body);
    if (!share || !wrapped) return std::nullopt;
    header.stanzas.push_back({*share, *wrapped});
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> seal(std::vector<Recipient> const& recipients, std::string_view plain) {
  ensure_sodium();
  if (recipients.empty()) return fail("recipients", "there is nobody to seal it to.");
  FileKey key{};
  randombytes_buf(key.data(), key.size());
  std::string header = std::string(version_line) + "\n";
  for (auto const& recipient : recipients) {
    auto const stanza = wrap(key, recipient);
    if (!stanza)
      return fail("recipients", to_text(recipient) + " is no key that anything can be sealed to.");
    header += std::string(x25519) + encoded(stanza->share) + "\n" + encoded(stanza->body) + "\n";
  }
  header += "---";
  std::string nonce(nonce_size, '\0');
  randombytes_buf(nonce.data(), nonce.size());
  auto const mac = header_mac(key, header);
  auto const sealed = seal_stream(payload_key(key, nonce), plain);
  sodium_memzero(key.data(), key.size());
  return header + " " + encoded(mac) + "\n" + nonce + sealed;
}

Result<std::string> open(Identity const& identity, std::string_view file) {
  ensure_sodium();
  auto const header = read_header(file);
  if (!header) return fail("file", "is not an age file, or was changed.");
  for (auto const& stanza : header->stanzas) {
    auto key = unwrap(stanza, identity);
    if (!key) continue;
    auto const mac = header_mac(*key, header->signed_part);
    bool const right = sodium_memcmp(mac.data(), header->mac.data(), mac.size()) == 0 &&
                       header->payload.size() >= nonce_size;
    auto const payload = right ? payload_key(*key, header->payload.substr(0, nonce_size)) : Secret();
    sodium_memzero(key->data(), key->size());
    if (!right) return fail("file", "was changed or cut short: it does not open.");
    return open_stream(payload, header->payload.substr(nonce_size));
  }
  return fail("identity", "is not one that this file was sealed to.");
}

}  // namespace foyer::handoff
