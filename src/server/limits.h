// limits.h - a limit on everything a stranger can make us hold or wait for; the reasons are in
// docs/operations.md.
//
// Plain values; a duration of zero switches its limit off.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace foyer::server {

using Millis = std::chrono::milliseconds;

// Of one WebSocket.
struct ConnectionLimits {
  std::size_t message_bytes_max = 16 * 1024;     // beyond: 1009
  Millis message{10'000};                        // from a message's first byte to its last: 1008
  std::size_t bytes_per_second_min = 64 * 1024;  // large messages get this much more time, both ways
  Millis hello{10'000};                          // until the first message: 4408
  Millis idle{50'000};               // without a byte from the peer; a ping goes out at half of it
  Millis visitor_idle{60 * 60'000};  // without a message: 4000
  Millis heartbeat{25'000};  // without a frame from us: `heartbeat_frame`, which a page's script can see
  Millis write{10'000};      // a peer that does not read
  Millis close{5'000};       // for the closing handshake; then the connection is cut
  std::size_t outbound_bytes_max = 64 * 1024;  // waiting behind a write: 4008
  std::size_t outbound_messages_max = 64;
  int send_buffer_bytes = 64 * 1024;  // in the kernel
  std::string subprotocol;            // the only one that is spoken; empty: none
  std::string heartbeat_frame;
};

// Of HTTP, before and beside it.
struct HttpLimits {
  std::size_t head_bytes_max = 8 * 1024;  // beyond: 431
  Millis head{10'000};                    // from connecting to the end of the head: 408
  Millis keep_alive{15'000};
  Millis write{10'000};
};

// Of all of them together.
struct DoorLimits {
  std::size_t connections_max = 0;  // 0: 8,192, or what the system's limit on open files leaves
  std::size_t sockets_per_address_max = 64;
  std::size_t talks_per_address_max = 20;
  double talks_per_address_per_second = 5;
  double talks_per_address_burst = 20;
  double messages_per_second = 1;  // of one connection
  double messages_burst = 100;
  int messages_refused_max = 8;  // in a row: 1008
};

}  // namespace foyer::server
