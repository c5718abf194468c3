// foyer-echo PORT - says every message back, over the very Connection that Foyer's talks use. For
// measuring from outside: RFC 6455 conformance, limits, speed. Everything is echoed to anybody, so it
// listens on this machine only.
#include <CLI/CLI.hpp>
#include <iostream>
#include <thread>

#include "server/http.h"

namespace foyer::server {
namespace {

struct Options {
  std::uint16_t port = 0;
  std::size_t threads = 1;
  ConnectionLimits connection;
  HttpLimits http;
  Door::Settings door;
};

class EchoHouse final : public House {
 public:
  explicit EchoHouse(Options const& options)
      : limits_(std::make_shared<ConnectionLimits>(options.connection)), http_(options.http) {}

  Response answer(Request const&) override { return plain(426, "This is a WebSocket echo.\n"); }
  std::variant<Guest, Response> welcome(Request const&) override { return Guest{}; }
  std::shared_ptr<ConnectionLimits const> connection_limits() const override { return limits_; }
  HttpLimits const& http_limits() const override { return http_; }

  Task<void> talk(Loop*, Connection connection, Guest) override {
    connection.on_drain(Goodbye{});
    return echo(std::move(connection));
  }

 private:
  static Task<void> echo(Connection connection) {
    for (;;) {
      auto received = co_await connection.receive();
      if (received.kind == Received::Kind::closed) co_return;
      auto const sent = co_await connection.send(std::move(received.message), received.kind);
      if (!sent) co_return;
    }
  }

  std::shared_ptr<ConnectionLimits const> limits_;
  HttpLimits http_;
};

void add_seconds(CLI::App& app, char const* name, Millis& time, char const* help) {
  auto const set = [&time](double const& seconds) {
    time = Millis(static_cast<std::int64_t>(seconds * 1000));
  };
  app.add_option_function<double>(name, set, help);
}

int run(Options const& options) {
  EchoHouse house(options);  // outlives the loops: what still waits in them refers to it
  std::vector<std::unique_ptr<Loop>> loops;
  for (std::size_t at = 0; at < options.threads; ++at) loops.push_back(std::make_unique<Loop>());
  auto door = Door::open(&loops, options.door);
  if (!door) {
    std::cerr << door.error().where << ": " << door.error().what << "\n";
    return 1;
  }
  auto const serve = [&house](Loop* loop, Socket socket, net::ip::address peer) {
    return serve_connection(&house, loop, std::move(socket), std::move(peer));
  };
  (*door)->serve(serve);
  auto const stop = [&] {
    for (auto& loop : loops) loop->stop();
  };
  on_signals(loops.front().get(), stop, stop, [] {});
  std::cout << "echo on 127.0.0.1:" << (*door)->port() << std::endl;
  std::vector<std::jthread> others;
  for (std::size_t at = 1; at < loops.size(); ++at)
    others.emplace_back([&loops, at] { loops[at]->run(); });
  loops.front()->run();
  return 0;
}

}  // namespace
}  // namespace foyer::server

int main(int argc, char** argv) {
  using namespace foyer::server;
  Options options;
  options.connection.message_bytes_max = 16 * 1024 * 1024;
  options.connection.hello = Millis(0);
  options.connection.visitor_idle = Millis(0);
  options.connection.outbound_bytes_max = 64 * 1024 * 1024;
  options.door.address = "127.0.0.1";
  options.door.connections_max = 1'000'000;  // as many as the system lets us
  CLI::App app("An echo over Foyer's WebSocket connection.");
  app.add_option("port", options.door.port, "the port on 127.0.0.1; 0: any")->required();
  app.add_option("--max", options.connection.message_bytes_max, "largest message, in bytes");
  app.add_option("--threads", options.threads, "loops")->check(CLI::Range(1, 64));
  app.add_option("--connections-max", options.door.connections_max, "connections at once");
  add_seconds(app, "--head-seconds", options.http.head, "for a request's head");
  add_seconds(app, "--hello-seconds", options.connection.hello, "until the first message; 0: no limit");
  add_seconds(app, "--message-seconds", options.connection.message,
              "from a message's first byte to its last");
  add_seconds(app, "--idle-seconds", options.connection.idle, "without a byte from the peer");
  add_seconds(app, "--visitor-idle-seconds", options.connection.visitor_idle,
              "without a message; 0: no limit");
  add_seconds(app, "--write-seconds", options.connection.write, "for a peer that does not read");
  add_seconds(app, "--close-seconds", options.connection.close, "for the closing handshake");
  CLI11_PARSE(app, argc, argv);
  options.door.send_buffer_bytes = options.connection.send_buffer_bytes;
  try {
    return run(options);
  } catch (std::exception const& thrown) {
    std::cerr << "foyer-echo: " << thrown.what() << "\n";
    return 1;
  }
}
