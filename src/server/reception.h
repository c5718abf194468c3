// reception.h - Foyer's front desk: pages, the practice's words, health and metrics; and who may sit
// down for a talk.
//
// Whether a browser may talk is decided before the upgrade: by its Origin (one that a practice names
// exactly, or our own), its subprotocol, and how many of its household are here already. No cookie, no
// identity: a socket that was hijacked carries none.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "server/admission.h"
#include "server/house.h"
#include "server/metrics.h"
#include "server/site.h"
#include "service/service.h"

namespace foyer::server {

struct ReceptionSettings {
  std::filesystem::path web;
  bool allow_no_origin = false;  // for programs, which send none
  std::vector<std::string>
      own_origins;  // where Foyer itself is reached (its own page may talk); empty: this machine
  std::vector<Network> trusted_proxies;  // whose X-Forwarded-For is believed
  std::vector<Network> exempt;           // no limit by household, unless they speak for others
  bool metrics_open = false;             // to everybody, not to this machine only
  ConnectionLimits connection;
  HttpLimits http;
  DoorLimits door;
};

class Reception final : public House {
 public:
  Reception(ReceptionSettings settings, service::Service* service);

  Response answer(Request const& request) override;
  std::variant<Guest, Response> welcome(Request const& request) override;
  Task<void> talk(Loop* loop, Connection connection, Guest guest) override;
  std::shared_ptr<ConnectionLimits const> connection_limits() const override { return connection_; }
  HttpLimits const& http_limits() const override { return settings_.http; }
  bool may_enter(net::ip::address const& peer) override;
  void has_left(net::ip::address const& peer) override;
  void answered(int status) override { metrics_.response(status); }

  void set_own_origins(std::vector<std::string> origins) {
    settings_.own_origins = std::move(origins);
  }  // before the first guest
  void set_draining() { draining_ = true; }
  void set_ready(bool ready) {
    ready_ = ready;
  }  // does the store take turns? asked now and then, off the visitors' path
  Metrics const& metrics() const { return metrics_; }

 private:
  Response page(Target const& target, Request const& request) const;
  Response words(Target const& target, Request const& request) const;
  Response health(Target const& target, Request const& request) const;
  bool is_local(Request const& request) const;
  bool counts_sockets(net::ip::address const& peer) const;

  ReceptionSettings settings_;
  service::Service* service_;
  Site site_;
  std::shared_ptr<ConnectionLimits const> connection_;
  Metrics metrics_;
  Admission sockets_;
  Admission talks_;
  std::atomic<bool> draining_ = false;
  std::atomic<bool> ready_ = true;
};

}  // namespace foyer::server
