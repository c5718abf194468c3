// courier.h - empties the outbox: looks every second what is due, tells it, or puts it off as delivery.h
// says. On a thread of its own, for the network may be slow; what is interrupted is told again, with the
// same message id.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "dialog/practice.h"
#include "handoff/delivery.h"

namespace foyer::handoff {

class Courier {
 public:
  using Find = std::function<std::optional<dialog::Practice>(std::string const& id)>;
  // What happened: "delivered", "put_off", "refused", "given_up", "failed"; channel and number. For the
  // log.
  using Report = std::function<void(std::string const& event, std::string const& channel,
                                    std::string const& number)>;

  Courier(ShareStore& shares, std::shared_ptr<Clock const> clock, DeliverySettings settings, Find find,
          Report report);
  ~Courier();  // finishes the delivery that is under way

 private:
  void run();
  void tell(Due const& due);
  Delivered deliver(dialog::Practice const& practice, Due const& due) const;

  ShareStore& shares_;
  std::shared_ptr<Clock const> clock_;
  DeliverySettings settings_;
  Find find_;
  Report report_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool ending_ = false;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace foyer::handoff
