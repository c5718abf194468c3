#include "server/server.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "server/http.h"

namespace foyer::server {
namespace {

constexpr Millis look_every(50);

// The thread for what may wait: reading dialogs anew, sweeping, asking the disk.
class Housekeeper {
 public:
  Housekeeper(Millis every, std::function<void()> reload, std::function<void()> housekeep)
      : every_(every),
        reload_(std::move(reload)),
        housekeep_(std::move(housekeep)),
        thread_([this] { run(); }) {}
  ~Housekeeper() {
    {
      std::scoped_lock const lock(mutex_);
      ending_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  Housekeeper(Housekeeper const&) = delete;
  Housekeeper& operator=(Housekeeper const&) = delete;

  void ask_reload() {
    std::scoped_lock const lock(mutex_);
    reload_asked_ = true;
    wake_.notify_one();
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
      bool const reload_now = std::exchange(reload_asked_, false);
      lock.unlock();
      if (reload_now) {
        reload_();
      } else {
        housekeep_();
      }
      lock.lock();
      wake_.wait_for(lock, every_, [this] { return ending_ || reload_asked_; });
    }
  }

  Millis every_;
  std::function<void()> reload_, housekeep_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool reload_asked_ = false;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

// Where a browser on this machine reaches us, unless we were told where we are reached.
std::vector<std::string> local_origins(std::uint16_t port) {
  std::string const tail = port == 80 ? "" : ":" + std::to_string(port);
  return {"http://127.0.0.1" + tail, "http://localhost" + tail, "http://[::1]" + tail};
}

}  // namespace

Server::Server(ServerSettings settings, service::Service* service)
    : settings_(std::move(settings)), reception_(settings_.reception, service) {}

Result<std::unique_ptr<Server>> Server::open(ServerSettings settings, service::Service* service) {
  std::unique_ptr<Server> server(new Server(std::move(settings), service));
  auto const& chosen = server->settings_;
  std::size_t const threads = std::max<std::size_t>(1, chosen.threads);
  for (std::size_t at = 0; at < threads; ++at) server->loops_.push_back(std::make_unique<Loop>());
  Door::Settings door;
  door.address = chosen.address;
  door.port = chosen.port;
  door.connections_max = chosen.reception.door.connections_max;
  door.send_buffer_bytes = chosen.reception.connection.send_buffer_bytes;
  auto opened = Door::open(&server->loops_, std::move(door));
  if (!opened) return tl::unexpected<Error>(opened.error());
  server->door_ = std::move(*opened);
  if (chosen.reception.own_origins.empty())
    server->reception_.set_own_origins(local_origins(server->port()));
  return server;
}

void Server::run(std::function<void()> reload, std::function<bool()> housekeep) {
  auto const keep_house = [this, keep = std::move(housekeep)] { reception_.set_ready(keep()); };
  Housekeeper housekeeper(settings_.housekeeping, std::move(reload), keep_house);
  auto const serve = [this](Loop* loop, Socket socket, net::ip::address peer) {
    return serve_connection(&reception_, loop, std::move(socket), std::move(peer));
  };
  door_->serve(serve);
  Loop* const first = loops_.front().get();
  on_signals(
      first, [this] { stop(); }, [this] { stop_now(); }, [&housekeeper] { housekeeper.ask_reload(); });
  std::vector<std::jthread> others;
  for (std::size_t at = 1; at < loops_.size(); ++at)
    others.emplace_back([loop = loops_[at].get()] { loop->run(); });
  first->run();
}

void Server::stop() {
  reception_.set_draining();
  door_->shut();
  for (auto& loop : loops_) loop->drain();
  stopping_since_ = SteadyClock::now();
  auto const check = [this] {
    if (is_over()) stop_now();
    return is_over();
  };
  repeat(loops_.front().get(), look_every, check);
}

bool Server::is_over() {
  return door_->inside() == 0 || SteadyClock::now() - stopping_since_ > settings_.drain;
}

void Server::stop_now() {
  for (auto& loop : loops_) loop->stop();
}

}  // namespace foyer::server
