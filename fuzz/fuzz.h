// fuzz.h - what the fuzz targets share: promises, and an input taken apart.
//
// A target is one function that libFuzzer calls with whatever it made of the corpus. A crash, a report of
// the sanitizers, five seconds without an end or a broken promise is a finding; libFuzzer then keeps the
// input as a file. Inputs are text where that is possible, so that a seed can be written by hand and a
// finding be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace foyer::fuzz {

// What must be true whatever the input.
inline void hold(bool kept, char const* promise) {
  if (kept) return;
  std::fprintf(stderr, "A broken promise: %s\n", promise);
  std::abort();
}

// An input, read from its front. At its end it gives zeros and empty texts.
class Input {
 public:
  Input(std::uint8_t const* data, std::size_t size)
      : left_(reinterpret_cast<char const*>(data), size) {}

  std::uint8_t byte() {
    if (left_.empty()) return 0;
    auto const first = static_cast<std::uint8_t>(left_.front());
    left_.remove_prefix(1);
    return first;
  }
  // One of `count` ways: '0' is the first, so that a seed begins with a digit.
  std::size_t choice(std::size_t count) { return static_cast<std::uint8_t>(byte() - '0') % count; }
  std::string_view rest() const { return left_; }
  bool empty() const { return left_.empty(); }

  // Changes single bits and bytes of `text`: each three bytes of the input are a place and what is laid
  // over it.
  void damage(std::string& text) {
    while (!empty() && !text.empty()) {
      auto const place = static_cast<std::size_t>(byte() << 8 | byte()) % text.size();
      text[place] = static_cast<char>(text[place] ^ static_cast<char>(byte()));
    }
  }

 private:
  std::string_view left_;
};

// Sealed bytes open as they were sealed, and not at all once a bit of them was changed.
template <class Open>
void hold_sealed(Input& input, std::string const& sealed, std::string_view words, Open const& open) {
  auto changed = sealed;
  input.damage(changed);
  auto const opened = open(changed);
  hold(opened.has_value() == (changed == sealed), "what was changed does not open");
  if (opened) hold(*opened == words, "what was sealed is opened");
}

inline std::filesystem::path source() {
  return FOYER_SOURCE;
}

// A folder that is gone when the process ends well.
class Scratch {
 public:
  Scratch() {
    std::string pattern = std::filesystem::temp_directory_path() / "foyer-fuzz-XXXXXX";
    hold(mkdtemp(pattern.data()) != nullptr, "there is room for a scratch folder");
    path_ = pattern;
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path const& path() const { return path_; }
  std::filesystem::path write(std::filesystem::path const& name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace foyer::fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);
