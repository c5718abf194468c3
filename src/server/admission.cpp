#include "server/admission.h"

#include <algorithm>

namespace foyer::server {

bool Bucket::take(double per_second, double burst, std::chrono::steady_clock::time_point now) {
  if (per_second <= 0) return true;
  bool const first = filled == std::chrono::steady_clock::time_point{};
  double const passed = first ? 0 : std::chrono::duration<double>(now - filled).count();
  tokens = first ? burst : std::min(burst, tokens + passed * per_second);
  filled = now;
  if (tokens < 1) return false;
  tokens -= 1;
  return true;
}

Admission::Verdict Admission::enter(Household const& household, Instant now) {
  std::scoped_lock const lock(mutex_);
  if (entries_.size() >= forget_at_) forget_old(now);
  Entry& entry = entries_[household];
  if (limits_.at_once_max > 0 && entry.inside >= limits_.at_once_max) return Verdict::too_many;
  if (!entry.bucket.take(limits_.per_second, limits_.burst, now)) return Verdict::too_fast;
  ++entry.inside;
  return Verdict::welcome;
}

void Admission::leave(Household const& household) {
  std::scoped_lock const lock(mutex_);
  auto const at = entries_.find(household);
  if (at == entries_.end()) return;
  if (at->second.inside > 0) --at->second.inside;
  if (at->second.inside == 0 && limits_.per_second <= 0) entries_.erase(at);
}

std::size_t Admission::households() const {
  std::scoped_lock const lock(mutex_);
  return entries_.size();
}

void Admission::forget_old(Instant now) {
  auto const full_after =
      std::chrono::duration<double>(limits_.per_second > 0 ? limits_.burst / limits_.per_second : 0);
  std::erase_if(entries_, [&](auto const& entry) {
    return entry.second.inside == 0 && now - entry.second.bucket.filled > full_after;
  });
  forget_at_ = std::max<std::size_t>(1024, entries_.size() * 2);
}

}  // namespace foyer::server
