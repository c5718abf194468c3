// address_guard.h - where deliveries may go: not to this machine, not into private networks, not to what
// only clouds answer.
//
// Asked at the moment of connecting, about the very address, so that a name that resolves differently
// the second time gains nothing.
#pragma once

#include <sys/socket.h>

namespace foyer::handoff {

bool is_loopback(sockaddr const* address);
bool is_public(sockaddr const* address);

}  // namespace foyer::handoff
