// talks.h - the visitors of all benchmarks: the talk tests (tests/conversations) that people wrote, as
// what was done in them, turn by turn.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "service/conversation.h"

namespace foyer::bench {

struct Visit {
  std::string path, dialog, locale;
  std::uint64_t seed = 1;
  std::vector<service::Deed> deeds;  // words, buttons and actions, in order
};

// Those talks that real frames can hold: not the ones that say what is meant, or walk by themselves.
std::vector<Visit> visits(std::filesystem::path const& root);

// The repository's folder, which holds dialogs, practices and tests.
std::filesystem::path root();

// The frame that does `deed` as turn `number`.
std::string frame_of(service::Deed const& deed, std::uint32_t number);
std::string open_frame(std::string const& token, Visit const& visit);

}  // namespace foyer::bench
