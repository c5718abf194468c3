#include "service/client_frame.h"

#include <nlohmann/json.hpp>

namespace foyer::service {

using nlohmann::json;

namespace {

// Thrown inside this file only; a frame has a few fields and the first wrong one is told.
struct Wrong {
  std::string what;
};

std::string text(json const& frame, char const* key) {
  auto const found = frame.find(key);
  if (found == frame.end() || !found->is_string())
    throw Wrong{std::string("`") + key + "` must be a text."};
  return found->get<std::string>();
}

std::uint32_t number(json const& frame, char const* key) {
  auto const found = frame.find(key);
  if (found == frame.end() || !found->is_number_unsigned() || found->get<std::uint64_t>() > 0xffff)
    throw Wrong{std::string("`") + key + "` must be a whole number from 0 to 65535."};
  return found->get<std::uint32_t>();
}

ClientFrame deed(json const& frame, Deed::Kind kind, char const* key) {
  DeedFrame out{number(frame, "turn"), {kind, text(frame, key)}};
  if (kind == Deed::Kind::act && !action_of(out.deed.words))
    throw Wrong{"`action` is one of skip, back, repeat, why, help, stop, person."};
  return out;
}

bool yes(json const& frame, char const* key) {
  auto const found = frame.find(key);
  if (found == frame.end()) return false;
  if (!found->is_boolean()) throw Wrong{std::string("`") + key + "` must be true or false."};
  return found->get<bool>();
}

ShareLine share_line(json const& row) {
  if (!row.is_object()) throw Wrong{"A line is an object with an `id`."};
  ShareLine line{text(row, "id"), std::nullopt, handoff::Wish::none};
  if (row.contains("words")) line.words = text(row, "words");
  if (!row.contains("wish")) return line;
  auto const wish = handoff::read_wish(text(row, "wish"));
  if (!wish) throw Wrong{"`wish` is one of none, ask_me, not_first."};
  line.wish = *wish;
  return line;
}

ShareFrame share(json const& frame) {
  ShareFrame out{
      number(frame, "turn"), yes(frame, "consent"), yes(frame, "contact_consent"), {}, std::nullopt};
  auto const lines = frame.find("lines");
  if (lines == frame.end() || !lines->is_array()) throw Wrong{"`lines` must be a list."};
  for (auto const& row : *lines) out.lines.push_back(share_line(row));
  auto const contact = frame.find("contact");
  if (contact == frame.end() || contact->is_null()) return out;
  if (!contact->is_object()) throw Wrong{"`contact` is an object with `name` and `reach`, or null."};
  out.contact = handoff::Contact{text(*contact, "name"), text(*contact, "reach")};
  return out;
}

std::string code(json const& frame) {
  return frame.contains("code") ? text(frame, "code") : "";
}

ClientFrame frame_of(json const& frame) {
  if (!frame.is_object()) throw Wrong{"A frame is a JSON object with a `type`."};
  auto const type = text(frame, "type");
  if (type == "open")
    return OpenFrame{text(frame, "token"), text(frame, "practice"), text(frame, "dialog"),
                     text(frame, "locale")};
  if (type == "resume") return ResumeFrame{text(frame, "token")};
  if (type == "say") return deed(frame, Deed::Kind::say, "text");
  if (type == "choose") return deed(frame, Deed::Kind::choose, "option");
  if (type == "do") return deed(frame, Deed::Kind::act, "action");
  if (type == "locale") return LocaleFrame{text(frame, "locale")};
  if (type == "erase") return EraseFrame{};
  if (type == "summary") return SummaryFrame{};
  if (type == "share") return share(frame);
  if (type == "receipt") return ReceiptFrame{code(frame)};
  if (type == "withdraw") return WithdrawFrame{code(frame)};
  if (type == "hb") return HeartbeatFrame{};
  throw Wrong{"This `type` of frame is not known. docs/protocol.yaml lists them."};
}

}  // namespace

Result<ClientFrame> read_client_frame(std::string_view raw) {
  auto const frame = json::parse(raw, nullptr, false);
  if (frame.is_discarded()) return fail("frame", "The frame is not valid JSON.");
  try {
    return frame_of(frame);
  } catch (Wrong const& wrong) {
    return fail("frame", wrong.what);
  }
}

}  // namespace foyer::service
