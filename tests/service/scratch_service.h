// scratch_service.h - a service over a copy of the shipped files that a test may change, a store in
// memory and its own clock.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/ids.h"
#include "service/service.h"
#include "store/store.h"

namespace foyer::service {

using nlohmann::json;

// One connection: a frame in, the reply out.
class Line {
 public:
  explicit Line(Service& service, std::string origin = "") : talk_(service.talk(std::move(origin))) {}

  json ask(json const& frame) {
    std::promise<Reply> came;
    talk_->receive(frame.dump(), [&](Reply reply) { came.set_value(std::move(reply)); });
    last_ = came.get_future().get();
    return last_.frame.empty() ? json() : json::parse(last_.frame);
  }
  Reply const& last() const { return last_; }

  json open(std::string const& token, std::string const& dialog = "checkin") {
    return ask({{"type", "open"},
                {"token", token},
                {"practice", "demo"},
                {"dialog", dialog},
                {"locale", "en"}});
  }
  json resume(std::string const& token) { return ask({{"type", "resume"}, {"token", token}}); }
  json say(int turn, std::string const& text) {
    return ask({{"type", "say"}, {"turn", turn}, {"text", text}});
  }
  json choose(int turn, std::string const& option) {
    return ask({{"type", "choose"}, {"turn", turn}, {"option", option}});
  }
  json act(int turn, std::string const& action) {
    return ask({{"type", "do"}, {"turn", turn}, {"action", action}});
  }

 private:
  std::unique_ptr<Talk> talk_;
  Reply last_;
};

class ScratchService {
 public:
  ScratchService()
      : folder_(std::filesystem::temp_directory_path() /
                ("foyer-service-" + std::to_string(::getpid()))) {
    namespace fs = std::filesystem;
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (auto const* name : {"dialogs", "practices"})
      fs::copy(fs::path(FOYER_SOURCE) / name, folder_ / name, fs::copy_options::recursive);
    for (auto const* heavy : {"healing", "intake"})
      fs::remove_all(folder_ / "dialogs" / heavy);  // quicker to load
    start();
  }
  ~ScratchService() { std::filesystem::remove_all(folder_); }
  ScratchService(ScratchService const&) = delete;
  ScratchService& operator=(ScratchService const&) = delete;

  Service& operator*() { return *service_; }
  store::Store& store() { return *store_; }
  FakeClock& clock() { return *clock_; }

  // As if the program had ended and begun again over the same store.
  void start() {
    Config config;
    config.dialogs = folder_ / "dialogs";
    config.practices = folder_ / "practices";
    std::vector<std::string> faults;
    auto opened = Service::open(config, store_, clock_, faults);
    for (auto const& fault : faults) MESSAGE(fault);
    REQUIRE(opened);
    service_ = std::move(*opened);
  }

  // Changes an authored file; reload() makes it count.
  void edit(std::string const& file, std::function<void(json&)> const& change) {
    auto const path = folder_ / "dialogs" / file;
    auto value = json::parse(std::ifstream(path));
    change(value);
    std::ofstream(path) << value.dump(2);
  }
  bool reload() {
    std::vector<std::string> faults;
    return service_->reload(faults).has_value();
  }

 private:
  std::filesystem::path folder_;
  std::shared_ptr<store::Store> store_ = store::memory_store();
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>(1'800'000'000);
  std::unique_ptr<Service> service_;
};

// The nth visitor's token.
inline std::string token(std::uint8_t n) {
  Bytes32 bytes{};
  bytes[0] = n;
  return to_base64url(bytes);
}

inline std::string spoken(json const& turn) {
  std::string out;
  for (auto const& line : turn.at("lines")) out += line.at("text").get<std::string>() + "\n";
  return out;
}

}  // namespace foyer::service
