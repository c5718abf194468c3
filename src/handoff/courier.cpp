#include "handoff/courier.h"

#include <chrono>
#include <fstream>

namespace foyer::handoff {

Courier::Courier(ShareStore& shares, std::shared_ptr<Clock const> clock, DeliverySettings settings,
                 Find find, Report report)
    : shares_(shares),
      clock_(std::move(clock)),
      settings_(std::move(settings)),
      find_(std::move(find)),
      report_(std::move(report)) {
  thread_ = std::thread([this] { run(); });
}

Courier::~Courier() {
  {
    std::scoped_lock const lock(mutex_);
    ending_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void Courier::run() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    lock.unlock();
    auto const due = shares_.due(clock_->now());
    if (!due) report_("failed", "", "");
    for (auto const& each : due ? *due : std::vector<Due>{}) {
      tell(each);
      std::scoped_lock const look(mutex_);
      if (ending_) return;
    }
    lock.lock();
    ended_.wait_for(lock, std::chrono::seconds(1), [this] { return ending_; });
  }
}

Delivered Courier::deliver(dialog::Practice const& practice, Due const& due) const {
  auto const now = clock_->now();
  if (due.channel == "mail")
    return practice.notify.empty() ? Delivered::never_again
                                   : send_mail(settings_, practice.notify, due, now);
  if (practice.webhook.empty()) return Delivered::never_again;
  std::ifstream file(practice.webhook_secret_file);
  std::string secret;
  std::getline(file, secret);
  return post_webhook(settings_, practice.webhook, secret, due, now);
}

void Courier::tell(Due const& due) {
  auto const practice = find_(due.practice);
  auto const delivered = practice ? deliver(*practice, due) : Delivered::never_again;
  auto const pause = pause_after(due.attempts);
  bool const later = delivered == Delivered::not_now && pause;
  auto const noted = later ? shares_.try_again(due.row, clock_->now() + *pause) : shares_.told(due.row);
  if (!noted) return report_("failed", due.channel, due.number);
  report_(delivered == Delivered::yes           ? "delivered"
          : delivered == Delivered::never_again ? "refused"
          : later                               ? "put_off"
                                                : "given_up",
          due.channel, due.number);
}

}  // namespace foyer::handoff
