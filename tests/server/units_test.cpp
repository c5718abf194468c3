// The parts of the server that are plain values: frames counted along, households, targets, rates.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "server/admission.h"
#include "server/frame_watch.h"
#include "server/site.h"

namespace foyer::server {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes frame_of(int opcode, std::size_t size, bool fin = true) {
  std::size_t const form = size < 126 ? size : size < 65536 ? 126 : 127;
  int const length_bits = form == 126 ? 16 : form == 127 ? 64 : 0;
  Bytes frame;
  frame.reserve(14 + size);
  frame.push_back(static_cast<std::uint8_t>((fin ? 0x80 : 0) | opcode));
  frame.push_back(static_cast<std::uint8_t>(0x80 | form));
  for (int shift = length_bits - 8; shift >= 0; shift -= 8)
    frame.push_back(static_cast<std::uint8_t>(size >> shift));
  frame.resize(frame.size() + 4 + size);  // no mask to speak of, and zeros
  return frame;
}

TEST_CASE("a frame is under way from its first byte to its last, however it is cut") {
  for (std::size_t size : {0U, 1U, 125U, 126U, 65535U, 65536U}) {
    CAPTURE(size);
    Bytes const frame = frame_of(2, size);
    for (std::size_t chop : {std::size_t{1}, std::size_t{7}, frame.size()}) {
      FrameWatch watch;
      for (std::size_t at = 0; at < frame.size(); at += chop) {
        CHECK(watch.messages() == 0);
        watch.feed(std::span(frame).subspan(at, std::min(chop, frame.size() - at)));
        bool const complete = at + chop >= frame.size();
        CHECK(watch.under_way() == !complete);
      }
      CHECK(watch.messages() == 1);
    }
  }
}

TEST_CASE("a fragmented message is under way until its last fragment, whatever stands between") {
  FrameWatch watch;
  watch.feed(frame_of(1, 10, false));
  CHECK(watch.under_way());
  watch.feed(frame_of(9, 5));
  CHECK(watch.under_way());
  CHECK(watch.messages() == 0);
  watch.feed(frame_of(0, 0, false));
  watch.feed(frame_of(0, 3, true));
  CHECK_FALSE(watch.under_way());
  CHECK(watch.messages() == 1);
}

TEST_CASE("a close is judged where Beast is lax") {
  struct Row {
    char const* why;
    Bytes payload;
    FrameWatch::CloseFault expected;
  };
  Row const rows[] = {
      {"empty", {}, FrameWatch::CloseFault::none},
      {"1000", {0x03, 0xe8}, FrameWatch::CloseFault::none},
      {"4999", {0x13, 0x87}, FrameWatch::CloseFault::none},
      {"5000", {0x13, 0x88}, FrameWatch::CloseFault::code},
      {"1000 and a word", {0x03, 0xe8, 'o', 'k'}, FrameWatch::CloseFault::none},
      {"1000 and half a letter", {0x03, 0xe8, 0xe2, 0x82}, FrameWatch::CloseFault::reason},
  };
  for (Row const& row : rows) {
    CAPTURE(row.why);
    Bytes frame = frame_of(8, row.payload.size());
    for (std::size_t at = 0; at < row.payload.size(); ++at) frame[6 + at] = row.payload[at];
    FrameWatch watch;
    watch.feed(frame);
    CHECK(watch.close_fault() == row.expected);
  }
}

TEST_CASE("a household is an IPv4 address or an IPv6 /64") {
  auto const home = [](char const* text) { return household(net::ip::make_address(text)); };
  CHECK(home("192.0.2.1") != home("192.0.2.2"));
  CHECK(home("::ffff:192.0.2.1") == home("192.0.2.1"));
  CHECK(home("2001:db8:1:2::1") == home("2001:db8:1:2:ffff::9"));
  CHECK(home("2001:db8:1:2::1") != home("2001:db8:1:3::1"));
}

TEST_CASE("networks are read strictly and hold what they say") {
  struct Row {
    char const* network;
    char const* address;
    bool holds;
  };
  Row const rows[] = {
      {"10.0.0.0/8", "10.255.0.1", true},
      {"10.0.0.0/8", "11.0.0.1", false},
      {"192.0.2.128/25", "192.0.2.127", false},
      {"192.0.2.128/25", "192.0.2.200", true},
      {"192.0.2.1", "192.0.2.1", true},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"::1", "::1", true},
      {"127.0.0.0/8", "::ffff:127.0.0.1", true},
      {"0.0.0.0/0", "::1", false},
  };
  for (Row const& row : rows) {
    CAPTURE(row.network);
    CAPTURE(row.address);
    auto const network = Network::parse(row.network);
    REQUIRE(network);
    CHECK(network->holds(net::ip::make_address(row.address)) == row.holds);
  }
  for (char const* wrong :
       {"", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8x", "::/129"}) {
    CAPTURE(wrong);
    CHECK_FALSE(Network::parse(wrong));
  }
}

TEST_CASE("the visitor's address is the rightmost that no trusted proxy bears") {
  std::vector<Network> const trusted = {*Network::parse("127.0.0.1"), *Network::parse("10.0.0.0/8")};
  struct Row {
    char const* why;
    char const* peer;
    char const* forwarded;
    char const* client;
  };
  Row const rows[] = {
      {"no proxy", "192.0.2.1", "", "192.0.2.1"},
      {"a stranger's claim", "192.0.2.1", "198.51.100.1", "192.0.2.1"},
      {"one proxy", "127.0.0.1", "192.0.2.9", "192.0.2.9"},
      {"two proxies", "127.0.0.1", "192.0.2.9, 10.1.2.3", "192.0.2.9"},
      {"a claim before the proxy's word", "127.0.0.1", "203.0.113.5, 192.0.2.9", "192.0.2.9"},
      {"nonsense is not followed", "127.0.0.1", "unknown", "127.0.0.1"},
      {"trusted to the end", "127.0.0.1", "10.0.0.1", "10.0.0.1"},
  };
  for (Row const& row : rows) {
    CAPTURE(row.why);
    CHECK(client_address(net::ip::make_address(row.peer), row.forwarded, trusted) ==
          net::ip::make_address(row.client));
  }
}

TEST_CASE("so many at once, so many a second, and nothing is remembered of who has long gone") {
  Admission admission({2, 1, 3});
  auto now = std::chrono::steady_clock::now();
  CHECK(admission.enter("a", now) == Admission::Verdict::welcome);
  CHECK(admission.enter("a", now) == Admission::Verdict::welcome);
  CHECK(admission.enter("a", now) == Admission::Verdict::too_many);
  CHECK(admission.enter("b", now) == Admission::Verdict::welcome);
  admission.leave("a");
  CHECK(admission.enter("a", now) == Admission::Verdict::welcome);
  admission.leave("a");
  CHECK(admission.enter("a", now) == Admission::Verdict::too_fast);
  now += std::chrono::seconds(1);
  CHECK(admission.enter("a", now) == Admission::Verdict::welcome);
  for (int number = 0; number < 5000; ++number) {
    std::string const stranger = "stranger " + std::to_string(number);
    now += std::chrono::milliseconds(10);
    CHECK(admission.enter(stranger, now) == Admission::Verdict::welcome);
    admission.leave(stranger);
  }
  CHECK(admission.households() < 2000);
}

TEST_CASE("targets are taken apart, and those that leave the folder are none") {
  auto const target = parse_target("/chat?practice=demo&lang=es&empty=&flag&x=a%20b");
  REQUIRE(target);
  CHECK(target->path == "/chat");
  CHECK(target->value("practice") == "demo");
  CHECK(target->value("x") == "a b");
  CHECK(target->value("nothing").empty());
  for (char const* wrong : {"", "chat", "*", "/..", "/a/../b", "/%2e%2e/x", "/.git", "/a\\b", "/%",
                            "/%0", "/%zz", "/%00", "/a%0ab", "/a/./b", "/x?y=%", "http://a/b"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_target(wrong).has_value());
  }
}

}  // namespace
}  // namespace foyer::server
