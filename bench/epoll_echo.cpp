// bench-epoll-echo PORT - the reference for the server: the least that answers a WebSocket. One thread,
// epoll, whole frames; no limits, no timers, no UTF-8, no protection from anybody. Port 0: any.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include "wire.h"

namespace foyer::bench {
namespace {

struct Peer {
  bool talking = false;  // the handshake is over
  std::string in, out;
};

class Echo {
 public:
  explicit Echo(std::uint16_t port) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int const on = 1;
    setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, plain, size) != 0 || listen(listener_, 4096) != 0) {
      std::perror("bench-epoll-echo");
      std::exit(1);
    }
    getsockname(listener_, plain, &size);
    std::printf("echo on 127.0.0.1:%d\n", ntohs(address.sin_port));
    std::fflush(stdout);
    watch(listener_);
  }

  void run() {
    std::array<epoll_event, 256> events{};
    for (;;) {
      int const ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < ready; ++i) {
        int const descriptor = events[static_cast<std::size_t>(i)].data.fd;
        if (descriptor == listener_) {
          accept_all();
        } else if (!serve(descriptor, peers_[descriptor])) {
          peers_.erase(descriptor);
          close(descriptor);
        }
      }
    }
  }

 private:
  void watch(int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
  }
  void accept_all() {
    int const on = 1;
    for (int peer = 0; (peer = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK)) >= 0;) {
      setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      watch(peer);
    }
  }
  // False: it is gone, or does not read.
  bool serve(int descriptor, Peer& peer) {
    auto const got = recv(descriptor, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return got < 0 && errno == EAGAIN;
    peer.in.append(buffer_.data(), static_cast<std::size_t>(got));
    peer.out.clear();
    if (!peer.talking && !greet(peer)) return true;
    std::size_t done = 0;
    while (auto const frame = next_frame(peer.in, done)) {
      if (frame->opcode == Opcode::close) return false;
      add_frame(peer.out, frame->opcode, frame->payload, false);
      done += frame->size;
    }
    peer.in.erase(0, done);
    return peer.out.empty() || send(descriptor, peer.out.data(), peer.out.size(), MSG_NOSIGNAL) ==
                                   static_cast<ssize_t>(peer.out.size());
  }
  static bool greet(Peer& peer) {
    auto const end = peer.in.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    peer.out = upgrade_response(peer.in);
    peer.in.erase(0, end + 4);
    return peer.talking = true;
  }

  int epoll_ = epoll_create1(EPOLL_CLOEXEC), listener_ = -1;
  std::unordered_map<int, Peer> peers_;
  std::array<char, 65536> buffer_{};
};

}  // namespace
}  // namespace foyer::bench

int main(int argc, char** argv) {
  foyer::bench::Echo(static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0)).run();
}
