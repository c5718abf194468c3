// service.h - a conversation's life, from a client's frame to a durable reply: open, resume, turn,
// summary, erase.
//
//   Service service(config, store, clock);
//   auto talk = service.talk(origin);
//   talk->receive(frame, [](Reply reply) { … });  // called back once what was answered is durable, on
//   any thread
//
// Knows no network: the server hands it frames and sends what comes back. Thread-safe; one frame of a
// Talk at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "handoff/desk.h"
#include "service/library.h"
#include "store/store.h"

namespace foyer::service {

struct Reply {
  std::string frame;   // may be empty: nothing is sent
  int close_code = 0;  // 0: the connection stays open
  std::string close_reason;
};

struct Config {
  std::filesystem::path dialogs, practices;
  Seconds keep_unfinished = 24 * 3600;  // design.md, section 5
  std::shared_ptr<handoff::Desk> desk;  // null: nothing can be shared here
  Seconds keep_shares = 90 * 24 * 3600;
};

class Talk {
 public:
  virtual ~Talk() = default;
  virtual void receive(std::string_view frame, std::function<void(Reply)> done) = 0;
};

class Service {
 public:
  // Loads and proves everything; `faults` gets every fault, one a line.
  static Result<std::unique_ptr<Service>> open(Config config, std::shared_ptr<store::Store> store,
                                               std::shared_ptr<Clock const> clock,
                                               std::vector<std::string>& faults);

  // Origins named by some practice; `origin_allowed` by this one.
  bool origin_known(std::string_view origin) const;
  bool origin_allowed(std::string_view practice, std::string_view origin) const;
  std::vector<std::string> origins(std::string_view practice) const;
  std::vector<std::string> origins() const;

  // One a connection. `origin` was accepted by the server; empty: none was asked for.
  std::unique_ptr<Talk> talk(std::string origin);

  // A JSON document for the page: the practice's name and ways, help lines, disclosure. Empty: no such
  // practice.
  std::string page_data(std::string_view practice, std::string_view locale) const;

  // Loads everything anew beside what is there; on a fault the old one stays.
  Result<void> reload(std::vector<std::string>& faults);

  std::shared_ptr<Library const> library() const;
  store::Store& store() const { return *store_; }

 private:
  Service(Config config, std::shared_ptr<store::Store> store, std::shared_ptr<Clock const> clock);

  Config config_;
  std::shared_ptr<store::Store> store_;
  std::shared_ptr<Clock const> clock_;
  mutable std::mutex mutex_;
  std::shared_ptr<Library const> library_;

  friend class ServiceTalk;
};

}  // namespace foyer::service
