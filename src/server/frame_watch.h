// frame_watch.h - follows WebSocket frames as their bytes come in, to know whether a message is still
// under way.
//
// Beast reads and judges the frames; but it takes any byte as a sign of life, so a message sent one byte
// a minute would be waited for without end. This counts along: header, length, end of frame, end of
// message. Constant memory; constant time a frame, whatever its length. It never judges: broken frames
// are Beast's to refuse. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace foyer::server {

class FrameWatch {
 public:
  void feed(std::span<std::uint8_t const> bytes);

  // Is part of a frame or of a fragmented message still to come?
  bool under_way() const { return header_bytes_ > 0 || left_ > 0 || fragmented_; }
  // How many messages are complete. Control frames do not count: a ping buys no time for the message it
  // stands in.
  std::uint64_t messages() const { return messages_; }
  // What was wrong with the Close that arrived, where Beast is laxer than RFC 6455: a code that does not
  // exist (7.4.2), a reason that is not UTF-8 (8.1).
  enum class CloseFault : std::uint8_t { none, code, reason };
  CloseFault close_fault() const { return close_fault_; }

 private:
  std::size_t header_size() const;
  void begin_payload();
  std::size_t take_payload(std::span<std::uint8_t const> bytes);
  void end_frame();
  void judge_close();

  std::array<std::uint8_t, 14> header_{};  // the longest there is
  std::size_t header_bytes_ = 0;
  std::uint64_t left_ = 0;  // of the payload
  std::array<std::uint8_t, 125> control_{};
  std::size_t control_bytes_ = 0;
  bool in_payload_ = false;
  bool fragmented_ = false;
  CloseFault close_fault_ = CloseFault::none;
  std::uint64_t messages_ = 0;
};

// Whole and valid UTF-8 (RFC 3629): no surrogates, nothing overlong, nothing beyond U+10FFFF.
bool is_utf8(std::span<std::uint8_t const> bytes);

}  // namespace foyer::server
