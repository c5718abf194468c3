#include "whole.h"

#include <sodium.h>

#include "base/clock.h"
#include "base/ids.h"
#include "figures.h"
#include "service/service.h"
#include "store/store.h"

namespace foyer::bench {
namespace {

// The store in memory answers within the call.
std::size_t hold(service::Service& service, Visit const& visit) {
  auto const talk = service.talk("");
  std::size_t turns = 0;
  std::string last;
  auto const keep = [&](service::Reply const& reply) { last = reply.frame; };
  talk->receive(open_frame(new_token(), visit), keep);
  for (auto const& deed : visit.deeds) {
    if (!last.starts_with(R"({"type":"turn")")) break;
    talk->receive(frame_of(deed, static_cast<std::uint32_t>(++turns)), keep);
  }
  return turns + 1;
}

}  // namespace

std::string new_token() {
  Bytes32 bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return to_base64url(bytes);
}

Result<double> whole_turns_per_second(std::vector<Visit> const& visits, double seconds) {
  if (sodium_init() < 0) return fail("libsodium", "it does not start");
  service::Config config;
  config.dialogs = root() / "dialogs";
  config.practices = root() / "practices";
  std::vector<std::string> faults;
  std::shared_ptr<store::Store> const store = store::memory_store();
  auto const opened = service::Service::open(config, store, std::make_shared<SystemClock>(), faults);
  if (!opened) return tl::unexpected<Error>(opened.error());
  return per_second(seconds, [&] {
    std::size_t turns = 0;
    for (auto const& visit : visits) turns += hold(**opened, visit);
    (void)store->sweep(4'000'000'000);  // so that memory does not grow
    return turns;
  });
}

}  // namespace foyer::bench
