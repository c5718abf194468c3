// share.cpp - how a talk, or what the visitor chose of it, comes to the practice. Nothing leaves the
// conversation's own seal before `consent` was said in the very frame that names the lines.
#include <algorithm>
#include <set>

#include "engine/step.h"
#include "service/summary.h"
#include "service/talk.h"

namespace foyer::service {

namespace {

constexpr std::size_t contact_text_max = 200;  // code points

// Words that are never stored are never shared either, also when they are written into the share itself.
bool carries_risk(nlu::Reading const& reading) {
  bool const told =
      reading.risk == nlu::Risk::past_resolved || reading.risk == nlu::Risk::third_person_risk;
  return reading.tier >= nlu::Tier::check_in || reading.minor || reading.method || told;
}

bool help_is_on_the_table(engine::Mode mode) {
  return mode != engine::Mode::talking && mode != engine::Mode::offer && mode != engine::Mode::closed &&
         mode != engine::Mode::ended;
}

std::vector<std::string const*> new_words(ShareFrame const& frame) {
  std::vector<std::string const*> all;
  for (auto const& line : frame.lines)
    if (line.words) all.push_back(&*line.words);
  if (frame.contact) {
    all.push_back(&frame.contact->name);
    all.push_back(&frame.contact->reach);
  }
  return all;
}

// The lines that were named, in the summary's order and as they were reworded; nothing if one of them is
// not there.
std::optional<std::vector<handoff::Entry>> chosen(std::vector<handoff::Entry> const& all,
                                                  std::vector<ShareLine> const& named) {
  std::set<std::string> left;
  for (auto const& line : named)
    if (!left.insert(line.id).second) return std::nullopt;
  std::vector<handoff::Entry> entries;
  for (auto entry : all) {
    std::vector<handoff::Line> lines;
    for (auto& line : entry.lines) {
      auto const found = std::ranges::find(named, line.id, &ShareLine::id);
      if (found == named.end()) continue;
      left.erase(line.id);
      if (found->words && line.stop) return std::nullopt;
      if (found->words) line.text = *found->words;
      line.wish = found->wish;
      lines.push_back(line);
    }
    bool const has_stop = std::ranges::find(lines, true, &handoff::Line::stop) != lines.end();
    if (!has_stop) entry.option.clear();  // a struck stop leaves no trace
    entry.lines = std::move(lines);
    if (!entry.lines.empty()) entries.push_back(std::move(entry));
  }
  if (!left.empty()) return std::nullopt;
  return entries;
}

std::string receipt_frame(handoff::Receipt const& receipt, std::string const& code) {
  std::string out = "{\"type\":\"receipt\",\"state\":\"" + std::string(to_string(receipt.state)) + "\"";
  if (receipt.state == handoff::ShareState::none) return out + "}";
  return out + ",\"number\":\"" + escape(receipt.number) + "\",\"sent\":\"" +
         handoff::iso_time(receipt.sent) + "\"" + (code.empty() ? "" : ",\"code\":\"" + code + "\"") +
         "}";
}

std::vector<std::string> channels_of(dialog::Practice const& practice) {
  std::vector<std::string> channels;
  if (!practice.webhook.empty()) channels.emplace_back("webhook");
  if (!practice.notify.empty()) channels.emplace_back("mail");
  return channels;
}

}  // namespace

// The code is made of the visitor's key and of nothing that is stored: from the share no way leads to
// the talk.
std::string ServiceTalk::receipt_code() const {
  auto const one = store::fingerprint(*keys_, "receipt");
  Bytes32 secret{};
  std::copy_n(one.begin(), std::min(one.size(), secret.size()), secret.begin());
  return handoff::code_of(secret);
}

std::optional<Reply> ServiceTalk::why_not(ShareFrame const& frame) const {
  auto const* practice = service_.library()->practice(standing_.practice);
  if (!service_.config_.desk || !practice || !handoff::takes_shares(*practice) || state_.minor)
    return error(
        "not_offered",
        "This practice does not take talks through Foyer. The summary can be kept and brought along.");
  if (!frame.consent || (frame.contact && !frame.contact_consent))
    return error(
        "no_consent",
        "Nothing is shared without `consent`, and no way to reach anybody without `contact_consent`.");
  if (frame.turn != version_)
    return error("conflict", "The talk went on: look at the summary again before it is shared.");
  if (frame.lines.empty()) return error("nothing_to_share", "There is no line to share.");
  for (auto const& line : frame.lines)
    if (line.words && (line.words->empty() || code_points(*line.words) > visitor_text_max))
      return error("too_long", "A line holds from 1 to 4000 characters.");
  if (frame.contact && (code_points(frame.contact->name) > contact_text_max ||
                        code_points(frame.contact->reach) > contact_text_max))
    return error("too_long", "A name and a way to be reached hold at most 200 characters.");
  if (help_is_on_the_table(state_.mode)) return error("not_now", "Help is on the table first.");
  return std::nullopt;
}

void ServiceTalk::handle(ShareFrame const& frame, Done done) {
  if (auto const no = why_not(frame)) return done(*no);
  for (auto const* words : new_words(frame)) {
    auto const prefer = standing_.locale == "es" ? nlu::Prefer::es : nlu::Prefer::en;
    bool risky =
        true;  // if understanding itself fails, the visitor is answered, and nothing is handed over
    try {
      risky = carries_risk(library_->reader().read({.text = *words, .cues = nullptr, .prefer = prefer}));
    } catch (std::exception const&) {
    }
    if (!risky) continue;
    // It is heard as what it is: said to Foyer, answered at once, and kept nowhere.
    DeedFrame const heard{version_ + 1, {Deed::Kind::say, *words}};
    return take_turn(heard, store::fingerprint(*keys_, "say " + *words), std::move(done));
  }
  service_.store_->load(keys_->id, [this, frame, done = std::move(done)](auto loaded) {
    if (!loaded || !*loaded)
      return done(error("gone", "There is no such talk: it was erased, or its time was over."));
    std::vector<TurnRecord> turns;
    if (auto const wrong = stand_on(**loaded, turns)) return done(error("unreadable", wrong->what));
    if (auto const no = why_not(frame)) return done(*no);
    auto entries = chosen(entries_of(*edition_, edition_->locale_index(standing_.locale), state_, turns),
                          frame.lines);
    if (!entries)
      return done(error("unknown_line",
                        "A line that is named is not in the summary, or twice, or cannot be reworded."));
    hand_over(frame, std::move(*entries), done);
  });
}

void ServiceTalk::hand_over(ShareFrame const& frame, std::vector<handoff::Entry> entries,
                            Done const& done) {
  auto const* practice = library_->practice(standing_.practice);
  auto const now = service_.clock_->now();
  handoff::Share share{
      handoff::make_number(), standing_.practice, standing_.dialog, standing_.locale, now,
      std::move(entries),     frame.contact};
  std::string same_again = "share";
  auto unnumbered = share;
  unnumbered.number.clear();
  unnumbered.sent = 0;
  same_again += handoff::write(unnumbered);
  auto sealed = handoff::seal_share(share, *practice);
  if (!sealed) return done(error("unavailable", "It cannot be sealed for the practice just now."));
  auto const code = receipt_code();
  handoff::Handover handover{handoff::owner_of(code),
                             share.number,
                             share.practice,
                             share.locale,
                             store::fingerprint(*keys_, same_again),
                             std::move(*sealed),
                             now,
                             now + service_.config_.keep_shares,
                             channels_of(*practice)};
  wipe(same_again);
  bool const taken = service_.config_.desk->do_next([this, code, done,
                                                     handover = std::move(handover)](auto& shares) {
    auto const receipt = shares.hand_over(handover);
    if (!receipt)
      return done(error("unavailable",
                        "It cannot be kept just now. Nothing was sent; please try again in a moment."));
    if (!receipt->same)
      return done(
          error("already_shared", "Something was shared from this talk already: withdraw it first."));
    done({receipt_frame(*receipt, code), 0, ""});
  });
  if (!taken) done(error("busy", "Too much is waiting. Please send it again in a moment."));
}

void ServiceTalk::handle(ReceiptFrame const& frame, Done const& done) {
  about_receipt(frame.code, false, done);
}
void ServiceTalk::handle(WithdrawFrame const& frame, Done const& done) {
  about_receipt(frame.code, true, done);
}

void ServiceTalk::about_receipt(std::string const& given, bool withdraw, Done const& done) {
  if (given.empty() && !open_)
    return done(error("not_open", "Name the receipt's `code`, or open the talk that it belongs to."));
  if (!service_.config_.desk) return done({receipt_frame({}, ""), 0, ""});
  auto const code = given.empty() ? receipt_code() : std::string();
  auto const owner = handoff::owner_of(given.empty() ? code : given);
  bool const taken = service_.config_.desk->do_next([this, code, owner, withdraw, done](auto& shares) {
    auto const receipt = withdraw ? shares.withdraw(owner) : shares.receipt(owner);
    if (!receipt)
      return done(
          error("unavailable", "Receipts cannot be read just now. Please try again in a moment."));
    done({receipt_frame(*receipt, code), 0, ""});
  });
  if (!taken) done(error("busy", "Too much is waiting. Please send it again in a moment."));
}

}  // namespace foyer::service
