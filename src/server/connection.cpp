#include "server/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>
#include <utility>

#include "server/frame_watch.h"

namespace foyer::server {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using ErrorCode = boost::system::error_code;
constexpr auto awaiting = net::as_tuple_t<net::use_awaitable_t<Executor>>();

constexpr std::size_t idle_buffer_bytes =
    512;  // all that an idle conversation holds for the next message
constexpr std::size_t step_bytes_max = 64 * 1024;
constexpr std::size_t linger_bytes_max = 1024 * 1024;  // read and thrown away after our Close

// The socket as Beast sees it: notes when bytes came, whether a message is under way, and since when a
// write waits.
struct Transport {
  using executor_type = Executor;

  explicit Transport(Socket taken) : socket(std::move(taken)), heard(SteadyClock::now()) {}
  executor_type get_executor() { return socket.get_executor(); }

  template <class Buffers, class Handler>
  void async_read_some(Buffers const& buffers, Handler&& handler);
  template <class Buffers, class Handler>
  void async_write_some(Buffers const& buffers, Handler&& handler);

  template <class Buffers>
  void note_read(Buffers const& buffers, std::size_t size) {
    heard = SteadyClock::now();
    auto const before = frames.messages();
    for (auto const piece : beast::buffers_range_ref(buffers)) {
      auto const part = std::min(piece.size(), size);
      frames.feed({static_cast<std::uint8_t const*>(piece.data()), part});
      size -= part;
    }
    if (!frames.under_way()) {
      message_began = {};
    } else if (message_began == Instant{} || frames.messages() != before) {
      message_began = heard;
    }
  }

  Socket socket;
  FrameWatch frames;
  Instant heard;            // last byte from the peer
  Instant message_began{};  // of the message or frame under way; none: zero
  Instant write_began{};    // of the write that waits in the kernel; none: zero
  bool lingering = false;   // Beast has said its last word and waits for the peer to hang up
};

// Handlers that note what happened and pass it on; they keep Beast's executor and allocator.
template <class Buffers, class Handler>
struct NotingRead {
  Transport* transport;
  Buffers buffers;
  Handler handler;
  void operator()(ErrorCode error, std::size_t size) {
    transport->note_read(buffers, size);
    std::move(handler)(error, size);
  }
};

template <class Handler>
struct NotingWrite {
  Transport* transport;
  Handler handler;
  void operator()(ErrorCode error, std::size_t size) {
    transport->write_began = {};
    std::move(handler)(error, size);
  }
};

template <class Buffers, class Handler>
void Transport::async_read_some(Buffers const& buffers, Handler&& handler) {
  using Noting = NotingRead<Buffers, std::decay_t<Handler>>;
  socket.async_read_some(buffers, Noting{this, buffers, std::forward<Handler>(handler)});
}

// Beast echoes codes from 5000 on, and answers a reason that is not UTF-8 with 1002; RFC 6455 (7.4, 8.1)
// wants 1002 and 1007. Its answer to a Close is four bytes: these take their place.
constexpr std::array<std::uint8_t, 4> close_1002 = {0x88, 0x02, 0x03, 0xea};
constexpr std::array<std::uint8_t, 4> close_1007 = {0x88, 0x02, 0x03, 0xef};

template <class Buffers, class Handler>
void Transport::async_write_some(Buffers const& buffers, Handler&& handler) {
  using Noting = NotingWrite<std::decay_t<Handler>>;
  write_began = SteadyClock::now();
  Noting noting{this, std::forward<Handler>(handler)};
  auto const fault = frames.close_fault();
  if (fault != FrameWatch::CloseFault::none && beast::buffer_bytes(buffers) == close_1002.size()) {
    std::array<std::uint8_t, 4> sent{};
    net::buffer_copy(net::buffer(sent), buffers);
    if (sent[0] == close_1002[0] && sent[1] == close_1002[1]) {
      auto const& right = fault == FrameWatch::CloseFault::code ? close_1002 : close_1007;
      socket.async_write_some(net::buffer(right), std::move(noting));
      return;
    }
  }
  socket.async_write_some(buffers, std::move(noting));
}

// Hangs up our side, then reads until the peer hangs up too, or the tick cuts it: closing on unread
// bytes would reset the connection, and our Close would be lost. (Beast 1.81's own teardown closes at
// the first byte that comes.)
template <class Handler>
struct HangUp {
  Transport* transport;
  Handler handler;
  std::size_t read = 0;
  std::unique_ptr<std::array<char, 4096>> rest = std::make_unique<std::array<char, 4096>>();

  void begin() {
    transport->lingering = true;
    ErrorCode ignored;
    transport->socket.shutdown(Tcp::socket::shutdown_send, ignored);
    read_on();
  }
  void read_on() {
    auto const buffer = net::buffer(*rest);
    auto& socket = transport->socket;
    socket.async_read_some(buffer, std::move(*this));
  }
  void operator()(ErrorCode error, std::size_t size) {
    read += size;
    if (!error && read < linger_bytes_max) return read_on();
    transport->socket.close(error);
    std::move(handler)(ErrorCode());
  }
};

// Found by Beast (ADL) when it has sent its Close and hangs up, or must cut the connection.
template <class Handler>
void async_teardown(beast::role_type, Transport& transport, Handler&& handler) {
  HangUp<std::decay_t<Handler>> hang_up{&transport, std::forward<Handler>(handler)};
  hang_up.begin();
}
void beast_close_socket(Transport& transport) {
  ErrorCode ignored;
  transport.socket.close(ignored);
}

// The three handlers above answer for executor, allocator and cancellation as the one they carry does.
template <template <class, class> class Associator, class Carrier, class Handler, class Default>
struct Carried : Associator<Handler, Default> {
  static auto get(Carrier const& carrier) noexcept {
    return Associator<Handler, Default>::get(carrier.handler);
  }
  static auto get(Carrier const& carrier, Default const& other) noexcept {
    return Associator<Handler, Default>::get(carrier.handler, other);
  }
};

}  // namespace
}  // namespace foyer::server

template <template <class, class> class Associator, class Buffers, class Handler, class Default>
struct boost::asio::associator<Associator, foyer::server::NotingRead<Buffers, Handler>, Default>
    : foyer::server::Carried<Associator, foyer::server::NotingRead<Buffers, Handler>, Handler, Default> {
};

template <template <class, class> class Associator, class Handler, class Default>
struct boost::asio::associator<Associator, foyer::server::NotingWrite<Handler>, Default>
    : foyer::server::Carried<Associator, foyer::server::NotingWrite<Handler>, Handler, Default> {};

template <template <class, class> class Associator, class Handler, class Default>
struct boost::asio::associator<Associator, foyer::server::HangUp<Handler>, Default>
    : foyer::server::Carried<Associator, foyer::server::HangUp<Handler>, Handler, Default> {};

namespace foyer::server {

class Connection::Body final : public Watched, public std::enable_shared_from_this<Connection::Body> {
 public:
  Body(Loop* loop, Socket socket, std::shared_ptr<ConnectionLimits const> limits)
      : Watched(loop), loop_(loop), limits_(std::move(limits)), stream_(Transport(std::move(socket))) {
    Instant const now = SteadyClock::now();
    began_ = spoke_ = last_message_ = now;
  }

  static Task<bool> accept(std::shared_ptr<Body> self, std::string head);
  static Task<Received> receive(std::shared_ptr<Body> self);
  static Task<bool> send(std::shared_ptr<Body> self, std::string message, bool binary);
  static Task<void> close(std::shared_ptr<Body> self, int code, std::string reason);

  void tick(Instant now) override;
  void drain() override;
  void set_goodbye(Goodbye goodbye) { goodbye_ = std::make_unique<Goodbye>(std::move(goodbye)); }

 private:
  struct Outgoing {
    std::string message;
    bool binary = false;
  };

  static Task<void> write_waiting(std::shared_ptr<Body> self);
  static Task<void> say_goodbye(std::shared_ptr<Body> self);
  bool enqueue(std::string message, bool binary);
  bool over(Instant since, Millis limit, Instant now, std::size_t bytes = 0) const;
  void tick_open(Instant now);
  void ping();
  void begin_close(int code, char const* reason);
  void cut();

  Transport& transport() { return stream_.next_layer(); }

  Loop* loop_;
  std::shared_ptr<ConnectionLimits const> limits_;
  websocket::stream<Transport, false> stream_;  // without deflate
  std::deque<Outgoing> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::size_t incoming_bytes_ = 0;  // of the message under way
  std::size_t outgoing_bytes_ = 0;  // of the message that is being written
  std::unique_ptr<Goodbye> goodbye_;
  Instant began_, spoke_, last_message_;
  Instant write_began_{}, close_began_{}, pinged_{};
  int close_code_ = 0;
  bool open_ = false, cut_ = false, writing_ = false, receiving_ = false, greeted_ = false,
       draining_ = false;
};

Task<bool> Connection::Body::accept(std::shared_ptr<Body> self, std::string head) {
  http::request_parser<http::empty_body> parser;
  ErrorCode error;
  parser.put(net::buffer(head), error);
  if (error) co_return false;
  auto& stream = self->stream_;
  stream.read_message_max(self->limits_->message_bytes_max);
  stream.auto_fragment(false);
  http::token_list offered(parser.get()[http::field::sec_websocket_protocol]);
  std::string chosen = self->limits_->subprotocol;
  if (!offered.exists(chosen)) chosen.clear();
  auto const greet = [protocol = std::move(chosen)](websocket::response_type& response) {
    response.set(http::field::server, "foyer");
    if (!protocol.empty()) response.set(http::field::sec_websocket_protocol, protocol);
  };
  stream.set_option(websocket::stream_base::decorator(greet));
  auto const [wrong] = co_await stream.async_accept(parser.get(), awaiting);
  self->open_ = !wrong;
  if (self->open_ && self->loop_->draining()) self->drain();
  co_return self->open_;
}

Task<Received> Connection::Body::receive(std::shared_ptr<Body> self) {
  Received received;
  auto& transport = self->transport();
  if (transport.message_began != Instant{}) transport.message_began = SteadyClock::now();
  self->receiving_ = true;
  if (self->draining_) self->drain();
  self->incoming_bytes_ = 0;
  for (;;) {
    std::string& message = received.message;
    std::size_t const before = message.size();
    std::size_t const room = std::clamp(before, idle_buffer_bytes, step_bytes_max);
    message.resize(before + room);
    auto const buffer = net::buffer(message.data() + before, room);
    auto const [error, size] = co_await self->stream_.async_read_some(buffer, awaiting);
    message.resize(before + size);
    self->incoming_bytes_ = message.size();
    // What comes once a close has begun is not taken any more; the client sends it again where it
    // connects next.
    if (error || self->close_began_ != Instant{}) break;
    if (!self->stream_.is_message_done()) continue;
    self->receiving_ = false;
    self->greeted_ = true;
    self->last_message_ = SteadyClock::now();
    received.kind = self->stream_.got_binary() ? Received::Kind::binary : Received::Kind::text;
    co_return received;
  }
  self->receiving_ = false;
  self->open_ = false;
  received.message.clear();
  auto const peers = static_cast<int>(self->stream_.reason().code);
  received.code = self->close_code_ != 0 ? self->close_code_ : peers != 0 ? peers : 1006;
  co_return received;
}

bool Connection::Body::enqueue(std::string message, bool binary) {
  if (!open_ || close_began_ != Instant{}) return false;
  bool const full = writing_ && (waiting_.size() >= limits_->outbound_messages_max ||
                                 waiting_bytes_ + message.size() > limits_->outbound_bytes_max);
  if (full) {
    begin_close(4008, "slow");
    return false;
  }
  waiting_bytes_ += message.size();
  waiting_.push_back({std::move(message), binary});
  return true;
}

Task<bool> Connection::Body::send(std::shared_ptr<Body> self, std::string message, bool binary) {
  if (!self->enqueue(std::move(message), binary)) co_return false;
  if (self->writing_) co_return true;  // goes out behind the heartbeat that is being written
  auto writing = write_waiting(self);
  co_await std::move(writing);
  co_return self->open_;
}

Task<void> Connection::Body::write_waiting(std::shared_ptr<Body> self) {
  self->writing_ = true;
  while (!self->waiting_.empty() && self->open_) {
    Outgoing const out = std::move(self->waiting_.front());
    self->waiting_.pop_front();
    self->waiting_bytes_ -= out.message.size();
    self->outgoing_bytes_ = out.message.size();
    self->write_began_ = SteadyClock::now();
    self->stream_.binary(out.binary);
    auto const buffer = net::buffer(out.message);
    auto const [error, size] = co_await self->stream_.async_write(buffer, awaiting);
    self->write_began_ = {};
    self->spoke_ = SteadyClock::now();
    if (error) {
      self->open_ = false;
      self->cut();
    }
  }
  self->waiting_.clear();
  self->waiting_bytes_ = 0;
  self->writing_ = false;
}

Task<void> Connection::Body::close(std::shared_ptr<Body> self, int code, std::string reason) {
  if (self->cut_ || self->close_began_ != Instant{}) co_return;
  self->close_began_ = SteadyClock::now();
  self->close_code_ = code;
  websocket::close_reason const why(static_cast<websocket::close_code>(code), reason);
  auto const ended = co_await self->stream_.async_close(why, awaiting);
  (void)ended;
}

void Connection::Body::begin_close(int code, char const* reason) {
  if (cut_ || close_began_ != Instant{}) return;
  net::co_spawn(loop_->executor(), close(shared_from_this(), code, reason), report);
}

void Connection::Body::cut() {
  cut_ = true;
  ErrorCode ignored;
  transport().socket.close(ignored);
}

bool Connection::Body::over(Instant since, Millis limit, Instant now, std::size_t bytes) const {
  if (limit == Millis::zero() || since == Instant{}) return false;
  Millis const for_size(bytes * 1000 / limits_->bytes_per_second_min);
  return now - since > limit + for_size;
}

void Connection::Body::tick(Instant now) {
  if (cut_) return;
  if (transport().lingering && close_began_ == Instant{}) close_began_ = now;
  bool const stuck = over(transport().write_began, limits_->write, now) ||
                     over(write_began_, limits_->write, now, outgoing_bytes_);
  bool const silent = over(transport().heard, limits_->idle, now);
  if (stuck && close_code_ == 0) close_code_ = 4008;
  if (stuck || silent || over(close_began_, limits_->close, now)) return cut();
  if (open_ && close_began_ == Instant{}) tick_open(now);
}

void Connection::Body::tick_open(Instant now) {
  // While we are busy answering we do not read, so what has not come then is not the peer's fault.
  if (receiving_ && over(transport().message_began, limits_->message, now, incoming_bytes_)) {
    return begin_close(1008, "the message took too long");
  }
  if (!greeted_ && over(began_, limits_->hello, now)) return begin_close(4408, "no first message");
  if (over(last_message_, limits_->visitor_idle, now)) return begin_close(4000, "idle");
  bool const quiet = over(transport().heard, limits_->idle / 2, now);
  if (quiet && (pinged_ == Instant{} || pinged_ < transport().heard)) ping();
  bool const beat =
      !limits_->heartbeat_frame.empty() && !writing_ && over(spoke_, limits_->heartbeat, now);
  if (beat && enqueue(limits_->heartbeat_frame, false)) {
    net::co_spawn(loop_->executor(), write_waiting(shared_from_this()), report);
  }
}

void Connection::Body::ping() {
  pinged_ = SteadyClock::now();
  auto const sent = [self = shared_from_this()](ErrorCode) {};
  stream_.async_ping({}, sent);
}

void Connection::Body::drain() {
  draining_ = true;
  if (!receiving_ || !open_ || close_began_ != Instant{}) return;  // the answer in hand comes first
  net::co_spawn(loop_->executor(), say_goodbye(shared_from_this()), report);
}

Task<void> Connection::Body::say_goodbye(std::shared_ptr<Body> self) {
  Goodbye goodbye;
  if (self->goodbye_) goodbye = *std::exchange(self->goodbye_, nullptr);
  if (!goodbye.frame.empty()) {
    auto sending = send(self, std::move(goodbye.frame), false);
    auto const sent = co_await std::move(sending);
    (void)sent;
  }
  auto closing = close(self, goodbye.code, std::move(goodbye.reason));
  co_await std::move(closing);
}

Task<std::optional<Connection>> Connection::accept(Loop* loop, Socket socket, std::string head,
                                                   std::shared_ptr<ConnectionLimits const> limits) {
  auto body = std::make_shared<Body>(loop, std::move(socket), std::move(limits));
  auto accepting = Body::accept(body, std::move(head));
  bool const accepted = co_await std::move(accepting);
  if (!accepted) co_return std::nullopt;
  co_return Connection(std::move(body));
}

// These are no coroutines themselves: one frame less for each message.
Task<Received> Connection::receive() {
  return Body::receive(body_);
}

Task<bool> Connection::send(std::string message, Received::Kind kind) {
  return Body::send(body_, std::move(message), kind == Received::Kind::binary);
}

Task<void> Connection::close(int code, std::string reason) {
  return Body::close(body_, code, std::move(reason));
}

void Connection::on_drain(Goodbye goodbye) {
  body_->set_goodbye(std::move(goodbye));
}

}  // namespace foyer::server
