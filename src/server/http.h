// http.h - HTTP/1.1 on one connection, up to the moment it becomes a WebSocket or ends.
#pragma once

#include "server/house.h"

namespace foyer::server {

// The whole life of one connection. Everything has a deadline; nothing a peer sends is waited for longer
// than limits say.
Task<void> serve_connection(House* house, Loop* loop, Socket socket, net::ip::address peer);

}  // namespace foyer::server
