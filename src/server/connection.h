// connection.h - one WebSocket in four verbs: accept, receive, send, close. Beast is hidden behind them.
//
//     auto connection = co_await Connection::accept(loop, std::move(socket), std::move(head), limits);
//     while (connection) {
//       auto received = co_await connection->receive();
//       if (received.kind == Received::Kind::closed) break;
//       co_await connection->send(std::move(received.message), received.kind);
//     }
//
// RFC 6455 is kept to the letter, and every limit of limits.h: a message that drips in, a peer that does
// not read, one that has gone silent, a closing handshake that is never answered. Whatever happens,
// receive() ends with `closed`. Lives on its loop's thread; one receive and one send at a time. While a
// receive waits, a heartbeat or a goodbye may be sent.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/limits.h"
#include "server/net.h"

namespace foyer::server {

struct Received {
  enum class Kind : std::uint8_t { text, binary, closed };
  Kind kind = Kind::closed;
  std::string message;
  int code = 0;  // closed: the code it was closed with, by either side; 1006: cut off
};

// How a server that ends says goodbye.
struct Goodbye {
  std::string frame;
  int code = 1012;  // service restart
  std::string reason = "restart";
};

class Connection {
 public:
  // Answers the request `head` (request line and fields, as they came). Nothing: it was no good
  // WebSocket request, and was answered with why.
  static Task<std::optional<Connection>> accept(Loop* loop, Socket socket, std::string head,
                                                std::shared_ptr<ConnectionLimits const> limits);

  Task<Received> receive();
  // False: it is closed, or about to be. Returns when the frame is with the kernel.
  Task<bool> send(std::string message, Received::Kind kind = Received::Kind::text);
  Task<void> close(int code, std::string reason);

  // Said when the server drains, once the message in hand is answered.
  void on_drain(Goodbye goodbye);

  class Body;
  explicit Connection(std::shared_ptr<Body> body) : body_(std::move(body)) {}

 private:
  std::shared_ptr<Body> body_;
};

}  // namespace foyer::server
