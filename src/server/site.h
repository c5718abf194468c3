// site.h - the static page: files of one folder, and nothing outside it.
//
// Files are read when they are asked for, so that an upgrade of the page needs no restart. What is
// beside a file with `.br` or `.gz` is sent instead to browsers that take it. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/house.h"

namespace foyer::server {

// A request's target, taken apart. Nothing: it is not one we would follow (".." , NUL, broken escapes).
struct Target {
  std::string path;  // decoded; begins with '/'
  std::vector<Field> query;
  std::string_view value(std::string_view name) const;
};
std::optional<Target> parse_target(std::string_view target);

class Site {
 public:
  explicit Site(std::filesystem::path const& folder);

  // The file at `path` ("/chat.html"), with a page's policy if it is one; 404 when there is none, or
  // none for visitors.
  Response file(std::string_view path, Request const& request) const;

 private:
  std::filesystem::path folder_;
};

// Every page's policy: only our own scripts and styles, no form, no base, no HTML from strings. `rest`
// is the page's own part.
std::string content_security_policy(std::string_view rest);

}  // namespace foyer::server
