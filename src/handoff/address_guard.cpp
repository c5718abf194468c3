#include "handoff/address_guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace foyer::handoff {

namespace {

struct Network {
  std::uint32_t prefix;
  int bits;
};
// RFC 6890 and its kin: this network, private, shared, loopback, link-local, protocols, documentation,
// relays, tests, multicast, reserved.
constexpr Network special[] = {{0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},
                               {0xa9fe0000, 16}, {0xac100000, 12}, {0xc0000000, 24}, {0xc0000200, 24},
                               {0xc0586300, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xc6336400, 24},
                               {0xcb007100, 24}, {0xe0000000, 4},  {0xf0000000, 4}};

bool public_v4(std::uint32_t address) {
  return std::ranges::none_of(special, [&](Network const& net) {
    return (address >> (32 - net.bits)) == (net.prefix >> (32 - net.bits));
  });
}

std::uint32_t v4_in(std::array<std::uint8_t, 16> const& bytes) {
  return static_cast<std::uint32_t>(bytes[12]) << 24 | static_cast<std::uint32_t>(bytes[13]) << 16 |
         static_cast<std::uint32_t>(bytes[14]) << 8 | bytes[15];
}

bool mapped(std::array<std::uint8_t, 16> const& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](auto b) { return b == 0; }) &&
         bytes[10] == 0xff && bytes[11] == 0xff;
}

// Global unicast is 2000::/3; of it not the tunnels that carry an IPv4 address (Teredo, 6to4) nor
// documentation.
bool public_v6(std::array<std::uint8_t, 16> const& bytes) {
  if (mapped(bytes)) return public_v4(v4_in(bytes));
  if ((bytes[0] & 0xe0) != 0x20) return false;
  bool const special_2001 = bytes[0] == 0x20 && bytes[1] == 0x01 &&
                            (bytes[2] < 0x02 || (bytes[2] == 0x0d && bytes[3] == 0xb8));
  return !special_2001 && !(bytes[0] == 0x20 && bytes[1] == 0x02);
}

std::array<std::uint8_t, 16> bytes_of(sockaddr const* address) {
  sockaddr_in6 six;
  std::memcpy(&six, address, sizeof six);
  std::array<std::uint8_t, 16> bytes{};
  std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
  return bytes;
}

std::uint32_t number_of(sockaddr const* address) {
  sockaddr_in four;
  std::memcpy(&four, address, sizeof four);
  return ntohl(four.sin_addr.s_addr);
}

}  // namespace

bool is_loopback(sockaddr const* address) {
  if (address->sa_family == AF_INET) return number_of(address) >> 24 == 127;
  if (address->sa_family != AF_INET6) return false;
  auto const bytes = bytes_of(address);
  return mapped(bytes) ? bytes[12] == 127
                       : std::all_of(bytes.begin(), bytes.end() - 1, [](auto b) { return b == 0; }) &&
                             bytes[15] == 1;
}

bool is_public(sockaddr const* address) {
  if (address->sa_family == AF_INET) return public_v4(number_of(address));
  return address->sa_family == AF_INET6 && public_v6(bytes_of(address));
}

}  // namespace foyer::handoff
