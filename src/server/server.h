// server.h - the running server: loops, door, reception, and how they end together.
//
//     auto server = Server::open(settings, &service);
//     server->run();  // until SIGTERM and the last visitor was told
//
// On SIGTERM or SIGINT: /readyz says 503, no new connections, turns in hand are answered, then every
// visitor hears `bye` with a moment to come back at, and Close 1012. After `drain` at the latest, or at
// a second signal, it ends anyway.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "server/net.h"
#include "server/reception.h"

namespace foyer::server {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::size_t threads = 1;
  Millis drain{10'000};
  Millis housekeeping{10'000};
  ReceptionSettings reception;
};

class Server {
 public:
  static Result<std::unique_ptr<Server>> open(ServerSettings settings, service::Service* service);

  std::uint16_t port() const { return door_->port(); }
  // `reload`: on SIGHUP, on a thread of its own. `housekeep`: now and then, likewise; false: no turns
  // can be kept.
  void run(std::function<void()> reload, std::function<bool()> housekeep);

 private:
  Server(ServerSettings settings, service::Service* service);
  void stop();
  void stop_now();
  bool is_over();

  // In this order: what still waits in a loop refers to the reception, and the door stands on the loops.
  ServerSettings settings_;
  Reception reception_;
  std::vector<std::unique_ptr<Loop>> loops_;
  std::unique_ptr<Door> door_;
  Instant stopping_since_{};
};

}  // namespace foyer::server
