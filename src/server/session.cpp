#include "server/session.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <random>
#include <utility>

#include "base/secret.h"
#include "server/admission.h"

namespace foyer::server {
namespace {

constexpr auto awaiting = net::as_tuple_t<net::use_awaitable_t<Executor>>();
constexpr int retry_ms_max = 5000;  // after a restart the visitors come back spread over this time
constexpr int close_unsupported = 1003, close_policy = 1008;
constexpr char const* wait_a_moment =
    R"({"type":"error","code":"too_fast","message":"Too many messages at once. Please wait a moment.","retry_ms":1000})";

// Where the service leaves its answer. Shared with the service's callback, which may come when nobody
// waits any more.
struct Mailbox {
  explicit Mailbox(Executor const& executor) : arrived(executor) { arrived.expires_at(Instant::max()); }
  Timer arrived;  // never expires: cancelled when the answer is there
  service::Reply reply;
  bool full = false;
};

Task<service::Reply> ask(Loop* loop, std::shared_ptr<service::Talk> talk, std::string frame) {
  auto mailbox = std::make_shared<Mailbox>(loop->executor());
  // The callback holds the talk: the service may still be writing when the visitor has long gone.
  auto const done = [mailbox, talk, executor = loop->executor()](service::Reply reply) {
    auto deliver = [mailbox, reply = std::move(reply)]() mutable {
      mailbox->reply = std::move(reply);
      mailbox->full = true;
      mailbox->arrived.cancel();
    };
    net::post(executor, std::move(deliver));
  };
  talk->receive(frame, done);
  wipe(frame);
  burn_stack();
  while (!mailbox->full) {
    auto const woken = co_await mailbox->arrived.async_wait(awaiting);
    (void)woken;
  }
  co_return std::move(mailbox->reply);
}

Goodbye goodbye() {
  static thread_local std::minstd_rand chance{std::random_device{}()};
  int const retry_ms = std::uniform_int_distribution<int>(0, retry_ms_max)(chance);
  Goodbye said;
  said.frame = R"({"type":"bye","retry_ms":)" + std::to_string(retry_ms) + "}";
  return said;
}

// What one connection may ask of us: so many at once, then so many a second.
struct Pace {
  DoorLimits const* limits;
  Bucket bucket;
  int refused = 0;
  enum class Verdict : std::uint8_t { fine, too_fast, enough };
  Verdict step() {
    if (bucket.take(limits->messages_per_second, limits->messages_burst, SteadyClock::now())) {
      refused = 0;
      return Verdict::fine;
    }
    return ++refused > limits->messages_refused_max ? Verdict::enough : Verdict::too_fast;
  }
};

struct CountTalk {
  explicit CountTalk(Metrics* counted) : metrics(counted) { metrics->add(Metrics::talks_opened); }
  CountTalk(CountTalk const&) = delete;
  CountTalk& operator=(CountTalk const&) = delete;
  ~CountTalk() {
    metrics->add(Metrics::talks_closed);
    metrics->closed(code);
  }
  Metrics* metrics;
  int code = 1006;
};

}  // namespace

Task<void> hold_talk(Loop* loop, Connection connection, std::shared_ptr<service::Talk> talk,
                     Metrics* metrics, DoorLimits const* limits) {
  CountTalk counted(metrics);
  Pace pace{limits, {}};
  connection.on_drain(goodbye());
  for (;;) {
    auto received = co_await connection.receive();
    counted.code = received.code;
    if (received.kind == Received::Kind::closed) co_return;
    metrics->add(Metrics::frames_received);
    service::Reply reply;
    auto const verdict = pace.step();
    if (received.kind == Received::Kind::binary) {
      reply.close_code = close_unsupported;
      reply.close_reason = "text frames only";
    } else if (verdict == Pace::Verdict::enough) {
      reply.close_code = close_policy;
      reply.close_reason = "too fast";
    } else if (verdict == Pace::Verdict::too_fast) {
      reply.frame = wait_a_moment;
    } else {
      auto const began = SteadyClock::now();
      auto asking = ask(loop, talk, std::move(received.message));
      reply = co_await std::move(asking);
      metrics->turn(SteadyClock::now() - began);
    }
    if (verdict != Pace::Verdict::fine || reply.close_code == close_unsupported)
      metrics->add(Metrics::frames_refused);
    if (!reply.frame.empty()) {
      auto const sent = co_await connection.send(std::move(reply.frame));
      if (sent) metrics->add(Metrics::frames_sent);
    }
    if (reply.close_code == 0) continue;
    counted.code = reply.close_code;
    co_await connection.close(reply.close_code, std::move(reply.close_reason));
    co_return;
  }
}

}  // namespace foyer::server
