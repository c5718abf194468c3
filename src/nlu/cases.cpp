#include "nlu/cases.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace foyer::nlu {
namespace {

using Json = nlohmann::json;

template <class Label>
std::optional<Label> label(std::string const& name, std::size_t count) {
  for (std::size_t i = 1; i < count; ++i)
    if (to_string(static_cast<Label>(i)) == name) return static_cast<Label>(i);
  return std::nullopt;
}

constexpr std::string_view of_another = "their ";

struct Parser {
  std::set<std::string> const& marks;
  std::vector<std::string>& signs;
  std::string faults;

  void fault(std::string const& id, std::string const& what) {
    faults += (faults.empty() ? "" : "\n") + id + ": " + what;
  }

  std::uint64_t bit(std::string const& id, std::string const& sign) {
    auto const mark = sign.starts_with(of_another) ? sign.substr(of_another.size()) : sign;
    if (!marks.contains(mark)) fault(id, "no rule marks the sign '" + sign + "'");
    auto const at = std::ranges::find(signs, sign) - signs.begin();
    if (at == std::ssize(signs)) signs.push_back(sign);
    if (at >= 64) fault(id, "more than 64 signs");
    return at < 64 ? std::uint64_t{1} << at : 0;
  }

  Case one(Json const& json) {
    Case made;
    made.id = json.at("id").get<std::string>();
    for (auto const& place : json.at("signs")) {
      made.places.push_back(0);
      for (auto const& sign : place) made.places.back() |= bit(made.id, sign.get<std::string>());
    }
    if (made.places.size() < 2) fault(made.id, "a case needs two signs at least");
    auto const risk = label<Risk>(json.at("risk").get<std::string>(), risk_count);
    auto const tier = label<Tier>(json.at("tier").get<std::string>(), 4);
    if (!risk || !tier) fault(made.id, "there is no such risk or tier");
    made.risk = risk.value_or(Risk::none);
    made.tier = tier.value_or(Tier::none);
    made.within = json.value("within", case_words);
    made.catches = json.value("catches", std::vector<std::string>{});
    made.misses = json.value("not", std::vector<std::string>{});
    return made;
  }
};

// A sign in its place: which one, and at which word it begins.
struct Seen {
  std::uint64_t sign;
  std::ptrdiff_t first;
  Hit const* hit;
};

// What a hit is a sign of; empty when it is none.
std::string sign_of(Hit const& hit) {
  auto const& scope = hit.scope;
  auto const& mark = hit.rule->says.mark;
  if (mark.empty() || scope.negated || scope.time == When::past) return {};
  return scope.who == Who::other ? std::string(of_another) + mark : mark;
}

std::ptrdiff_t word_at(Text const& text, std::uint32_t position) {
  auto const after = std::ranges::upper_bound(text.tokens, position, {}, &Token::begin);
  return after - text.tokens.begin();
}

// The places filled, each by words of its own, from the signs that begin at `from` or within its reach;
// empty when one stays open.
std::vector<Hit const*> fill(Case const& wanted, std::vector<Seen> const& seen, std::size_t from) {
  std::vector<Hit const*> filled;
  for (auto const place : wanted.places) {
    auto const before = filled.size();
    for (auto i = from; i < seen.size() && seen[i].first < seen[from].first + wanted.within; ++i) {
      auto const overlaps = [&](Hit const* other) {
        return other->begin < seen[i].hit->end && seen[i].hit->begin < other->end;
      };
      if ((seen[i].sign & place) == 0 || std::ranges::any_of(filled, overlaps)) continue;
      filled.push_back(seen[i].hit);
      break;
    }
    if (filled.size() == before) return {};
  }
  return filled;
}

}  // namespace

Result<Cases> Cases::load(std::filesystem::path const& file, RuleBank const& bank) {
  std::set<std::string> marks;
  for (auto const* rule : bank.rules(Layer::safety)) marks.insert(rule->says.mark);
  Cases loaded;
  Parser parser{marks, loaded.signs_, {}};
  try {
    std::ifstream in(file);
    auto const json = Json::parse(in);
    for (auto const& each : json.at("cases")) loaded.cases_.push_back(parser.one(each));
  } catch (nlohmann::json::exception const& e) {
    parser.fault(file.string(), e.what());
  }
  if (!parser.faults.empty()) return fail("rules", parser.faults);
  return loaded;
}

std::vector<Composed> Cases::find(Text const& text, std::vector<Hit> const& hits) const {
  std::vector<Seen> seen;
  std::uint64_t all = 0;
  for (auto const& hit : hits) {
    auto const name = sign_of(hit);
    auto const at = name.empty() ? signs_.end() : std::ranges::find(signs_, name);
    if (at == signs_.end()) continue;
    auto const sign = std::uint64_t{1} << (at - signs_.begin());
    seen.push_back({sign, word_at(text, hit.begin), &hit});
    all |= sign;
  }
  std::vector<Composed> found;
  for (auto const& each : cases_) {
    if (!std::ranges::all_of(each.places, [&](auto place) { return (place & all) != 0; })) continue;
    for (std::size_t from = 0; from < seen.size(); ++from)
      if (auto filled = fill(each, seen, from); !filled.empty()) {
        found.push_back({&each, std::move(filled)});
        break;
      }
  }
  return found;
}

}  // namespace foyer::nlu
