// metrics.h - numbers about the server, never about a person: no words, no addresses, no tokens, no
// per-visitor series.
//
// Counting is one relaxed atomic; text() writes OpenMetrics for /metrics.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace foyer::server {

class Metrics {
 public:
  enum Counter : std::uint8_t {
    talks_opened,
    talks_closed,
    frames_received,
    frames_sent,
    frames_refused,  // too fast, or no text
    refused_origin,
    refused_protocol,
    refused_address,  // too many or too fast from one household
    counter_count
  };

  void add(Counter counter) { counters_[counter].fetch_add(1, std::memory_order_relaxed); }
  std::uint64_t value(Counter counter) const {
    return counters_[counter].load(std::memory_order_relaxed);
  }
  void response(int status);
  void closed(int code);
  void turn(std::chrono::steady_clock::duration time);  // from a frame's arrival to its durable answer

  std::string text() const;

 private:
  static constexpr std::array<double, 11> seconds_bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                            0.05,   0.1,   0.25,   1,     5};
  std::array<std::atomic<std::uint64_t>, counter_count> counters_{};
  std::array<std::atomic<std::uint64_t>, seconds_bounds.size() + 1> turn_buckets_{};
  std::atomic<std::uint64_t> turn_micros_ = 0;
  mutable std::mutex mutex_;  // guards the two maps
  std::map<int, std::uint64_t> responses_, closes_;
};

}  // namespace foyer::server
