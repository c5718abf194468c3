#include "server/site.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace foyer::server {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes_max = 16 * 1024 * 1024;

struct Type {
  std::string_view ending;
  char const* type;
};
constexpr Type types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

// Only kinds of files that a page is made of: a stray key or a backup in the folder is not served.
char const* type_of(fs::path const& file) {
  std::string const ending = file.extension();
  for (Type const& one : types) {
    if (one.ending == ending) return one.type;
  }
  return nullptr;
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    char letter = text[at];
    if (letter == '%') {
      if (at + 2 >= text.size()) return std::nullopt;
      int const high = hex_value(text[at + 1]);
      int const low = hex_value(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      letter = static_cast<char>(high * 16 + low);
      at += 2;
    }
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f) return std::nullopt;
    out += letter;
  }
  return out;
}

bool is_safe_path(std::string_view path) {
  if (path.empty() || path.front() != '/' || path.find('\\') != std::string_view::npos) return false;
  for (std::size_t at = 0; at < path.size();) {
    auto const next = std::min(path.find('/', at + 1), path.size());
    auto const part = path.substr(at + 1, next - at - 1);
    if (part.starts_with('.')) return false;  // "..", ".", and hidden files
    at = next;
  }
  return true;
}

// Pages at the top, and what they are made of: not the tests, tools and packages that live in the same
// folder.
bool is_for_visitors(std::string_view path) {
  bool const page = path.find('/', 1) == std::string_view::npos && path.ends_with(".html");
  return page || path.starts_with("/src/") || path.starts_with("/demo/") || path.starts_with("/dist/");
}

// Below `folder` also when symbolic links are followed.
bool is_inside(fs::path const& file, fs::path const& folder) {
  std::error_code error;
  auto const real = fs::canonical(file, error);
  if (error) return false;
  auto const [end, rest] = std::mismatch(folder.begin(), folder.end(), real.begin(), real.end());
  return end == folder.end();
}

struct Packed {
  char const* encoding;
  char const* ending;
};
constexpr std::array<Packed, 2> packings = {{{"br", ".br"}, {"gzip", ".gz"}}};

std::string tag_of(fs::path const& file, std::error_code& error) {
  auto const size = fs::file_size(file, error);
  if (error) return {};
  auto const time = fs::last_write_time(file, error).time_since_epoch().count();
  return "\"" + std::to_string(size) + "-" + std::to_string(time) + file.extension().string() + "\"";
}

// Names that carry a hash of their content ("panel.4f3a9c1b.js") never change.
bool is_hashed(fs::path const& file) {
  std::string const stem = file.stem();
  auto const dot = stem.rfind('.');
  if (dot == std::string::npos || stem.size() - dot - 1 < 8) return false;
  return std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(dot) + 1, stem.end(),
                     [](char letter) { return hex_value(letter) >= 0; });
}

}  // namespace

std::string_view Target::value(std::string_view name) const {
  for (auto const& [its_name, its_value] : query) {
    if (its_name == name) return its_value;
  }
  return {};
}

std::optional<Target> parse_target(std::string_view text) {
  auto const question = text.find('?');
  auto path = decoded(text.substr(0, question));
  if (!path || !is_safe_path(*path)) return std::nullopt;
  Target target{std::move(*path), {}};
  std::string_view rest =
      question == std::string_view::npos ? std::string_view() : text.substr(question + 1);
  while (!rest.empty()) {
    auto const end = std::min(rest.find('&'), rest.size());
    auto const pair = rest.substr(0, end);
    auto const equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals));
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())));
    if (!name || !value) return std::nullopt;
    target.query.emplace_back(std::move(*name), std::move(*value));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return target;
}

Site::Site(fs::path const& folder) {
  std::error_code error;
  folder_ = fs::canonical(folder, error);
  if (error) folder_ = fs::path();  // no page is no reason not to talk; each request says 404
}

Response Site::file(std::string_view path, Request const& request) const {
  Response missing = plain(404, "There is no such page here.\n");
  if (folder_.empty() || !is_safe_path(path) || !is_for_visitors(path)) return missing;
  fs::path const file = folder_ / fs::path(path.substr(1));
  char const* const type = type_of(file);
  std::error_code error;
  bool const servable = type != nullptr && fs::is_regular_file(file, error) &&
                        is_inside(file, folder_) && fs::file_size(file, error) <= file_bytes_max;
  if (!servable) return missing;

  Response response;
  response.fields = {{"Content-Type", type}, {"Vary", "Accept-Encoding"}};
  fs::path sent = file;
  for (auto const& packing : packings) {
    fs::path const packed = file.string() + packing.ending;
    bool const wanted =
        request.field("Accept-Encoding").find(packing.encoding) != std::string_view::npos;
    if (!wanted || !fs::is_regular_file(packed, error) || !is_inside(packed, folder_)) continue;
    sent = packed;
    response.fields.emplace_back("Content-Encoding", packing.encoding);
    break;
  }
  std::string const tag = tag_of(sent, error);
  response.fields.emplace_back("ETag", tag);
  char const* const keep = is_hashed(file) ? "public, max-age=31536000, immutable" : "no-cache";
  response.fields.emplace_back("Cache-Control", keep);
  if (!tag.empty() && request.field("If-None-Match") == tag) {
    response.status = 304;
    return response;
  }
  std::ifstream in(sent, std::ios::binary);
  response.body.assign(std::istreambuf_iterator<char>(in), {});
  if (!in && response.body.empty() && fs::file_size(sent, error) > 0) return missing;
  return response;
}

std::string content_security_policy(std::string_view rest) {
  return "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' "
         "data:; "
         "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types "
         "'none'; " +
         std::string(rest);
}

}  // namespace foyer::server
