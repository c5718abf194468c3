// session.h - one visitor's connection, as straight-line code: receive a frame, let the service answer
// it, send the answer.
//
// The service may answer on any thread, after the turn is durable; the answer is brought back to the
// connection's loop. While it is awaited nothing more is read, so a visitor's frames are answered one by
// one and in order.
#pragma once

#include <memory>

#include "server/connection.h"
#include "server/limits.h"
#include "server/metrics.h"
#include "service/service.h"

namespace foyer::server {

Task<void> hold_talk(Loop* loop, Connection connection, std::shared_ptr<service::Talk> talk,
                     Metrics* metrics, DoorLimits const* limits);

}  // namespace foyer::server
