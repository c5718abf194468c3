// crowd.h - many visitors on one thread: as fast as they are answered, or at a steady rate.
#pragma once

#include <deque>
#include <vector>

#include "visitor.h"

namespace foyer::bench {

struct Heard {
  std::vector<double> milliseconds;  // of each round trip
  std::size_t refusals = 0, bytes = 0;
  double seconds = 0;
};

class Crowd {
 public:
  explicit Crowd(Scene const& scene);
  ~Crowd();
  Crowd(Crowd const&) = delete;

  // More visitors, until there are so many and each has opened a talk. False: not all were let in.
  bool gather(std::size_t wanted);
  // Everybody speaks again as soon as they were answered.
  Heard talk(double seconds);
  // So many messages a second from all of them together. A round trip is counted from the moment when
  // it was due, so that a server which stalls is not asked less.
  Heard talk_at(double rate, double seconds);

 private:
  enum class Next : std::uint8_t { say_at_once, say_when_due, nothing };
  void watch(std::size_t who);
  void wait(int milliseconds, Next next, Heard* heard);
  void attend(std::size_t who, Next next, Heard* heard);
  void speak(std::size_t who, Steady::time_point since);
  Heard finish(Heard heard, Steady::time_point began, std::size_t bytes_before) const;
  std::size_t bytes() const;

  Scene const& scene_;
  int epoll_;
  std::vector<Visitor> visitors_;
  std::deque<std::size_t> idle_;  // have been answered, and wait until it is their turn
  std::size_t opened_ = 0;
};

}  // namespace foyer::bench
