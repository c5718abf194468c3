// wire.h - as much of RFC 6455 as a benchmark needs, for both ends: whole text frames, and the
// handshake. What it reads it trusts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::bench {

enum class Opcode : std::uint8_t { text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

struct Frame {
  Opcode opcode = Opcode::text;
  std::string_view payload;  // into the buffer it was read from
  std::size_t size = 0;      // of the whole frame in that buffer
};

// The first whole frame in `bytes`; a masked one is unmasked in place.
std::optional<Frame> next_frame(std::string& bytes, std::size_t from);

void add_frame(std::string& out, Opcode opcode, std::string_view payload, bool masked);

std::string upgrade_request(std::uint16_t port, std::string_view path, std::string_view subprotocol);
// The answer to a client's request; it holds the hash of its key.
std::string upgrade_response(std::string_view request);

}  // namespace foyer::bench
