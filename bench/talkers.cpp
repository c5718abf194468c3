#include "talkers.h"

#include <sodium.h>

#include <chrono>
#include <thread>

#include "base/secret.h"
#include "figures.h"

namespace foyer::bench {
namespace {

constexpr Seconds far_away = 4'000'000'000;

}  // namespace

Talkers::Talkers(store::Store& store, int at_once, bool answers_inline)
    : store_(store), inline_(answers_inline) {
  for (int one = 0; one < at_once; ++one) {
    std::array<std::uint8_t, Secret::size> token{};
    randombytes_buf(token.data(), token.size());
    keys_.push_back(store::derive(Secret(token)));
  }
}

double Talkers::turns_per_second(int turns) {
  left_ = turns;
  auto const began = Steady::now();
  for (std::size_t who = 0; who < keys_.size(); ++who) open(who);
  while (done_ < static_cast<int>(keys_.size()))
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return failed_ ? 0 : turns / seconds_since(began);
}

void Talkers::open(std::size_t who) {
  auto const& keys = keys_[who];
  store::Opening opening;
  opening.conversation.id = keys.id;
  opening.conversation.expires = far_away;
  opening.conversation.state = seal(keys, {store::Kind::state, 0}, std::string(state_bytes, 's'));
  opening.turn = {0, "mark", seal(keys, {store::Kind::turn, 0}, std::string(turn_bytes, 't'))};
  store_.open(std::move(opening), [this, who](Result<store::Written> const& written) {
    if (!inline_) return next(who, written, 1);
    if (!written) failed_ = true;
  });
  if (inline_) go_on(who);
}

store::NextTurn Talkers::turn(std::size_t who, store::TurnNumber number) const {
  auto const& keys = keys_[who];
  store::NextTurn turn;
  turn.id = keys.id;
  turn.expires = far_away;
  turn.state = seal(keys, {store::Kind::state, number}, std::string(state_bytes, 's'));
  turn.turn = {number, fingerprint(keys, "words"),
               seal(keys, {store::Kind::turn, number}, std::string(turn_bytes, 't'))};
  return turn;
}

void Talkers::next(std::size_t who, Result<store::Written> const& before, store::TurnNumber number) {
  if (!before || before->outcome != store::Outcome::committed) failed_ = true;
  if (failed_ || --left_ < 0) {
    ++done_;
    return;
  }
  store_.commit(turn(who, number), [this, who, number](Result<store::Written> const& written) {
    next(who, written, number + 1);
  });
}

void Talkers::go_on(std::size_t who) {
  for (store::TurnNumber number = 1; !failed_ && --left_ >= 0; ++number) {
    bool kept = false;
    store_.commit(turn(who, number),
                  [&](Result<store::Written> const& written) { kept = written.has_value(); });
    if (!kept) failed_ = true;
  }
  ++done_;
}

}  // namespace foyer::bench
