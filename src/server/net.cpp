// Also the one place where Asio's and Beast's own sources are compiled (…_SEPARATE_COMPILATION).
#include "server/net.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/impl/src.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/beast/src.hpp>
#include <utility>

namespace foyer::server {
namespace {

constexpr std::chrono::milliseconds look_every(250);
constexpr std::chrono::milliseconds accept_pause(100);
constexpr auto awaiting = net::as_tuple_t<net::use_awaitable_t<Executor>>();

std::function<void(std::string const&)>& listener() {
  static std::function<void(std::string const&)> one;
  return one;
}

Task<void> wait(Timer* timer, std::chrono::milliseconds time) {
  timer->expires_after(time);
  auto const ended = co_await timer->async_wait(awaiting);
  (void)ended;
}

}  // namespace

Watched::Watched(Loop* loop) : loop_(loop), at_(loop->watched_.insert(loop->watched_.end(), this)) {}

Watched::~Watched() {
  if (loop_->next_ == at_) ++loop_->next_;
  loop_->watched_.erase(at_);
}

Loop::Loop() : next_(watched_.end()) {}

void Loop::run() {
  net::co_spawn(io_, look(), report);
  io_.run();
}

void Loop::stop() {
  io_.stop();
}

void Loop::drain() {
  auto const drain_all = [this] {
    draining_ = true;
    for (next_ = watched_.begin(); next_ != watched_.end();) {
      Watched* const one = *next_++;
      one->drain();
    }
  };
  net::post(io_, drain_all);
}

Task<void> Loop::look() {
  for (;;) {
    co_await wait(&timer_, look_every);
    Instant const now = SteadyClock::now();
    for (next_ = watched_.begin(); next_ != watched_.end();) {
      Watched* const one = *next_++;
      one->tick(now);
    }
  }
}

void report_to(std::function<void(std::string const&)> one) {
  listener() = std::move(one);
}

void report(std::exception_ptr error) {
  if (!error) return;
  try {
    std::rethrow_exception(error);
  } catch (std::exception const& thrown) {
    if (listener()) listener()(thrown.what());
  } catch (...) {
    if (listener()) listener()("something that is no std::exception");
  }
}

struct Door::Parts {
  Parts(std::vector<std::unique_ptr<Loop>>* all, Settings chosen)
      : loops(all),
        settings(std::move(chosen)),
        acceptor(loops->front()->executor()),
        timer(loops->front()->executor()) {}

  std::vector<std::unique_ptr<Loop>>* loops;
  Settings settings;
  net::basic_socket_acceptor<Tcp, Executor> acceptor;
  Timer timer;
  Serve serve;
  int reserve =
      -1;  // a descriptor kept back: with it one can still take a stranger in, to send them away
  std::shared_ptr<std::atomic<std::size_t>> inside = std::make_shared<std::atomic<std::size_t>>(0);
  std::size_t next_loop = 0;
};

namespace {

// One connection's life; counted however it ends.
Task<void> inside(Serve const* serve, std::shared_ptr<std::atomic<std::size_t>> count, Loop* loop,
                  Socket socket, net::ip::address peer) {
  struct Leave {
    std::shared_ptr<std::atomic<std::size_t>> count;
    ~Leave() { --*count; }
  };
  Leave const leave{std::move(count)};
  auto life = (*serve)(loop, std::move(socket), std::move(peer));
  co_await std::move(life);
}

void send_one_away(Door::Parts* door) {
  if (door->reserve < 0) return;
  ::close(door->reserve);
  int const stranger = ::accept(door->acceptor.native_handle(), nullptr, nullptr);
  if (stranger >= 0) ::close(stranger);
  door->reserve = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

void take_in(Door::Parts* door, Loop* loop, Socket socket) {
  boost::system::error_code error;
  auto const peer = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.set_option(Tcp::no_delay(true), error);
  net::socket_base::send_buffer_size const send_buffer(door->settings.send_buffer_bytes);
  socket.set_option(send_buffer, error);
  ++*door->inside;
  auto life = inside(&door->serve, door->inside, loop, std::move(socket), peer.address());
  net::co_spawn(loop->executor(), std::move(life), report);
}

Task<void> accept_all(Door::Parts* door) {
  while (door->acceptor.is_open()) {
    if (*door->inside >= door->settings.connections_max) {
      co_await wait(&door->timer, accept_pause);
      continue;
    }
    Loop* const loop = (*door->loops)[door->next_loop++ % door->loops->size()].get();
    auto accepted = co_await door->acceptor.async_accept(loop->executor(), awaiting);
    auto& [error, socket] = accepted;
    if (!error) {
      take_in(door, loop, std::move(socket));
      continue;
    }
    if (error == net::error::operation_aborted) co_return;
    // Out of descriptors (or memory): trying again at once would burn a core and help nobody.
    send_one_away(door);
    co_await wait(&door->timer, accept_pause);
  }
}

std::size_t connections_allowed(std::size_t asked) {
  constexpr std::size_t usual = 8192, for_ourselves = 256;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  auto const left = static_cast<std::size_t>(files.rlim_cur) > 2 * for_ourselves
                        ? static_cast<std::size_t>(files.rlim_cur) - for_ourselves
                        : static_cast<std::size_t>(files.rlim_cur) / 2;
  return std::min(asked == 0 ? usual : asked, left);
}

}  // namespace

Door::Door(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Door::~Door() {
  if (parts_->reserve >= 0) ::close(parts_->reserve);
}

Result<std::unique_ptr<Door>> Door::open(std::vector<std::unique_ptr<Loop>>* loops, Settings settings) {
  std::string const where = settings.address + ":" + std::to_string(settings.port);
  settings.connections_max = connections_allowed(settings.connections_max);
  auto parts = std::make_unique<Parts>(loops, std::move(settings));
  boost::system::error_code error;
  auto const address = net::ip::make_address(parts->settings.address, error);
  if (error)
    return fail(where, "this is no address to listen on; give one such as 127.0.0.1:8080 or [::]:8080");
  Tcp::endpoint const endpoint(address, parts->settings.port);
  auto& acceptor = parts->acceptor;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(net::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(4096, error);
  if (error) return fail(where, "cannot listen here: " + error.message());
  parts->reserve = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  return std::make_unique<Door>(std::move(parts));
}

std::uint16_t Door::port() const {
  boost::system::error_code error;
  return parts_->acceptor.local_endpoint(error).port();
}

std::size_t Door::inside() const {
  return *parts_->inside;
}

void Door::serve(Serve serve) {
  parts_->serve = std::move(serve);
  net::co_spawn(parts_->loops->front()->executor(), accept_all(parts_.get()), report);
}

void Door::shut() {
  auto const close = [parts = parts_.get()] {
    boost::system::error_code error;
    parts->acceptor.close(error);
    parts->timer.cancel();
  };
  net::post(parts_->loops->front()->executor(), close);
}

namespace {

struct SignalHandlers {
  SignalHandlers(Loop* loop, std::function<void()> first, std::function<void()> second,
                 std::function<void()> hup)
      : set(loop->executor(), SIGTERM, SIGINT, SIGHUP),
        stop(std::move(first)),
        stop_now(std::move(second)),
        reload(std::move(hup)) {}
  net::basic_signal_set<Executor> set;
  std::function<void()> stop, stop_now, reload;
};

Task<void> hear_signals(std::unique_ptr<SignalHandlers> handlers) {
  bool stopping = false;
  for (;;) {
    auto const [error, signal] = co_await handlers->set.async_wait(awaiting);
    if (error) co_return;
    if (signal == SIGHUP) {
      handlers->reload();
    } else if (stopping) {
      handlers->stop_now();
    } else {
      stopping = true;
      handlers->stop();
    }
  }
}

Task<void> repeat_check(Loop* loop, std::chrono::milliseconds every, std::function<bool()> check) {
  Timer timer(loop->executor());
  while (!check()) co_await wait(&timer, every);
}

}  // namespace

void on_signals(Loop* loop, std::function<void()> stop, std::function<void()> stop_now,
                std::function<void()> reload) {
  auto handlers =
      std::make_unique<SignalHandlers>(loop, std::move(stop), std::move(stop_now), std::move(reload));
  net::co_spawn(loop->executor(), hear_signals(std::move(handlers)), report);
}

void repeat(Loop* loop, std::chrono::milliseconds every, std::function<bool()> check) {
  net::co_spawn(loop->executor(), repeat_check(loop, every, std::move(check)), report);
}

}  // namespace foyer::server
