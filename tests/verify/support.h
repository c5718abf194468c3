// support.h - what the tests of the proof share.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "../support.h"
#include "verify/check.h"

namespace foyer {

inline bool finds(verify::Report const& report, std::string_view code) {
  for (auto const& finding : report.findings)
    if (finding.code == code) return true;
  return false;
}

inline std::string codes(verify::Report const& report) {
  std::set<std::string> all;
  for (auto const& finding : report.findings) all.insert(finding.code);
  std::string text;
  for (auto const& code : all) text += code + " ";
  return text;
}

inline verify::Never never() {
  return verify::load_never(testing::source() / "dialogs").value();
}

}  // namespace foyer
