#include "handoff/share.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

#include "dialog/json_source.h"
#include "handoff/delivery.h"

namespace foyer::handoff {

using nlohmann::json;

namespace {

constexpr std::string_view format = "foyer-share-1";
constexpr std::size_t padding = 4096;
constexpr std::size_t recipients_min = 2;
constexpr std::array<std::string_view, 3> wishes = {"none", "ask_me", "not_first"};

json to_json(Entry const& entry) {
  json lines = json::array();
  for (auto const& line : entry.lines) {
    json row = {{"id", line.id}, {"kind", line.stop ? "stop" : "words"}, {"text", line.text}};
    if (line.wish != Wish::none) row["wish"] = to_string(line.wish);
    lines.push_back(std::move(row));
  }
  return {
      {"question_id", entry.question_id}, {"milestone", entry.milestone}, {"title", entry.title},
      {"question", entry.question},       {"option", entry.option},       {"lines", std::move(lines)}};
}

constexpr Seconds last_moment = 253402300799;  // the end of the year 9999, as far as iso_time writes

// Throws like any other wrong type at a fraction; what is beyond 64 bits comes out negative.
Seconds whole(json const& value) {
  return value.get_ref<json::number_integer_t const&>();
}

Entry entry_from(json const& value) {
  Entry entry{value.at("question_id"), value.at("milestone"), value.at("title"),
              value.at("question"),    value.at("option"),    {}};
  for (auto const& row : value.at("lines"))
    entry.lines.push_back({row.at("id"), row.at("kind") == "stop", row.at("text"),
                           read_wish(row.value("wish", "none")).value_or(Wish::none)});
  return entry;
}

bool wishes_for(Entry const& entry, Wish wish) {
  return std::ranges::find(entry.lines, wish, &Line::wish) != entry.lines.end();
}

int rank(Entry const& entry) {
  if (wishes_for(entry, Wish::ask_me)) return 0;
  if (wishes_for(entry, Wish::not_first)) return 3;
  return entry.milestone.empty() ? 2 : 1;
}

void add_entry(std::string& out, Entry const& entry) {
  out += entry.question + "\n";
  for (auto const& line : entry.lines) {
    out += line.stop ? "    [" + line.text + "]" : "    \"" + line.text + "\"";
    if (line.wish == Wish::ask_me) out += "   <- please ask me about this";
    if (line.wish == Wish::not_first) out += "   <- please not first";
    out += "\n";
  }
  out += "\n";
}

}  // namespace

std::string_view to_string(Wish wish) {
  return wishes[static_cast<std::size_t>(wish)];
}

std::optional<Wish> read_wish(std::string_view text) {
  auto const found = std::ranges::find(wishes, text);
  if (found == wishes.end()) return std::nullopt;
  return static_cast<Wish>(found - wishes.begin());
}

std::string iso_time(Seconds time) {
  auto const seconds = static_cast<std::time_t>(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string write(Share const& share) {
  json entries = json::array();
  for (auto const& entry : share.entries) entries.push_back(to_json(entry));
  json document = {{"format", format},
                   {"number", share.number},
                   {"practice", share.practice},
                   {"dialog", share.dialog},
                   {"locale", share.locale},
                   {"sent", share.sent},
                   {"entries", std::move(entries)},
                   {"contact", nullptr}};
  if (share.contact)
    document["contact"] = {{"name", share.contact->name}, {"reach", share.contact->reach}};
  auto text = document.dump(-1, ' ', false, json::error_handler_t::replace);
  text.resize((text.size() / padding + 1) * padding, ' ');
  return text;
}

Result<Share> read_share(std::string_view text) {
  auto const document = json::parse(text, nullptr, false);
  if (!document.is_object() || !document.contains("format") || document["format"] != format)
    return fail("share", "is not in a form that this version of Foyer knows.");
  try {
    Share share{document.at("number"), document.at("practice"),    document.at("dialog"),
                document.at("locale"), whole(document.at("sent")), {},
                std::nullopt};
    for (auto const& entry : document.at("entries")) share.entries.push_back(entry_from(entry));
    if (auto const& contact = document.at("contact"); contact.is_object())
      share.contact = Contact{contact.at("name"), contact.at("reach")};
    if (share.sent < 0 || share.sent > last_moment)
      return fail("share", "was sent at a time that there is not.");
    return share;
  } catch (json::exception const&) {
    return fail("share", "lacks a part that it must have.");
  }
}

Result<std::string> seal_share(Share const& share, dialog::Practice const& practice) {
  std::vector<Recipient> recipients;
  for (auto const& text : practice.recipients) {
    auto recipient = read_recipient(text);
    if (!recipient) return tl::unexpected(recipient.error());
    recipients.push_back(*recipient);
  }
  auto plain = write(share);
  auto sealed = seal(recipients, plain);
  wipe(plain);
  return sealed;
}

Result<Share> open_share(Identity const& identity, std::string_view file) {
  auto plain = open(identity, file);
  if (!plain) return tl::unexpected(plain.error());
  auto share = read_share(*plain);
  wipe(*plain);
  return share;
}

bool takes_shares(dialog::Practice const& practice) {
  return practice.recipients.size() >= recipients_min;
}

std::vector<dialog::Fault> faults_of(dialog::Practice const& practice) {
  auto const source = dialog::read_json(practice.folder / "practice.json");
  std::vector<dialog::Fault> faults;
  auto const fault = [&](std::string const& pointer, std::string what) {
    faults.push_back({"FY030", source ? source->at(pointer) : practice.id, std::move(what)});
  };
  auto const& keys = practice.recipients;
  if (keys.size() == 1)
    fault("/recipients",
          "`recipients` names one key only: add the recovery sheet's, or `foyer practice init` makes "
          "both.");
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (auto const read = read_recipient(keys[i]); !read)
      fault("/recipients/" + std::to_string(i),
            "`recipients`: \"" + keys[i].substr(0, 12) + "…\" " + read.error().what);
  if (!practice.notify.empty() && !is_mail_address(practice.notify))
    fault("/notify", "`notify` is not one plain mail address.");
  if (keys.empty() && !(practice.webhook.empty() && practice.notify.empty()))
    fault(practice.notify.empty() ? "/webhook" : "/notify",
          "names a way of being told, and no `recipients` to share with: run `foyer practice init`.");
  return faults;
}

std::vector<Entry> in_brief_order(std::vector<Entry> const& entries) {
  auto ordered = entries;
  std::ranges::stable_sort(ordered, {}, rank);
  return ordered;
}

std::string brief_text(Share const& share) {
  std::string out = "Shared with " + share.practice + ", number " + share.number + ", " +
                    iso_time(share.sent) + ", in " + share.locale + "\n";
  out +=
      "In the visitor's own words, as they chose to share them. Nothing here is a score or a "
      "finding.\n\n";
  if (share.contact)
    out += "May be reached: " + share.contact->name + ", " + share.contact->reach + "\n\n";
  for (auto const& entry : in_brief_order(share.entries)) add_entry(out, entry);
  return out;
}

}  // namespace foyer::handoff
