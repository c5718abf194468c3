// address.h - who a connection is from, as far as limits need to know; never kept, never written down.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foyer::server {

namespace net = boost::asio;

// One household: an IPv4 address, or an IPv6 /64 (one line gets a whole /64). An IPv4 address in IPv6
// clothes is the former.
using Household = std::string;
Household household(net::ip::address const& address);

// "10.0.0.0/8", "::1", …
class Network {
 public:
  static Result<Network> parse(std::string_view text);
  bool holds(net::ip::address const& address) const;

 private:
  std::string prefix_;  // its bytes: 4 or 16
  int bits_ = 0;
};

bool any_holds(std::vector<Network> const& networks, net::ip::address const& address);

// The visitor's address when named proxies stand in between: the rightmost address of X-Forwarded-For
// that is no trusted proxy. A peer that is not trusted speaks for itself, whatever it says of others.
net::ip::address client_address(net::ip::address const& peer, std::string_view forwarded_for,
                                std::vector<Network> const& trusted);

}  // namespace foyer::server
