#include "dialog/schema.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "dialog/published.h"

namespace foyer::dialog {

using nlohmann::json;

namespace {

struct Complaint {
  std::string pointer, what;
  bool summary = false;  // "none of its parts fits": said only where no part says more
};

std::string between_quotes(std::string const& text) {
  auto const open = text.find_last_of('\'', text.size() - 3);
  auto const close = text.rfind('\'');
  return open == std::string::npos || close <= open ? text : text.substr(open + 1, close - open - 1);
}

// "<root>", "[questions]", "[3]" to "/questions/3".
std::string pointer_of(std::vector<std::string> const& context) {
  std::string pointer;
  for (auto const& part : context) {
    if (part.size() < 2 || part.front() != '[') continue;
    json::json_pointer const step = json::json_pointer() / part.substr(1, part.size() - 2);
    pointer += step.to_string();
  }
  return pointer;
}

// Valijson's sentence, said to an author.
Complaint complaint(valijson::ValidationResults::Error const& error) {
  auto const& text = error.description;
  Complaint out{pointer_of(error.context), text, false};
  auto const begins = [&](char const* with) { return text.starts_with(with); };
  if (begins("Object contains a property that could not")) {
    auto const name = between_quotes(text);
    out.pointer += (json::json_pointer() / name).to_string();
    out.what = "`" + name + "` has no place here.";
  } else if (begins("Missing required property")) {
    out.what = "`" + between_quotes(text) + "` is missing.";
  } else if (begins("Missing dependency")) {
    out.what = "`" + between_quotes(text) + "` needs to stand beside it.";
  } else if (begins("Failed to match against any enum") || begins("Failed to match expected value")) {
    out.what = "is none of the words that may stand here.";
  } else if (begins("Failed to match regex")) {
    out.what = "is not written as it has to be here.";
  } else if (begins("Value type not permitted")) {
    out.what = "is of another kind: a text, a list, an object or a number stands here.";
  } else if (begins("Array should contain no fewer") || begins("Object should have no fewer")) {
    out.what = "holds too little.";
  } else if (begins("Array should contain no more") || begins("Object should have no more")) {
    out.what = "holds too much.";
  } else if (begins("Elements at indexes")) {
    out.what = "holds the same twice.";
  } else if (begins("String should be no fewer")) {
    out.what = "is empty or too short.";
  } else {
    out.summary = true;
    out.what = begins("Target should not") ? "holds something that does not go with the rest of it."
                                           : "is not of the shape that it needs.";
  }
  return out;
}

bool inside(std::string const& inner, std::string const& outer) {
  return inner.size() > outer.size() && inner.starts_with(outer) && inner[outer.size()] == '/';
}

// Of all that was said on the way out from one mistake, the innermost and plainest.
std::vector<Complaint> innermost(std::vector<Complaint> const& all) {
  std::vector<Complaint> kept;
  for (auto const& one : all) {
    bool const said_better = std::ranges::any_of(all, [&](auto const& other) {
      return one.summary &&
             (inside(other.pointer, one.pointer) || (other.pointer == one.pointer && !other.summary));
    });
    bool const said = std::ranges::any_of(
        kept, [&](auto const& other) { return other.pointer == one.pointer && other.what == one.what; });
    if (!said_better && !said) kept.push_back(one);
  }
  return kept;
}

// The short value that does not fit, so that it is found at a glance.
std::string shown(json const& value) {
  auto text = value.dump(-1, ' ', false, json::error_handler_t::replace);
  return text.size() > 60 ? std::string() : " It is " + text + ".";
}

}  // namespace

json const& published(std::string_view name) {
  static auto const schemas = [] {
    std::map<std::string, json, std::less<>> parsed;
    for (auto const& [key, text] : published_texts()) parsed.emplace(key, json::parse(text));
    return parsed;
  }();
  auto const found = schemas.find(name);
  if (found == schemas.end()) throw std::logic_error("no schema is called " + std::string(name));
  return found->second;
}

std::vector<Fault> check_shape(JsonSource const& source, json const& schema) {
  valijson::Schema compiled;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), compiled);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(compiled, valijson::adapters::NlohmannJsonAdapter(source.value), &results))
    return {};

  std::vector<Complaint> complaints;
  for (auto const& error : results) complaints.push_back(complaint(error));
  std::vector<Fault> faults;
  for (auto const& one : innermost(complaints)) {
    auto const place = json::json_pointer(one.pointer);
    bool const there = source.value.contains(place);
    auto const name = one.pointer.empty() ? std::string("the file") : "`" + one.pointer.substr(1) + "`";
    bool const whole = one.what.starts_with("`");  // names what it speaks of itself
    auto what = whole ? one.what + (one.pointer.empty() ? "" : " (" + one.pointer.substr(1) + ")")
                      : name + " " + one.what;
    if (!whole && there && source.value[place].is_primitive()) what += shown(source.value[place]);
    faults.push_back({"FY002", source.at(one.pointer), std::move(what)});
  }
  std::ranges::stable_sort(faults, {}, [&](Fault const& fault) {
    auto const colon = fault.where.rfind(':');
    return colon == std::string::npos ? 0 : std::atoi(fault.where.c_str() + colon + 1);
  });
  return faults;
}

void add_shapes(std::vector<Fault> shapes, std::vector<Fault>& faults) {
  auto const said = faults.size();
  for (auto& shape : shapes) {
    bool const known = std::any_of(faults.begin(), faults.begin() + static_cast<std::ptrdiff_t>(said),
                                   [&](Fault const& fault) { return fault.where == shape.where; });
    if (!known) faults.push_back(std::move(shape));
  }
}

}  // namespace foyer::dialog
