#include "store/seal.h"

#include <doctest/doctest.h>

#include <set>

namespace foyer::store {
namespace {

Secret token_of(std::uint8_t byte) {
  std::array<std::uint8_t, 32> bytes;
  bytes.fill(byte);
  return Secret(bytes);
}

TEST_CASE("what was sealed opens with the same token, place and bytes, and reads the same") {
  Keys const keys = derive(token_of(1));
  for (std::size_t size : {0U, 1U, 127U, 128U, 129U, 5000U}) {
    CAPTURE(size);
    std::string const plain(size, '\0');
    auto const opened = unseal(keys, {Kind::turn, 7}, seal(keys, {Kind::turn, 7}, plain));
    REQUIRE(opened);
    CHECK(*opened == plain);
  }
  std::string const tricky("ends like padding \x80\0\0", 21);
  CHECK(unseal(keys, {}, seal(keys, {}, tricky)).value() == tricky);
}

TEST_CASE("it opens nowhere else") {
  Keys const keys = derive(token_of(1));
  Keys const other = derive(token_of(2));
  Sealed const sealed = seal(keys, {Kind::turn, 7}, "my mother's house");
  CHECK_FALSE(unseal(other, {Kind::turn, 7}, sealed));
  CHECK_FALSE(unseal(keys, {Kind::turn, 8}, sealed));
  CHECK_FALSE(unseal(keys, {Kind::state, 7}, sealed));
  Keys moved = derive(token_of(1));
  moved.id = other.id;  // the bytes of one row put into another
  CHECK_FALSE(unseal(moved, {Kind::turn, 7}, sealed));
}

TEST_CASE("one changed bit, one missing byte, or nothing at all does not open") {
  Keys const keys = derive(token_of(3));
  Sealed const sealed = seal(keys, {Kind::state, 1}, "words");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    Sealed changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    bool const opened = unseal(keys, {Kind::state, 1}, changed).has_value();
    CHECK_FALSE(opened);
    bool const cut = unseal(keys, {Kind::state, 1}, sealed.substr(0, at)).has_value();
    CHECK_FALSE(cut);
  }
}

TEST_CASE("sealed text shows neither the words nor their exact length, and is never twice the same") {
  Keys const keys = derive(token_of(4));
  std::set<Sealed> seen;
  for (int i = 0; i < 50; ++i) seen.insert(seal(keys, {}, "marker"));
  CHECK(seen.size() == 50);
  for (auto const& sealed : seen) {
    bool const shows = sealed.find("marker") != std::string::npos;
    CHECK_FALSE(shows);
  }
  CHECK(seal(keys, {}, "no").size() == seal(keys, {}, "a much longer answer than the other one").size());
}

TEST_CASE("the row's name and the key are of the token alone, and differ") {
  Keys const one = derive(token_of(5));
  Keys const again = derive(token_of(5));
  CHECK(one.id == again.id);
  CHECK(one.id != derive(token_of(6)).id);
  bool const same = std::equal(one.id.begin(), one.id.end(), one.key.data());
  CHECK_FALSE(same);
  CHECK(fingerprint(one, "yes") == fingerprint(again, "yes"));
  CHECK(fingerprint(one, "yes") != fingerprint(one, "no"));
  CHECK(fingerprint(one, "yes") != fingerprint(derive(token_of(6)), "yes"));
}

TEST_CASE("a secret is wiped where it was moved from") {
  Secret first = token_of(9);
  Secret const second = std::move(first);
  CHECK(second.data()[0] == 9);
  for (std::size_t at = 0; at < Secret::size; ++at)
    CHECK(first.data()[at] == 0);  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("a token has one spelling") {
  Bytes32 bytes{};
  for (std::size_t at = 0; at < bytes.size(); ++at) bytes[at] = static_cast<std::uint8_t>(at * 37 + 5);
  std::string const text = to_base64url(bytes);
  CHECK(text.size() == 43);
  CHECK(bytes32_from_base64url(text) == bytes);
  std::string other = text;
  other.back() = other.back() == 'B' ? 'C' : 'B';  // 'B' and 'C' set bits beyond the last byte
  CHECK_FALSE(bytes32_from_base64url(other));
  CHECK_FALSE(bytes32_from_base64url(text + "="));
  CHECK_FALSE(bytes32_from_base64url(text.substr(1)));
  CHECK_FALSE(bytes32_from_base64url("+" + text.substr(1)));
  CHECK_FALSE(bytes32_from_base64url(""));
}

}  // namespace
}  // namespace foyer::store
