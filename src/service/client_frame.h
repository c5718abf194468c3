// client_frame.h - what a client may send, as a closed set (docs/protocol.yaml), read strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "handoff/share.h"
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
// One line of the summary that is shared; what is not named is left out. `words`: reworded by the
// visitor.
struct ShareLine {
  std::string id;
  std::optional<std::string> words;
  handoff::Wish wish = handoff::Wish::none;
};
struct ShareFrame {
  std::uint32_t turn = 0;  // where the talk stood when the summary was looked at
  bool consent = false, contact_consent = false;
  std::vector<ShareLine> lines;
  std::optional<handoff::Contact> contact;
};
// Of this talk, or, before any talk is open, of the receipt with this code.
struct ReceiptFrame {
  std::string code;
};
struct WithdrawFrame {
  std::string code;
};
struct HeartbeatFrame {};
using ClientFrame = std::variant<OpenFrame, ResumeFrame, DeedFrame, LocaleFrame, EraseFrame,
                                 SummaryFrame, ShareFrame, ReceiptFrame, WithdrawFrame, HeartbeatFrame>;

// The error's `what` is told to the client as it stands: it never quotes what was sent.
Result<ClientFrame> read_client_frame(std::string_view text);

}  // namespace foyer::service
