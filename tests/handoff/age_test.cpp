// The age format, alone and against Debian's `age` both ways.
#include "handoff/age.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "handoff/age_keys.h"

namespace foyer::handoff {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  Scratch() {
    std::string pattern = fs::temp_directory_path() / "foyer-age-XXXXXX";
    path = mkdtemp(pattern.data());
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  std::string file(std::string const& name) const { return (path / name).string(); }
  void write(std::string const& name, std::string const& text) const {
    std::ofstream(file(name), std::ios::binary) << text;
  }
  std::string read(std::string const& name) const {
    std::ifstream in(file(name), std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
  }
  int run(std::string const& command) const {
    return std::system(("cd '" + path.string() + "' && (" + command + ") 2>stderr").c_str());
  }
  fs::path path;
};

std::string sized(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i * 7 % 26);
  return text;
}

std::string sealed_to(Identity const& one, Identity const& other, std::string const& text) {
  return seal({recipient_of(one), recipient_of(other)}, text).value();
}

std::size_t const sizes[] = {0, 1, 65535, 65536, 65537, 131072, 200000};

TEST_CASE("each of two recipients opens what was sealed, whatever its length; a stranger does not") {
  auto const practice = make_identity(), recovery = make_identity(), stranger = make_identity();
  for (auto const size : sizes) {
    CAPTURE(size);
    auto const text = sized(size);
    auto const file = sealed_to(practice, recovery, text);
    auto const one = open(practice, file), other = open(recovery, file);
    REQUIRE(one);
    REQUIRE(other);
    CHECK(*one == text);
    CHECK(*other == text);
    CHECK_FALSE(open(stranger, file));
  }
}

TEST_CASE("HKDF-SHA256 is RFC 5869's (case 1 and 3, first 32 bytes)") {
  std::string const key(22, '\x0b');
  auto const hex = [](Secret const& secret) {
    std::string out;
    for (std::size_t i = 0; i < Secret::size; ++i) {
      char pair[3];
      std::snprintf(pair, sizeof pair, "%02x", secret.data()[i]);
      out += pair;
    }
    return out;
  };
  std::string salt, info;
  for (int i = 0; i <= 0x0c; ++i) salt += static_cast<char>(i);
  for (int i = 0xf0; i <= 0xf9; ++i) info += static_cast<char>(i);
  CHECK(hex(hkdf(key, salt, info)) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  CHECK(hex(hkdf(key, "", "")) == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST_CASE(
    "no bit of a file can be changed, and no byte be cut off or added, without its being noticed") {
  auto const practice = make_identity(), recovery = make_identity();
  auto const file = sealed_to(practice, recovery, "what was said, " + sized(300));
  REQUIRE(open(recovery, file));
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (int const bit : {0, 3, 7}) {
      auto changed = file;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      CAPTURE(at);
      CHECK_FALSE(open(recovery, changed));
    }
  }
  for (std::size_t size = 0; size < file.size(); ++size)
    CHECK_FALSE(open(recovery, file.substr(0, size)));
  CHECK_FALSE(open(recovery, file + "x"));
}

TEST_CASE("chunks cannot be cut off, swapped or doubled") {
  auto const practice = make_identity(), recovery = make_identity();
  auto const file = sealed_to(practice, recovery, sized(3 * 65536));
  constexpr std::size_t chunk = 65536 + 16;
  auto const head = file.size() - 3 * chunk;
  auto const part = [&](std::size_t n) { return file.substr(head + n * chunk, chunk); };
  auto const start = file.substr(0, head);
  REQUIRE(open(practice, start + part(0) + part(1) + part(2)));
  for (auto const& wrong : {part(0) + part(1), part(1) + part(0) + part(2),
                            part(0) + part(1) + part(1) + part(2), part(2), std::string()})
    CHECK_FALSE(open(practice, start + wrong));
}

TEST_CASE("keys have one spelling, and a mistyped one is refused") {
  auto const identity = make_identity();
  auto const secret = to_text(identity), open_key = to_text(recipient_of(identity));
  CHECK(secret.starts_with("AGE-SECRET-KEY-1"));
  CHECK(open_key.starts_with("age1"));
  CHECK(to_text(recipient_of(read_identity(secret).value())) == open_key);
  CHECK(read_recipient(open_key).value() == recipient_of(identity));
  for (std::size_t at = 0; at < open_key.size(); ++at) {
    auto wrong = open_key;
    wrong[at] = wrong[at] == 'q' ? 'p' : 'q';
    CHECK_FALSE(read_recipient(wrong));
    CHECK_FALSE(read_recipient(open_key.substr(0, at)));
  }
  CHECK_FALSE(read_recipient(secret));
  CHECK_FALSE(read_identity(open_key));
  CHECK_FALSE(seal({}, "to nobody"));
  CHECK_FALSE(seal({Recipient{}}, "to the point at zero"));
}

TEST_CASE("Debian's age opens ours") {
  Scratch const scratch;
  REQUIRE_MESSAGE(scratch.run("age --version >/dev/null") == 0,
                  "the package `age` is missing: scripts/packages --tests");
  auto const practice = make_identity(), recovery = make_identity();
  scratch.write("practice.key", "# made by Foyer\n" + to_text(practice) + "\n");
  scratch.write("recovery.key", to_text(recovery) + "\n");
  for (auto const size : sizes) {
    CAPTURE(size);
    scratch.write("file.age", sealed_to(practice, recovery, sized(size)));
    for (std::string const key : {"practice.key", "recovery.key"}) {
      REQUIRE(scratch.run("age -d -i " + key + " -o out file.age") == 0);
      CHECK(scratch.read("out") == sized(size));
    }
  }
  CHECK(scratch.run("age-keygen -y practice.key > out") == 0);
  CHECK(scratch.read("out") == to_text(recipient_of(practice)) + "\n");
}

TEST_CASE("we open what Debian's age sealed, with a key that its age-keygen made") {
  Scratch const scratch;
  REQUIRE(scratch.run("age-keygen -o practice.key && age-keygen -o recovery.key") == 0);
  auto const practice = read_identity_file(scratch.read("practice.key"));
  REQUIRE(practice);
  auto const recipient = to_text(recipient_of(*practice));
  for (auto const size : sizes) {
    CAPTURE(size);
    scratch.write("text", sized(size));
    REQUIRE(scratch.run("age -r $(age-keygen -y recovery.key) -r " + recipient + " -o file.age text") ==
            0);
    auto const text = open(*practice, scratch.read("file.age"));
    REQUIRE(text);
    CHECK(*text == sized(size));
  }
}

}  // namespace
}  // namespace foyer::handoff
