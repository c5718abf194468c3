// Whatever bytes come over a WebSocket, and however they are cut: the watch counts the same, and judges
// UTF-8 as utf8proc does.
#include <utf8proc.h>

#include <algorithm>

#include "fuzz.h"
#include "server/frame_watch.h"

namespace foyer {
namespace {

using fuzz::hold;
using server::FrameWatch;
using Bytes = std::span<std::uint8_t const>;

FrameWatch fed(Bytes bytes, std::size_t chop) {
  FrameWatch watch;
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(chop, bytes.size())))
    watch.feed(bytes.first(std::min(chop, bytes.size())));
  return watch;
}

bool utf8proc_takes(Bytes bytes) {
  while (!bytes.empty()) {
    utf8proc_int32_t character = 0;
    auto const size =
        utf8proc_iterate(bytes.data(), static_cast<utf8proc_ssize_t>(bytes.size()), &character);
    if (size < 1) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  Bytes const bytes(data, size);
  auto const whole = fed(bytes, std::max<std::size_t>(size, 1));
  for (std::size_t const chop : {std::size_t{1}, std::size_t{7}}) {
    auto const cut = fed(bytes, chop);
    hold(cut.under_way() == whole.under_way() && cut.messages() == whole.messages() &&
             cut.close_fault() == whole.close_fault(),
         "the same is counted however the bytes are cut");
  }
  hold(whole.messages() <= size / 2, "a message takes two bytes at least");
  hold(server::is_utf8(bytes) == utf8proc_takes(bytes), "UTF-8 is judged as utf8proc judges it");
  return 0;
}
