// fnv.h - a small hash that is the same everywhere and for ever: FNV-1a, 32 bits (Fowler, Noll, Vo). For
// ids that stand in what is stored; not against anybody who picks the text.
#pragma once

#include <cstdint>
#include <string_view>

namespace foyer {

constexpr std::uint32_t fnv1a(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (char const each : text) hash = (hash ^ static_cast<std::uint8_t>(each)) * 16777619U;
  return hash;
}

}  // namespace foyer
