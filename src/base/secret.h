// secret.h - 32 bytes that leave no trace: a visitor's token, and the key that is made of it.
//
// Move-only; wiped when moved from and when destroyed, by a write the compiler may not drop. Never
// logged, never compared, never turned into text. Guard pages (sodium_malloc) would cost 16 KiB for each
// open conversation, so the pages are kept out of core dumps for the whole process instead (see
// cli/serve.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

namespace foyer {

class Secret {
 public:
  static constexpr std::size_t size = 32;

  Secret() = default;
  explicit Secret(std::array<std::uint8_t, size>& bytes) : bytes_(bytes) {
    explicit_bzero(bytes.data(), bytes.size());  // the caller's copy goes too
  }
  Secret(Secret const&) = delete;
  Secret& operator=(Secret const&) = delete;
  Secret(Secret&& other) noexcept : bytes_(other.bytes_) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      bytes_ = other.bytes_;
      other.wipe();
    }
    return *this;
  }
  ~Secret() { wipe(); }

  std::uint8_t const* data() const { return bytes_.data(); }
  std::uint8_t* data() { return bytes_.data(); }
  void wipe() { explicit_bzero(bytes_.data(), bytes_.size()); }

 private:
  std::array<std::uint8_t, size> bytes_{};
};

// For text that held a visitor's words or token: overwrites the whole buffer, then empties it.
inline void wipe(std::string& text) {
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

// Overwrites what calls that have returned left on this thread's stack: short words live inside a
// std::string itself, and so on the stack. Called where a thread has handled a visitor's words and goes
// back to waiting.
[[gnu::noinline]] inline void burn_stack() {
  std::array<char, 64 * 1024> below;
  explicit_bzero(below.data(), below.size());
}

}  // namespace foyer
