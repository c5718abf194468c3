#include "server/metrics.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

namespace foyer::server {
namespace {

struct Family {
  Metrics::Counter counter;
  char const* name;
  char const* help;
};
constexpr Family families[] = {
    {Metrics::talks_opened, "foyer_talks_opened", "WebSocket connections taken in."},
    {Metrics::talks_closed, "foyer_talks_closed", "WebSocket connections that ended."},
    {Metrics::frames_received, "foyer_frames_received", "Frames from visitors."},
    {Metrics::frames_sent, "foyer_frames_sent", "Frames to visitors, heartbeats not counted."},
    {Metrics::frames_refused, "foyer_frames_refused", "Frames refused for their rate or kind."},
    {Metrics::refused_origin, "foyer_refused_origin",
     "WebSocket requests from an origin no practice names."},
    {Metrics::refused_protocol, "foyer_refused_protocol", "WebSocket requests for another subprotocol."},
    {Metrics::refused_address, "foyer_refused_address",
     "WebSocket requests beyond the limit of one household."},
};

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

void family(std::string& out, std::string const& name, char const* type, char const* help) {
  out += "# TYPE " + name + " " + type + "\n# HELP " + name + " " + help + "\n";
}

void by_code(std::string& out, std::string const& name, char const* help,
             std::map<int, std::uint64_t> const& values) {
  family(out, name, "counter", help);
  for (auto const& [code, times] : values) {
    out += name + "_total{code=\"" + std::to_string(code) + "\"} " + std::to_string(times) + "\n";
  }
}

std::uint64_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  in >> all >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

void Metrics::response(int status) {
  std::scoped_lock const lock(mutex_);
  ++responses_[status];
}

// Codes a peer may choose freely are counted together: a stranger must not be able to fill our memory
// with series.
void Metrics::closed(int code) {
  bool const ours =
      (code >= 1000 && code <= 1015) || (code >= 4000 && code <= 4010) || (code >= 4400 && code < 4420);
  std::scoped_lock const lock(mutex_);
  ++closes_[ours ? code : 0];
}

void Metrics::turn(std::chrono::steady_clock::duration time) {
  double const seconds = std::chrono::duration<double>(time).count();
  std::size_t at = 0;
  while (at < seconds_bounds.size() && seconds > seconds_bounds[at]) ++at;
  turn_buckets_[at].fetch_add(1, std::memory_order_relaxed);
  auto const micros = std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  turn_micros_.fetch_add(static_cast<std::uint64_t>(micros), std::memory_order_relaxed);
}

std::string Metrics::text() const {
  std::string out;
  for (Family const& one : families) {
    family(out, one.name, "counter", one.help);
    out += std::string(one.name) + "_total " + std::to_string(value(one.counter)) + "\n";
  }
  family(out, "foyer_talks_open", "gauge", "WebSocket connections open now.");
  out += "foyer_talks_open " + std::to_string(value(talks_opened) - value(talks_closed)) + "\n";
  family(out, "foyer_turn_seconds", "histogram", "From a frame's arrival to its durable answer.");
  std::uint64_t so_far = 0;
  for (std::size_t at = 0; at <= seconds_bounds.size(); ++at) {
    so_far += turn_buckets_[at].load(std::memory_order_relaxed);
    std::string const bound = at < seconds_bounds.size() ? number(seconds_bounds[at]) : "+Inf";
    out += "foyer_turn_seconds_bucket{le=\"" + bound + "\"} " + std::to_string(so_far) + "\n";
  }
  out += "foyer_turn_seconds_sum " + number(static_cast<double>(turn_micros_.load()) / 1e6) + "\n";
  out += "foyer_turn_seconds_count " + std::to_string(so_far) + "\n";
  family(out, "foyer_resident_memory_bytes", "gauge", "Memory of this process.");
  out += "foyer_resident_memory_bytes " + std::to_string(resident_bytes()) + "\n";
  std::scoped_lock const lock(mutex_);
  by_code(out, "foyer_http_responses", "HTTP responses by status.", responses_);
  by_code(out, "foyer_closes", "Ends of WebSocket connections by close code; 0: any other.", closes_);
  return out + "# EOF\n";
}

}  // namespace foyer::server
