#include "wire.h"

#include <fmt/format.h>

#include "sha1.h"

namespace foyer::bench {
namespace {

constexpr std::uint8_t fin = 0x80, mask_bit = 0x80;
constexpr std::string_view key_of_all = "dGhlIHNhbXBsZSBub25jZQ==";
constexpr std::string_view mask = "\x12\x34\x56\x78";

std::uint8_t byte(std::string const& bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

void apply_mask(char* payload, std::size_t size, std::string_view key) {
  for (std::size_t i = 0; i < size; ++i) payload[i] = static_cast<char>(payload[i] ^ key[i % 4]);
}

std::string_view field(std::string_view request, std::string_view name) {
  auto at = request.find(name);
  if (at == std::string_view::npos) return {};
  at += name.size();
  return request.substr(at, request.find("\r\n", at) - at);
}

}  // namespace

std::optional<Frame> next_frame(std::string& bytes, std::size_t from) {
  auto const there = bytes.size() - from;
  if (there < 2) return std::nullopt;
  std::size_t head = 2, size = byte(bytes, from + 1) & 0x7fU;
  std::size_t const more = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (there < head + more) return std::nullopt;
  if (more > 0) size = 0;
  for (std::size_t i = 0; i < more; ++i) size = size << 8 | byte(bytes, from + head + i);
  head += more;
  bool const masked = (byte(bytes, from + 1) & mask_bit) != 0;
  auto const start = head + (masked ? 4U : 0U);
  if (there < start + size) return std::nullopt;
  auto* const payload = bytes.data() + from + start;
  if (masked) apply_mask(payload, size, std::string_view(bytes).substr(from + head, 4));
  return Frame{static_cast<Opcode>(byte(bytes, from) & 0x0f), {payload, size}, start + size};
}

void add_frame(std::string& out, Opcode opcode, std::string_view payload, bool masked) {
  out += static_cast<char>(fin | static_cast<std::uint8_t>(opcode));
  auto const size = payload.size();
  auto const bit = masked ? mask_bit : 0U;
  auto const put = [&](std::size_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xff);
  };
  if (size < 126) {
    put(bit | size, 1);
  } else if (size < 65536) {
    put(bit | 126, 1);
    put(size, 2);
  } else {
    put(bit | 127, 1);
    put(size, 8);
  }
  if (masked) out += mask;
  out += payload;
  if (masked) apply_mask(out.data() + out.size() - size, size, mask);
}

std::string upgrade_request(std::uint16_t port, std::string_view path, std::string_view subprotocol) {
  return fmt::format(
      "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: {}\r\nSec-WebSocket-Version: 13\r\n{}\r\n",
      path, port, key_of_all,
      subprotocol.empty() ? "" : fmt::format("Sec-WebSocket-Protocol: {}\r\n", subprotocol));
}

std::string upgrade_response(std::string_view request) {
  auto const key = std::string(field(request, "Sec-WebSocket-Key: "));
  return fmt::format(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: {}\r\n\r\n",
      sha1_base64(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

}  // namespace foyer::bench
