#include "server/frame_watch.h"

#include <algorithm>

namespace foyer::server {
namespace {

constexpr std::uint8_t fin_bit = 0x80, mask_bit = 0x80, length_bits = 0x7f, opcode_bits = 0x0f;
constexpr std::uint8_t control_opcode = 0x08, close_opcode = 0x08;

constexpr int close_code_max = 4999;

struct Range {
  std::uint8_t first, last;  // lead bytes
  std::uint8_t low, high;    // of the second byte
  std::size_t size;
};
// RFC 3629, section 4: the table of well-formed sequences.
constexpr Range ranges[] = {{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
                            {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
                            {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
                            {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};

// How long the well-formed sequence at the start is; 0: there is none.
std::size_t sequence(std::span<std::uint8_t const> bytes) {
  if (bytes[0] < 0x80) return 1;
  for (Range const& range : ranges) {
    if (bytes[0] < range.first || bytes[0] > range.last) continue;
    if (bytes.size() < range.size || bytes[1] < range.low || bytes[1] > range.high) return 0;
    for (std::size_t at = 2; at < range.size; ++at) {
      if ((bytes[at] & 0xc0) != 0x80) return 0;
    }
    return range.size;
  }
  return 0;
}

}  // namespace

bool is_utf8(std::span<std::uint8_t const> bytes) {
  while (!bytes.empty()) {
    std::size_t const size = sequence(bytes);
    if (size == 0) return false;
    bytes = bytes.subspan(size);
  }
  return true;
}

void FrameWatch::feed(std::span<std::uint8_t const> bytes) {
  while (!bytes.empty()) {
    if (in_payload_) {
      bytes = bytes.subspan(take_payload(bytes));
      continue;
    }
    header_[header_bytes_++] = bytes[0];
    bytes = bytes.subspan(1);
    if (header_bytes_ >= 2 && header_bytes_ == header_size()) begin_payload();
  }
}

std::size_t FrameWatch::header_size() const {
  std::uint8_t const length = header_[1] & length_bits;
  std::size_t const extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  std::size_t const mask = (header_[1] & mask_bit) != 0 ? 4 : 0;
  return 2 + extended + mask;
}

void FrameWatch::begin_payload() {
  std::uint8_t const length = header_[1] & length_bits;
  left_ = length < 126 ? length : 0;
  std::size_t const extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  for (std::size_t at = 0; at < extended; ++at) left_ = (left_ << 8) | header_[2 + at];
  control_bytes_ = 0;
  in_payload_ = true;
  if (left_ == 0) end_frame();
}

std::size_t FrameWatch::take_payload(std::span<std::uint8_t const> bytes) {
  auto const taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  bool const control = (header_[0] & control_opcode) != 0;
  if (control) {
    for (std::size_t at = 0; at < taken && control_bytes_ < control_.size(); ++at)
      control_[control_bytes_++] = bytes[at];
  }
  left_ -= taken;
  if (left_ == 0) end_frame();
  return taken;
}

void FrameWatch::end_frame() {
  bool const fin = (header_[0] & fin_bit) != 0;
  bool const control = (header_[0] & control_opcode) != 0;
  bool const close = (header_[0] & opcode_bits) == close_opcode;
  if (close) judge_close();
  if (!control) fragmented_ = !fin;
  if (!control && fin) ++messages_;
  header_bytes_ = 0;
  in_payload_ = false;
}

void FrameWatch::judge_close() {
  bool const masked = (header_[1] & mask_bit) != 0;
  if (!masked || control_bytes_ < 2) return;
  auto const* mask = header_.data() + header_bytes_ - 4;
  for (std::size_t at = 0; at < control_bytes_; ++at) control_[at] ^= mask[at % 4];
  int const code = control_[0] << 8 | control_[1];
  if (code > close_code_max) {
    close_fault_ = CloseFault::code;
  } else if (!is_utf8(std::span(control_).subspan(2, control_bytes_ - 2))) {
    close_fault_ = CloseFault::reason;
  }
}

}  // namespace foyer::server
