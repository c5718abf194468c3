// What is said to a practice and where to; the network itself is tried in tests/handoff/delivery.mjs.
#include "handoff/delivery.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include <cstring>

#include "handoff/address_guard.h"

namespace foyer::handoff {
namespace {

sockaddr_storage at(char const* text) {
  sockaddr_storage out{};
  auto* four = reinterpret_cast<sockaddr_in*>(&out);
  auto* six = reinterpret_cast<sockaddr_in6*>(&out);
  if (inet_pton(AF_INET, text, &four->sin_addr) == 1)
    out.ss_family = AF_INET;
  else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1)
    out.ss_family = AF_INET6;
  REQUIRE(out.ss_family != 0);
  return out;
}

TEST_CASE("only public addresses are connected to") {
  for (auto const* text : {"0.0.0.0",
                           "10.1.2.3",
                           "100.64.0.1",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.9.9.9",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.0.0.8",
                           "192.0.2.1",
                           "192.168.1.1",
                           "198.18.0.1",
                           "198.51.100.7",
                           "203.0.113.9",
                           "224.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:10.0.0.1",
                           "::ffff:127.0.0.1",
                           "::ffff:169.254.169.254",
                           "64:ff9b::7f00:1",
                           "fe80::1",
                           "fc00::1",
                           "fd12::1",
                           "ff02::1",
                           "2001:db8::1",
                           "2001:0:1::1",
                           "2002:7f00:1::1",
                           "fec0::1",
                           "::7f00:1"}) {
    CAPTURE(text);
    auto const address = at(text);
    CHECK_FALSE(is_public(reinterpret_cast<sockaddr const*>(&address)));
  }
  for (auto const* text : {"1.1.1.1", "11.0.0.1", "100.63.0.1", "100.128.0.1", "126.0.0.1", "128.0.0.1",
                           "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.1.1.1", "::ffff:1.1.1.1",
                           "2600::1", "2001:4860:4860::8888", "2a00:1450::1"}) {
    CAPTURE(text);
    auto const address = at(text);
    CHECK(is_public(reinterpret_cast<sockaddr const*>(&address)));
  }
}

TEST_CASE("a signature is that of the Standard Webhooks specification's example") {
  CHECK(webhook_signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                          1614265330, R"({"test": 2432232314})") ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  for (auto const* wrong : {"", "whsec_", "whsec_short", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!"})
    CHECK_FALSE(webhook_signature(wrong, "msg_1", 1, "{}"));
}

TEST_CASE("a mail address is one address, and ends no header") {
  for (auto const* fine : {"a@b", "hello@harborlane.example", "o'neill+x@b.example"})
    CHECK(is_mail_address(fine));
  for (auto const* wrong :
       {"", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\r\nBcc: c@d", "<a@b>", "a@b,c@d"})
    CHECK_FALSE(is_mail_address(wrong));
}

TEST_CASE("it is tried ten times in some three days, and then given up") {
  Seconds all = 0;
  unsigned attempts = 0;
  while (auto const pause = pause_after(attempts)) {
    all += *pause;
    ++attempts;
  }
  CHECK(attempts == 9);
  CHECK(all > 3 * 24 * 3600);
}

}  // namespace
}  // namespace foyer::handoff
