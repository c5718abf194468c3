// admission.h - how many may be inside at once from one household, and how fast they may come.
//
// Thread-safe. Holds nothing of a household once nobody of it is inside and its bucket is full again;
// memory is bounded by the connections that are open plus those of the last seconds.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "server/address.h"

namespace foyer::server {

// So many at once, then so many a second. A rate of zero: no limit.
struct Bucket {
  double tokens = 0;
  std::chrono::steady_clock::time_point filled{};
  // Takes one; false: there is none.
  bool take(double per_second, double burst, std::chrono::steady_clock::time_point now);
};

class Admission {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  struct Limits {
    std::size_t at_once_max = 0;  // 0: no limit
    double per_second = 0;
    double burst = 0;
  };
  enum class Verdict : std::uint8_t { welcome, too_many, too_fast };

  explicit Admission(Limits limits) : limits_(limits) {}
  Verdict enter(Household const& household, Instant now);
  void leave(Household const& household);
  std::size_t households() const;

 private:
  struct Entry {
    std::size_t inside = 0;
    Bucket bucket;
  };
  void forget_old(Instant now);

  Limits limits_;
  mutable std::mutex mutex_;
  std::unordered_map<Household, Entry> entries_;
  std::size_t forget_at_ = 1024;
};

}  // namespace foyer::server
