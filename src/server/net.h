// net.h - the few things of Asio that every file of the server speaks of: a loop, a socket, a coroutine.
//
// A loop is one thread with its own io_context, and everything that belongs to a connection lives and
// dies on its loop: no strands, no locks. A Watched thing is looked at four times a second, so that
// deadlines cost no timer each.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace foyer::server {

namespace net = boost::asio;
using Executor = net::io_context::executor_type;
using Tcp = net::ip::tcp;
using Socket = net::basic_stream_socket<Tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Instant = SteadyClock::time_point;
using Timer = net::basic_waitable_timer<SteadyClock, net::wait_traits<SteadyClock>, Executor>;
template <class T>
using Task = net::awaitable<T, Executor>;

class Loop;

// Something with deadlines. Lives on one loop's thread.
class Watched {
 public:
  explicit Watched(Loop* loop);
  Watched(Watched const&) = delete;
  Watched& operator=(Watched const&) = delete;
  virtual ~Watched();

  virtual void tick(Instant now) = 0;
  virtual void drain() = 0;  // the server is about to end: come to an end too

 private:
  Loop* loop_;
  std::list<Watched*>::iterator at_;
};

class Loop {
 public:
  Loop();
  Executor executor() { return io_.get_executor(); }
  void run();    // until stop()
  void stop();   // from any thread
  void drain();  // from any thread: drains all that is watched, now and from now on
  bool draining() const { return draining_; }

 private:
  friend class Watched;
  Task<void> look();

  std::list<Watched*> watched_;
  std::list<Watched*>::iterator next_;  // the one to be looked at next: it may end during a look
  bool draining_ = false;
  // Last: what still waits in it is destroyed first, and unlinks itself from the list.
  net::io_context io_{1};
  Timer timer_{io_.get_executor()};
};

// The one net under every coroutine that nobody awaits: says what came through it, and the server goes
// on.
void report(std::exception_ptr error);
// Where `report` speaks; set once, before the first loop runs.
void report_to(std::function<void(std::string const&)> listener);

using Serve = std::function<Task<void>(Loop*, Socket, net::ip::address)>;

// Takes connections in and deals them out over the loops.
class Door {
 public:
  struct Settings {
    std::string address;
    std::uint16_t port = 0;
    std::size_t connections_max = 0;
    int send_buffer_bytes = 64 * 1024;
  };
  static Result<std::unique_ptr<Door>> open(std::vector<std::unique_ptr<Loop>>* loops,
                                            Settings settings);
  ~Door();

  std::uint16_t port() const;
  std::size_t inside() const;  // connections that are open
  void serve(Serve serve);     // on the first loop
  void shut();                 // from any thread: no new ones

  struct Parts;
  explicit Door(std::unique_ptr<Parts> parts);

 private:
  std::unique_ptr<Parts> parts_;
};

// Runs `stop`, `stop_now` (a second SIGTERM or SIGINT) and `reload` (SIGHUP) on `loop`.
void on_signals(Loop* loop, std::function<void()> stop, std::function<void()> stop_now,
                std::function<void()> reload);
// Runs `check` on `loop` every `every` until it returns true.
void repeat(Loop* loop, std::chrono::milliseconds every, std::function<bool()> check);

}  // namespace foyer::server
