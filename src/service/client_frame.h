// client_frame.h - what a client may send, as a closed set (docs/protocol.yaml), read strictly.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "service/conversation.h"

namespace foyer::service {

struct OpenFrame {
  std::string token, practice, dialog, locale;
};
struct ResumeFrame {
  std::string token;
};
struct DeedFrame {
  std::uint32_t turn = 0;
  Deed deed;
};
struct LocaleFrame {
  std::string locale;
};
struct EraseFrame {};
struct SummaryFrame {};
struct ShareFrame {};
struct HeartbeatFrame {};
using ClientFrame =
    std::variant<OpenFrame, ResumeFrame, DeedFrame, LocaleFrame, EraseFrame, SummaryFrame, ShareFrame, HeartbeatFrame>;

// The error's `what` is told to the client as it stands: it never quotes what was sent.
Result<ClientFrame> read_client_frame(std::string_view text);

}  // namespace foyer::service
