#include "visitor.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "whole.h"
#include "wire.h"

namespace foyer::bench {

Visitor::~Visitor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Visitor::Visitor(Visitor&& other) noexcept
    : scene_(other.scene_), visit_(other.visit_), descriptor_(std::exchange(other.descriptor_, -1)) {}

bool Visitor::connect() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
    visit_ += 7;  // another talk, and not all visitors the same one
  }
  at_ = 0;
  welcomed_ = over_ = false;
  in_.clear();
  descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(scene_->port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return false;
  int const on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  auto const request = scene_->echo_bytes > 0 ? upgrade_request(scene_->port, "/", "")
                                              : upgrade_request(scene_->port, "/v1/talk", "foyer.v1");
  return send(descriptor_, request.data(), request.size(), MSG_NOSIGNAL) > 0;
}

std::string Visitor::next_message() {
  if (scene_->echo_bytes > 0) return std::string(scene_->echo_bytes, 'e');
  auto const& visit = scene_->visits[visit_ % scene_->visits.size()];
  if (at_ == 0) return open_frame(new_token(), visit);
  return frame_of(visit.deeds[at_ - 1], static_cast<std::uint32_t>(at_));
}

void Visitor::say() {
  auto const message = next_message();
  ++at_;
  bytes += message.size();
  std::string out;
  add_frame(out, Opcode::text, message, true);
  (void)!send(descriptor_, out.data(), out.size(), MSG_NOSIGNAL);  // a lost line is heard
}

Visitor::Heard Visitor::judge(std::string_view message) {
  if (scene_->echo_bytes > 0) return Heard::reply;
  if (message.starts_with(R"({"type":"hb")")) return Heard::nothing;
  if (!message.starts_with(R"({"type":"turn")")) return Heard::refusal;
  auto const& visit = scene_->visits[visit_ % scene_->visits.size()];
  over_ = at_ > visit.deeds.size() || message.find(R"("state":"ended")") != std::string_view::npos;
  return Heard::reply;
}

Visitor::Heard Visitor::hear() {
  std::array<char, 16384> buffer{};
  auto const got = recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return Heard::nothing;
  if (got <= 0) {
    over_ = true;
    return Heard::refusal;
  }
  in_.append(buffer.data(), static_cast<std::size_t>(got));
  if (!welcomed_) {
    auto const end = in_.find("\r\n\r\n");
    if (end == std::string::npos) return Heard::nothing;
    welcomed_ = in_.starts_with("HTTP/1.1 101");
    in_.erase(0, end + 4);
    if (!welcomed_) over_ = true;
    return welcomed_ ? Heard::welcome : Heard::refusal;
  }
  auto heard = Heard::nothing;
  std::size_t done = 0;
  while (auto const frame = next_frame(in_, done)) {
    done += frame->size;
    if (frame->opcode != Opcode::text) continue;  // a ping may wait: no load lasts as long
    bytes += frame->payload.size();
    heard = judge(frame->payload);
    if (heard == Heard::refusal) over_ = true;
  }
  in_.erase(0, done);
  return heard;
}

}  // namespace foyer::bench
