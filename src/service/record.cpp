#include "service/record.h"

#include <cstdlib>

namespace foyer::service {

namespace {

// A length before each part: the state is binary and the frame is JSON already.
void put(std::string& out, std::string_view part) {
  out += std::to_string(part.size()) + ":";
  out += part;
}

class Parts {
 public:
  explicit Parts(std::string_view text) : text_(text) {}

  std::string next() {
    auto const colon = text_.find(':');
    std::size_t size = 0;
    for (std::size_t i = 0; colon != std::string_view::npos && i < colon; ++i) {
      if (text_[i] < '0' || text_[i] > '9' || size > text_.size()) return broken();
      size = size * 10 + static_cast<std::size_t>(text_[i] - '0');
    }
    if (colon == std::string_view::npos || size > text_.size() - colon - 1) return broken();
    auto part = std::string(text_.substr(colon + 1, size));
    text_.remove_prefix(colon + 1 + size);
    return part;
  }
  bool good() const { return good_ && text_.empty(); }

 private:
  std::string broken() {
    good_ = false;
    return {};
  }
  std::string_view text_;
  bool good_ = true;
};

}  // namespace

std::string write(Standing const& standing) {
  std::string out;
  for (auto const* part : {&standing.practice, &standing.dialog, &standing.locale, &standing.state})
    put(out, *part);
  put(out, std::to_string(standing.disclosed));
  return out;
}

Result<Standing> read_standing(std::string_view text) {
  Parts parts(text);
  Standing standing;
  for (auto* part : {&standing.practice, &standing.dialog, &standing.locale, &standing.state})
    *part = parts.next();
  auto const disclosed = parts.next();
  if (!parts.good() || disclosed.empty())
    return fail("conversation", "cannot be read: its state is cut short.");
  standing.disclosed = std::strtoll(disclosed.c_str(), nullptr, 10);
  return standing;
}

std::string write(TurnRecord const& record) {
  std::string out;
  for (auto const* part : {&record.kind, &record.said, &record.answers, &record.frame}) put(out, *part);
  put(out, record.kept ? "kept" : "let go");
  return out;
}

Result<TurnRecord> read_turn(std::string_view text) {
  Parts parts(text);
  TurnRecord record;
  for (auto* part : {&record.kind, &record.said, &record.answers, &record.frame}) *part = parts.next();
  record.kept = parts.next() == "kept";
  if (!parts.good()) return fail("conversation", "cannot be read: a turn is cut short.");
  return record;
}

}  // namespace foyer::service
