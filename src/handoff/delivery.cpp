#include "handoff/delivery.h"

#include <curl/curl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <ctime>
#include <fstream>
#include <memory>
#include <vector>

#include "handoff/address_guard.h"
#include "handoff/age_keys.h"
#include "handoff/share.h"

namespace foyer::handoff {

namespace {

constexpr long seconds_max = 20, connect_seconds_max = 8;
constexpr std::size_t answer_bytes_max = 64 * 1024;
constexpr Seconds minute = 60, hour = 3600;
constexpr std::array<Seconds, 9> pauses = {5,         5 * minute, 30 * minute, 2 * hour, 5 * hour,
                                           10 * hour, 14 * hour,  20 * hour,   24 * hour};

using Easy = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

enum class Where : int { anywhere_public, this_machine, anywhere };

curl_socket_t connect_if_allowed(void* where, curlsocktype, curl_sockaddr* to) {
  auto const allowed = *static_cast<Where const*>(where);
  bool const fine = allowed == Where::anywhere ||
                    (allowed == Where::this_machine ? is_loopback(&to->addr) : is_public(&to->addr));
  return fine ? ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol) : CURL_SOCKET_BAD;
}

std::size_t pass_over(char*, std::size_t one, std::size_t count, void* read) {
  auto& sum = *static_cast<std::size_t*>(read);
  sum += one * count;
  return sum > answer_bytes_max ? 0 : one * count;
}

Easy make_easy(Where* where, std::size_t* read) {
  static bool const ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  Easy easy(ready ? curl_easy_init() : nullptr, curl_easy_cleanup);
  if (!easy) return easy;
  auto* const curl = easy.get();
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds_max);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds_max);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, connect_if_allowed);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, where);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, pass_over);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, read);
  return easy;
}

std::optional<std::vector<std::uint8_t>> key_of(std::string_view secret) {
  constexpr std::string_view prefix = "whsec_";
  constexpr std::size_t key_min = 24, key_max = 64;
  if (!secret.starts_with(prefix)) return std::nullopt;
  secret.remove_prefix(prefix.size());
  std::vector<std::uint8_t> key(key_max);
  std::size_t size = 0;
  char const* end = nullptr;
  int const wrong = sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr,
                                      &size, &end, sodium_base64_VARIANT_ORIGINAL);
  if (wrong != 0 || end != secret.data() + secret.size() || size < key_min) return std::nullopt;
  key.resize(size);
  return key;
}

std::size_t read_mail(char* out, std::size_t one, std::size_t count, void* rest) {
  auto& text = *static_cast<std::string_view*>(rest);
  auto const size = std::min(one * count, text.size());
  std::memcpy(out, text.data(), size);
  text.remove_prefix(size);
  return size;
}

}  // namespace

std::string webhook_body(Due const& due) {
  return R"({"type":"share.received","timestamp":")" + iso_time(due.sent) + R"(","data":{"number":")" +
         due.number + "\"}}";
}

std::optional<std::string> webhook_signature(std::string_view secret, std::string_view id,
                                             Seconds timestamp, std::string_view body) {
  ensure_sodium();
  auto const key = key_of(secret);
  if (!key) return std::nullopt;
  auto const signed_text = std::string(id) + "." + std::to_string(timestamp) + "." + std::string(body);
  crypto_auth_hmacsha256_state state;
  std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_init(&state, key->data(), key->size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<std::uint8_t const*>(signed_text.data()),
                                signed_text.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::string text(sodium_base64_encoded_len(mac.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), mac.data(), mac.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return "v1," + text;
}

Delivered post_webhook(DeliverySettings const& settings, std::string const& url, std::string_view secret,
                       Due const& due, Seconds now) {
  auto const body = webhook_body(due);
  auto const signature = webhook_signature(secret, due.message, now, body);
  if (!signature) return Delivered::not_now;
  Where where = settings.to_this_machine ? Where::this_machine : Where::anywhere_public;
  std::size_t read = 0;
  auto const easy = make_easy(&where, &read);
  if (!easy) return Delivered::not_now;
  List fields(nullptr, curl_slist_free_all);
  for (auto const& field : {std::string("Content-Type: application/json"), "webhook-id: " + due.message,
                            "webhook-timestamp: " + std::to_string(now),
                            "webhook-signature: " + *signature, std::string("Expect:")})
    fields.reset(curl_slist_append(fields.release(), field.c_str()));
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, settings.to_this_machine ? "http,https" : "https");
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, fields.get());
  curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, "Foyer");
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS, body.c_str());
  auto const outcome = curl_easy_perform(easy.get());
  long status = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status == 410) return Delivered::never_again;
  bool const taken =
      status >= 200 && status < 300 && (outcome == CURLE_OK || outcome == CURLE_WRITE_ERROR);
  return taken ? Delivered::yes : Delivered::not_now;
}

bool is_mail_address(std::string_view text) {
  auto const at = text.find('@');
  bool const plain = text.find_first_of(" \t\r\n<>,;:\"\\()[]") == std::string_view::npos;
  return plain && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos;
}

std::string mail_text(DeliverySettings const& settings, std::string const& to, Due const& due,
                      Seconds now) {
  auto const seconds = static_cast<std::time_t>(now);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 64> date{};
  auto const size = std::strftime(date.data(), date.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
  return "Date: " + std::string(date.data(), size) + "\r\nFrom: Foyer <" + settings.mail_from +
         ">\r\nTo: <" + to + ">\r\nMessage-ID: <" + due.message +
         settings.mail_from.substr(settings.mail_from.find('@')) +
         ">\r\nSubject: Something was shared with you: " + due.number +
         "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\nAuto-Submitted: "
         "auto-generated\r\n\r\n"
         "A visitor shared something with your practice.\r\n\r\nNumber: " +
         due.number + "\r\nTime:   " + iso_time(due.sent) +
         "\r\n\r\nNothing of it is in this mail. It waits, sealed, where your Foyer runs.\r\n";
}

Delivered send_mail(DeliverySettings const& settings, std::string const& to, Due const& due,
                    Seconds now) {
  if (settings.smtp.empty() || !is_mail_address(to) || !is_mail_address(settings.mail_from))
    return Delivered::not_now;
  Where where = Where::anywhere;  // the operator's own server, which often stands next door
  std::size_t read = 0;
  auto const easy = make_easy(&where, &read);
  if (!easy) return Delivered::not_now;
  auto const text = mail_text(settings, to, due, now);
  std::string_view rest = text;
  List recipients(curl_slist_append(nullptr, ("<" + to + ">").c_str()), curl_slist_free_all);
  curl_easy_setopt(easy.get(), CURLOPT_URL, settings.smtp.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy.get(), CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (!settings.smtp_ca.empty()) curl_easy_setopt(easy.get(), CURLOPT_CAINFO, settings.smtp_ca.c_str());
  std::string password;
  if (!settings.smtp_user.empty()) {
    std::ifstream file(settings.smtp_password_file);
    std::getline(file, password);
    curl_easy_setopt(easy.get(), CURLOPT_USERNAME, settings.smtp_user.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PASSWORD, password.c_str());
  }
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, ("<" + settings.mail_from + ">").c_str());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(easy.get(), CURLOPT_READFUNCTION, read_mail);
  curl_easy_setopt(easy.get(), CURLOPT_READDATA, &rest);
  curl_easy_setopt(easy.get(), CURLOPT_UPLOAD, 1L);
  return curl_easy_perform(easy.get()) == CURLE_OK ? Delivered::yes : Delivered::not_now;
}

std::optional<Seconds> pause_after(unsigned attempts) {
  if (attempts >= pauses.size()) return std::nullopt;
  return pauses[attempts];
}

}  // namespace foyer::handoff
