// delivery.h - telling a practice that something was shared: a number and a time, never a word. A
// webhook as Standard Webhooks 1.0 has it, and a mail through the operator's SMTP server.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "handoff/share_store.h"

namespace foyer::handoff {

struct DeliverySettings {
  bool to_this_machine = false;  // for tests: a webhook may be http:// and on loopback, and nowhere else
  std::string smtp;              // smtp://host:587 (STARTTLS is required) or smtps://host
  std::string smtp_user, smtp_password_file, smtp_ca;  // may be empty
  std::string mail_from;
};

enum class Delivered : std::uint8_t { yes, not_now, never_again };

// {"type":"share.received",…}: thin, so that it may pass through anybody's hands.
std::string webhook_body(Due const& due);
// "v1,<base64>" over "id.timestamp.body"; `secret` is whsec_<base64>. Nothing: it is no such secret.
std::optional<std::string> webhook_signature(std::string_view secret, std::string_view id,
                                             Seconds timestamp, std::string_view body);
// These wait for the network, 20 seconds at most. Nothing is redirected; only public addresses are
// connected to.
Delivered post_webhook(DeliverySettings const& settings, std::string const& url, std::string_view secret,
                       Due const& due, Seconds now);
Delivered send_mail(DeliverySettings const& settings, std::string const& to, Due const& due,
                    Seconds now);

std::string mail_text(DeliverySettings const& settings, std::string const& to, Due const& due,
                      Seconds now);
bool is_mail_address(std::string_view text);  // one plain address: nothing that could end a header

// When to try again after so many attempts, as the spec proposes; nothing: it is given up.
std::optional<Seconds> pause_after(unsigned attempts);

}  // namespace foyer::handoff
