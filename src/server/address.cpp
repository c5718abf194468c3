#include "server/address.h"

#include <algorithm>
#include <charconv>

namespace foyer::server {
namespace {

constexpr std::size_t ipv6_household_bytes = 8;  // a /64

std::string bytes_of(net::ip::address const& address) {
  if (address.is_v4()) {
    auto const bytes = address.to_v4().to_bytes();
    return {bytes.begin(), bytes.end()};
  }
  auto const v6 = address.to_v6();
  auto const bytes = v6.to_bytes();
  if (v6.is_v4_mapped()) return {bytes.begin() + 12, bytes.end()};
  return {bytes.begin(), bytes.end()};
}

std::string_view trimmed(std::string_view text) {
  auto const first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Household household(net::ip::address const& address) {
  std::string bytes = bytes_of(address);
  if (bytes.size() > 4) bytes.resize(ipv6_household_bytes);
  return bytes;
}

Result<Network> Network::parse(std::string_view text) {
  auto const slash = text.find('/');
  boost::system::error_code error;
  auto const address = net::ip::make_address(std::string(text.substr(0, slash)), error);
  std::string const wrong =
      "this is no network; write it as 10.0.0.0/8, 2001:db8::/32 or a single address";
  if (error) return fail(std::string(text), wrong);
  Network network;
  network.prefix_ = bytes_of(address);
  int const all = static_cast<int>(network.prefix_.size() * 8);
  network.bits_ = all;
  if (slash == std::string_view::npos) return network;
  auto const digits = text.substr(slash + 1);
  auto const [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), network.bits_);
  bool const good = bad == std::errc() && end == digits.data() + digits.size() && network.bits_ >= 0 &&
                    network.bits_ <= all;
  if (!good) return fail(std::string(text), wrong);
  return network;
}

bool Network::holds(net::ip::address const& address) const {
  std::string const bytes = bytes_of(address);
  if (bytes.size() != prefix_.size()) return false;
  for (int bit = 0; bit < bits_; bit += 8) {
    auto const at = static_cast<std::size_t>(bit / 8);
    int const counted = std::min(8, bits_ - bit);
    int const mask = (0xff << (8 - counted)) & 0xff;
    if (((bytes[at] ^ prefix_[at]) & mask) != 0) return false;
  }
  return true;
}

bool any_holds(std::vector<Network> const& networks, net::ip::address const& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](Network const& one) { return one.holds(address); });
}

net::ip::address client_address(net::ip::address const& peer, std::string_view forwarded_for,
                                std::vector<Network> const& trusted) {
  net::ip::address client = peer;
  while (any_holds(trusted, client) && !forwarded_for.empty()) {
    auto const comma = forwarded_for.rfind(',');
    auto const last =
        trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    boost::system::error_code error;
    auto const next = net::ip::make_address(std::string(last), error);
    if (error) break;
    client = next;
    forwarded_for =
        comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
  }
  return client;
}

}  // namespace foyer::server
