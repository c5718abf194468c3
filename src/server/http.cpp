#include "server/http.h"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <cctype>
#include <ctime>
#include <optional>

namespace foyer::server {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using ErrorCode = boost::system::error_code;
using Parser = http::request_parser<http::empty_body>;
constexpr auto awaiting = net::as_tuple_t<net::use_awaitable_t<Executor>>();

constexpr std::size_t linger_bytes_max = 256 * 1024;
constexpr Millis linger_time(2000);

// The deadline of the step in hand: when it is over, whatever waits on the socket is called off.
class Deadline final : public Watched {
 public:
  Deadline(Loop* loop, Socket* socket) : Watched(loop), loop_(loop), socket_(socket) {}
  void set(Millis time) {
    at_ = SteadyClock::now() + time;
    late_ = false;
  }
  void set_idle(Millis time) {
    set(time);
    idle_ = true;
    if (loop_->draining()) at_ = SteadyClock::now();
  }
  void busy() { idle_ = false; }
  bool late() const { return late_; }

  void tick(Instant now) override {
    if (now >= at_) call_off();
  }
  void drain() override {
    if (idle_) call_off();
  }

 private:
  void call_off() {
    late_ = true;
    ErrorCode ignored;
    socket_->cancel(ignored);
  }
  Loop* loop_;
  Socket* socket_;
  Instant at_ = Instant::max();
  bool late_ = false;
  bool idle_ = false;
};

struct Upgrade {
  Socket socket;
  std::string head;
  Guest guest;
};

// What read_requests works on; in one place so that its helpers can be coroutines of a few lines.
struct Line {
  Line(House* host, Loop* loop, Socket taken, net::ip::address who)
      : house(host), socket(std::move(taken)), peer(std::move(who)), deadline(loop, &socket) {}
  House* house;
  Socket socket;
  net::ip::address peer;
  Deadline deadline;
  beast::flat_buffer buffer;
};

std::string date_now() {
  std::time_t const now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  std::size_t const size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

std::string text_of(beast::string_view text) {
  return {text.data(), text.size()};
}

Request request_of(Parser::value_type const& message, net::ip::address const& peer) {
  Request request;
  request.method = text_of(message.method_string());
  request.target = text_of(message.target());
  request.peer = peer;
  for (auto const& field : message)
    request.fields.emplace_back(text_of(field.name_string()), text_of(field.value()));
  return request;
}

std::string head_of(Request const& request) {
  std::string head = request.method + " " + request.target + " HTTP/1.1\r\n";
  for (auto const& [name, value] : request.fields) head += name + ": " + value + "\r\n";
  return head + "\r\n";
}

http::response<http::string_body> message_of(Response response, bool keep_alive, bool head_only) {
  http::response<http::string_body> message;
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::server, "foyer");
  message.set(http::field::date, date_now());
  for (auto const& [name, value] : response.fields) message.set(name, value);
  message.keep_alive(keep_alive);
  bool const bodyless = response.status == 304 || response.status == 204;
  if (!bodyless) message.content_length(response.body.size());
  if (!head_only && !bodyless) message.body() = std::move(response.body);
  return message;
}

// True: it went out whole, and the connection may be used again.
Task<bool> write_response(Line* line, Response response, bool keep_alive, bool head_only) {
  line->deadline.busy();
  line->deadline.set(line->house->http_limits().write);
  line->house->answered(response.status);
  auto const message = message_of(std::move(response), keep_alive, head_only);
  auto const [error, size] = co_await http::async_write(line->socket, message, awaiting);
  co_return !error && keep_alive;
}

// Hangs up so that the answer arrives: a connection that is closed on unread bytes is reset, and the
// answer is lost.
Task<void> hang_up(Line* line) {
  ErrorCode ignored;
  line->socket.shutdown(Tcp::socket::shutdown_send, ignored);
  line->deadline.set(linger_time);
  std::array<char, 1024> rest;
  std::size_t read = 0;
  while (read < linger_bytes_max) {
    auto const [error, size] = co_await line->socket.async_read_some(net::buffer(rest), awaiting);
    if (error) co_return;
    read += size;
  }
}

// Why a head could not be read; nothing: there is nobody to tell.
std::optional<Response> refusal(ErrorCode error, bool late, bool silent) {
  if (late) {
    if (silent) return std::nullopt;
    return plain(408, "The request took too long to arrive.\n");
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return plain(431, "The request's head is too large.\n");
  }
  if (error == http::error::end_of_stream ||
      error.category() != make_error_code(http::error::bad_method).category()) {
    return std::nullopt;
  }
  return plain(400, "This is not a request we understand.\n");
}

// RFC 6455, 4.2.1: one key, which is 16 bytes in base64; one host. The rest is Beast's to check.
bool is_well_formed(Request const& request) {
  constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  auto const key = request.field("Sec-WebSocket-Key");
  return request.count("Host") == 1 && request.count("Sec-WebSocket-Key") == 1 && key.size() == 24 &&
         key.ends_with("==") && key.find_first_not_of(base64) == key.size() - 2;
}

Task<std::optional<Upgrade>> welcome(Line* line, Request request) {
  auto welcomed = line->house->welcome(request);
  bool const early = line->buffer.size() > 0;  // frames before our answer: RFC 6455, 4.1 forbids it
  if (!is_well_formed(request))
    welcomed = plain(400, "This is no WebSocket request: see RFC 6455, section 4.\n");
  if (early) welcomed = plain(400, "Wait for the answer before sending frames.\n");
  if (auto* const refused = std::get_if<Response>(&welcomed)) {
    auto writing = write_response(line, std::move(*refused), false, false);
    auto const written = co_await std::move(writing);
    (void)written;
    auto hanging_up = hang_up(line);
    co_await std::move(hanging_up);
    co_return std::nullopt;
  }
  line->house->answered(101);
  Upgrade upgrade{std::move(line->socket), head_of(request), std::get<Guest>(std::move(welcomed))};
  co_return std::optional<Upgrade>(std::move(upgrade));
}

// Reads one head. Nothing: the connection is over, and whoever could be told was told.
Task<std::optional<Parser::value_type>> read_head(Line* line, bool first) {
  HttpLimits const& limits = line->house->http_limits();
  if (line->buffer.size() == 0) {
    // Nothing asked yet: whoever is silent here may be sent home. The first head's time counts from
    // connecting, another's from its first byte.
    line->deadline.set_idle(first ? limits.head : limits.keep_alive);
    auto const [error] = co_await line->socket.async_wait(Tcp::socket::wait_read, awaiting);
    if (error) co_return std::nullopt;
    line->deadline.busy();
  }
  if (!first) line->deadline.set(limits.head);
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes_max));
  auto const [error, size] =
      co_await http::async_read_header(line->socket, line->buffer, parser, awaiting);
  if (!error) {
    if (!parser.is_done()) parser.get().keep_alive(false);  // a body follows that nobody asked for
    co_return std::optional<Parser::value_type>(parser.release());
  }
  auto refused = refusal(error, line->deadline.late(), !first && line->buffer.size() == 0);
  if (refused) {
    auto writing = write_response(line, std::move(*refused), false, false);
    auto const written = co_await std::move(writing);
    (void)written;
    auto hanging_up = hang_up(line);
    co_await std::move(hanging_up);
  }
  co_return std::nullopt;
}

// Its frame, with parser and buffer, is gone before a talk begins: a talk lasts an hour, its request a
// millisecond.
Task<std::optional<Upgrade>> read_requests(House* house, Loop* loop, Socket socket,
                                           net::ip::address peer) {
  Line line(house, loop, std::move(socket), std::move(peer));
  for (bool first = true;; first = false) {
    auto reading = read_head(&line, first);
    auto const message = co_await std::move(reading);
    if (!message) co_return std::nullopt;
    Request request = request_of(*message, line.peer);
    if (beast::websocket::is_upgrade(*message)) {
      auto welcoming = welcome(&line, std::move(request));
      auto upgrade = co_await std::move(welcoming);
      co_return upgrade;
    }
    Response response = house->answer(request);
    auto writing =
        write_response(&line, std::move(response), message->keep_alive(), request.method == "HEAD");
    bool const goes_on = co_await std::move(writing);
    if (goes_on) continue;
    auto hanging_up = hang_up(&line);
    co_await std::move(hanging_up);
    co_return std::nullopt;
  }
}

Task<void> live(House* house, Loop* loop, Socket socket, net::ip::address peer) {
  auto reading = read_requests(house, loop, std::move(socket), std::move(peer));
  auto upgrade = co_await std::move(reading);
  if (!upgrade) co_return;
  auto limits = house->connection_limits();
  auto accepting =
      Connection::accept(loop, std::move(upgrade->socket), std::move(upgrade->head), std::move(limits));
  auto connection = co_await std::move(accepting);
  if (!connection) co_return;
  auto talking = house->talk(loop, std::move(*connection), std::move(upgrade->guest));
  co_await std::move(talking);
}

bool same_name(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

}  // namespace

std::string_view Request::field(std::string_view name) const {
  for (auto const& [its_name, value] : fields) {
    if (same_name(its_name, name)) return value;
  }
  return {};
}

std::size_t Request::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(), [&](Field const& field) { return same_name(field.first, name); }));
}

Response plain(int status, std::string text) {
  return {status,
          {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          std::move(text)};
}

Task<void> serve_connection(House* house, Loop* loop, Socket socket, net::ip::address peer) {
  struct Inside {
    House* house;
    net::ip::address peer;
    ~Inside() { house->has_left(peer); }
  };
  if (!house->may_enter(peer)) co_return;
  Inside const inside{house, peer};
  auto life = live(house, loop, std::move(socket), std::move(peer));
  co_await std::move(life);
}

}  // namespace foyer::server
