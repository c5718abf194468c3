// practice.h - the practice whose website Foyer stands on: `practices/<id>/practice.json`.
//
// A practice's own wording is a JSON Merge Patch (RFC 7396) beside it,
// `practices/<id>/<dialog>.<locale>.json`, applied over the shipped words, so that an upgrade keeps it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace foyer::dialog {

struct Practice {
  std::string id;
  std::filesystem::path folder;  // empty: the practice has no wording of its own
  std::string name, booking, phone, email;
  std::vector<std::string> licensed;          // `place` option ids
  std::map<std::string, std::string> places;  // by locale: "New York, Washington DC and New Jersey"
  std::vector<std::string> origins;           // exact: scheme://host[:port]
  std::vector<std::string> locales = {"en", "es"};
  std::map<std::string, std::map<std::string, std::string>> answers;  // topic → locale → sentence
  std::string exit = "https://www.weather.gov/";                      // where "leave quickly" goes
  std::vector<std::string> regions = {"us"};                          // whose help lines are shown
  std::vector<std::string> recipients;  // age1…: who can open what a visitor shares; none: no sharing
  std::string webhook, webhook_secret_file;  // https://…; a file that holds whsec_…
  std::string notify;                        // where a mail without words goes
};

// Reads `folder`/practice.json. The folder's name is the practice's id.
Result<Practice> load_practice(std::filesystem::path const& folder);

// All practices below `folder`; every fault at once.
Result<std::vector<Practice>> load_practices(std::filesystem::path const& folder);

}  // namespace foyer::dialog
