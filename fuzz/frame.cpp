// Whatever a client sends as text: it is a frame or an error, and what is taken from it can be written
// back into a frame.
#include <nlohmann/json.hpp>

#include "fuzz.h"
#include "service/client_frame.h"

namespace foyer {
namespace {

using fuzz::hold;
using namespace service;

// Every text that a frame brings is written into frames again, by concatenation.
void take(std::string const& text) {
  auto const back = nlohmann::json::parse('"' + escape(text) + '"', nullptr, false);
  hold(back.is_string() && back.get<std::string>() == text, "a text comes back as it was sent");
}

struct Taken {
  void operator()(OpenFrame const& frame) const {
    for (auto const* each : {&frame.token, &frame.practice, &frame.dialog, &frame.locale}) take(*each);
  }
  void operator()(ResumeFrame const& frame) const { take(frame.token); }
  void operator()(DeedFrame const& frame) const {
    take(frame.deed.words);
    bool const act = frame.deed.kind == Deed::Kind::act;
    hold(!act || action_of(frame.deed.words).has_value(), "an action is one that there is");
  }
  void operator()(LocaleFrame const& frame) const { take(frame.locale); }
  void operator()(ShareFrame const& frame) const {
    for (auto const& line : frame.lines) {
      take(line.id);
      if (line.words) take(*line.words);
    }
    if (frame.contact) {
      take(frame.contact->name);
      take(frame.contact->reach);
    }
  }
  void operator()(ReceiptFrame const& frame) const { take(frame.code); }
  void operator()(WithdrawFrame const& frame) const { take(frame.code); }
  void operator()(EraseFrame const&) const {}
  void operator()(SummaryFrame const&) const {}
  void operator()(HeartbeatFrame const&) const {}
};

}  // namespace
}  // namespace foyer

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace foyer;
  auto const frame = service::read_client_frame(fuzz::Input(data, size).rest());
  if (frame)
    std::visit(Taken{}, *frame);
  else
    hold(!frame.error().what.empty(), "an error says what is wrong");
  return 0;
}
