// house.h - what stands behind the door: the one who answers requests and receives talks. HTTP without
// Beast.
//
// http.cpp speaks HTTP and knows no page; a House knows pages and talks, and no socket. Two live here:
// Reception (Foyer) and the echo service that is measured from outside. Called on any loop's thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/connection.h"

namespace foyer::server {

using Field = std::pair<std::string, std::string>;

struct Request {
  std::string method;
  std::string target;
  std::vector<Field> fields;  // in order, as they came
  net::ip::address peer;

  // The first of that name (any case); empty: none.
  std::string_view field(std::string_view name) const;
  std::size_t count(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<Field> fields;
  std::string body;
};

// A short answer in plain text.
Response plain(int status, std::string text);

// One who may open a talk. `pass` is handed back (destroyed) when they leave.
struct Guest {
  std::string origin;
  std::shared_ptr<void const> pass;
};

class House {
 public:
  virtual ~House() = default;
  virtual Response answer(Request const& request) = 0;
  virtual std::variant<Guest, Response> welcome(
      Request const& request) = 0;  // before the upgrade to a WebSocket
  virtual Task<void> talk(Loop* loop, Connection connection, Guest guest) = 0;
  virtual std::shared_ptr<ConnectionLimits const> connection_limits() const = 0;
  virtual HttpLimits const& http_limits() const = 0;
  virtual bool may_enter(net::ip::address const& peer) { return static_cast<void>(peer), true; }
  virtual void has_left(net::ip::address const& peer) { static_cast<void>(peer); }
  virtual void answered(int status) { static_cast<void>(status); }  // for the metrics
};

}  // namespace foyer::server
