#include "crowd.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>

namespace foyer::bench {
namespace {

constexpr std::size_t visitors_max = 20'000;
constexpr std::size_t at_the_door = 128;  // that are let in at once
constexpr double patience_seconds = 60;

}  // namespace

Crowd::Crowd(Scene const& scene) : scene_(scene), epoll_(epoll_create1(EPOLL_CLOEXEC)) {
  visitors_.reserve(visitors_max);
}

Crowd::~Crowd() {
  ::close(epoll_);
}

void Crowd::watch(std::size_t who) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = who;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, visitors_[who].descriptor(), &event);
}

void Crowd::speak(std::size_t who, Steady::time_point since) {
  visitors_[who].since = since;
  visitors_[who].say();
}

// One visitor's line has something to read.
void Crowd::attend(std::size_t who, Next next, Heard* heard) {
  auto& visitor = visitors_[who];
  auto const what = visitor.hear();
  if (what == Visitor::Heard::nothing) return;
  if (what == Visitor::Heard::reply && heard != nullptr)
    heard->milliseconds.push_back(1000 * seconds_since(visitor.since));
  if (what == Visitor::Heard::refusal && heard != nullptr) ++heard->refusals;
  if (what == Visitor::Heard::reply && next == Next::nothing) ++opened_;
  if (visitor.is_over()) {  // a new talk; what is said next is said once we are welcome
    if (next != Next::nothing && visitor.connect()) watch(who);
    return;
  }
  if (what == Visitor::Heard::welcome && next == Next::nothing) return speak(who, Steady::now());
  if (next == Next::say_at_once) return speak(who, Steady::now());
  idle_.push_back(who);
}

void Crowd::wait(int milliseconds, Next next, Heard* heard) {
  std::array<epoll_event, 256> events{};
  int const ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds);
  for (int i = 0; i < ready; ++i) attend(events[static_cast<std::size_t>(i)].data.u64, next, heard);
}

bool Crowd::gather(std::size_t wanted) {
  auto const began = Steady::now();
  while (opened_ < wanted) {
    while (visitors_.size() < wanted && visitors_.size() - opened_ < at_the_door) {
      visitors_.emplace_back(scene_, visitors_.size());
      if (!visitors_.back().connect()) return false;
      watch(visitors_.size() - 1);
    }
    wait(100, Next::nothing, nullptr);
    if (seconds_since(began) > patience_seconds) return false;
  }
  return true;
}

Heard Crowd::talk(double seconds) {
  Heard heard;
  auto const before = bytes();
  auto const began = Steady::now();
  for (auto const who : std::exchange(idle_, {})) speak(who, began);
  while (seconds_since(began) < seconds) wait(100, Next::say_at_once, &heard);
  return finish(std::move(heard), began, before);
}

Heard Crowd::talk_at(double rate, double seconds) {
  Heard heard;
  auto const before = bytes();
  auto const began = Steady::now();
  std::size_t due = 0;
  for (double passed = 0; passed < seconds; passed = seconds_since(began)) {
    while (static_cast<double>(due) < passed * rate && !idle_.empty()) {
      auto const when = std::chrono::duration<double>(static_cast<double>(due) / rate);
      speak(idle_.front(), began + std::chrono::duration_cast<Steady::duration>(when));
      idle_.pop_front();
      ++due;
    }
    double const left = 1000 * (static_cast<double>(due) / rate - seconds_since(began));
    wait(idle_.empty() ? 10 : static_cast<int>(std::max(0.0, left)), Next::say_when_due, &heard);
  }
  return finish(std::move(heard), began, before);
}

Heard Crowd::finish(Heard heard, Steady::time_point began, std::size_t bytes_before) const {
  heard.seconds = seconds_since(began);
  heard.bytes = bytes() - bytes_before;
  return heard;
}

std::size_t Crowd::bytes() const {
  std::size_t all = 0;
  for (auto const& visitor : visitors_) all += visitor.bytes;
  return all;
}

}  // namespace foyer::bench
