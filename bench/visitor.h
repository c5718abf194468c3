// visitor.h - one connection of the load: says the next thing when it is told to, and hears the reply.
// Either a visitor of Foyer, who goes from talk to talk with a new connection for each, or one who
// sends the same message to an echo.
#pragma once

#include <string>
#include <vector>

#include "figures.h"
#include "talks.h"

namespace foyer::bench {

struct Scene {
  std::uint16_t port = 0;
  std::size_t echo_bytes = 0;  // 0: talks
  std::vector<Visit> visits;
};

class Visitor {
 public:
  enum class Heard : std::uint8_t { nothing, welcome, reply, refusal };

  Visitor(Scene const& scene, std::size_t number) : scene_(&scene), visit_(number) {}
  ~Visitor();
  Visitor(Visitor&& other) noexcept;
  Visitor(Visitor const&) = delete;

  bool connect();  // and asks for the WebSocket; on return the descriptor may be watched
  void say();      // the next message; only after `welcome` or `reply`
  Heard hear();    // what has come; a refusal is an error frame, or the end of the line
  bool is_over() const { return over_; }  // the talk has ended: connect() begins another
  int descriptor() const { return descriptor_; }
  Steady::time_point since{};  // when it was to be said
  std::size_t bytes = 0;       // that went either way, of messages

 private:
  std::string next_message();
  Heard judge(std::string_view message);

  Scene const* scene_;
  std::size_t visit_, at_ = 0;
  int descriptor_ = -1;
  bool welcomed_ = false, over_ = false;
  std::string in_;
};

}  // namespace foyer::bench
