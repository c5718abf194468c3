#include "service/talk.h"

#include <nlohmann/json.hpp>

#include "engine/codec.h"
#include "service/frame.h"
#include "service/summary.h"

namespace foyer::service {

namespace {

constexpr int close_erased = 4410, close_forbidden = 4403;  // server.md, section 6.5
constexpr Seconds disclosure_seconds_max = 30 * 60;         // safety.md D2

Bytes32 structure_hash(Edition const& edition) {
  Bytes32 hash{};
  auto const& hex = edition.dialog->hash;
  for (std::size_t i = 0; i < hex.size() && i < hash.size(); ++i)
    hash[i] = static_cast<std::uint8_t>(hex[i]);
  return hash;
}

std::uint64_t seed_of(store::Keys const& keys) {
  auto const mark = store::fingerprint(keys, "seed");
  std::uint64_t seed = 0;
  for (std::size_t i = 0; i < 8 && i < mark.size(); ++i)
    seed = (seed << 8) | static_cast<std::uint8_t>(mark[i]);
  return seed;
}

std::string_view kind_name(Deed::Kind kind) {
  return kind == Deed::Kind::say ? "say" : kind == Deed::Kind::choose ? "choose" : "do";
}

// Counted by day, never by person: how often help was shown (safety.md D5).
std::vector<store::Count> counts_of(engine::Turn const& turn, nlu::Reading const& reading, Seconds now) {
  std::vector<store::Count> counts;
  if (reading.tier >= nlu::Tier::check_in)
    counts.push_back({store::day_of(now), "tier_" + std::string(nlu::to_string(reading.tier))});
  if (turn.help.show) counts.push_back({store::day_of(now), "help_shown"});
  if (turn.phase == engine::Phase::ended) counts.push_back({store::day_of(now), "ended"});
  return counts;
}

// The question that this step put a mark on; empty for asides.
std::string answered_question(dialog::Dialog const& dialog, engine::State const& before,
                              engine::State const& after) {
  if (after.trail_size <= before.trail_size || before.at.question == dialog::no_question) return {};
  return dialog.questions[before.at.question].id;
}

}  // namespace

void ServiceTalk::receive(std::string_view raw, Done done) {
  auto const frame = read_client_frame(raw);
  if (!frame) return done(error("bad_frame", frame.error().what));
  bool const begins =
      std::holds_alternative<OpenFrame>(*frame) || std::holds_alternative<ResumeFrame>(*frame);
  if (std::holds_alternative<HeartbeatFrame>(*frame)) return done({});
  bool const of_a_receipt =
      std::holds_alternative<ReceiptFrame>(*frame) || std::holds_alternative<WithdrawFrame>(*frame);
  if (begins == open_ && !of_a_receipt)
    return done(error(begins ? "already_open" : "not_open",
                      "The first frame is `open` or `resume`, and comes once."));
  std::visit([&](auto const& each) { handle(each, std::move(done)); }, *frame);
}

bool ServiceTalk::take_token(std::string const& token) {
  auto bytes = bytes32_from_base64url(token);
  if (!bytes) return false;
  keys_ = store::derive(Secret(*bytes));
  return true;
}

void ServiceTalk::handle(OpenFrame const& frame, Done done) {
  library_ = service_.library();
  if (!library_->practice(frame.practice))
    return done(error("unknown_practice", "There is no such practice here."));
  if (!origin_.empty() && !service_.origin_allowed(frame.practice, origin_)) {
    auto reply = error("forbidden", "This page may not open a talk with this practice.");
    reply.close_code = close_forbidden;
    return done(std::move(reply));
  }
  edition_ = library_->edition(frame.practice, frame.dialog);
  if (!edition_) return done(error("unknown_dialog", "There is no such dialog here."));
  if (!edition_->dialog->in(frame.locale))
    return done(error("unknown_locale", "The dialog is not written in this language."));
  if (!take_token(frame.token))
    return done(error("bad_token", "`token` is 32 random bytes in base64url, without padding."));
  standing_ = {.practice = frame.practice,
               .dialog = frame.dialog,
               .locale = frame.locale,
               .state = {},
               .disclosed = service_.clock_->now()};
  begin(std::move(done));
}

void ServiceTalk::begin(Done done) {
  auto started = engine::begin(*edition_->dialog, seed_of(*keys_));
  auto const reply = speak(started.turn, 0, nullptr);
  auto const now = service_.clock_->now();
  auto const mark = store::fingerprint(*keys_, "open " + standing_.practice + " " + standing_.dialog);
  store::Opening opening;
  opening.conversation = {.id = keys_->id,
                          .version = 0,
                          .created = now,
                          .expires = now + service_.config_.keep_unfinished,
                          .structure = structure_hash(*edition_),
                          .state = seal_state(started.state, 0)};
  opening.turn = {
      .number = 0,
      .mark = mark,
      .words_and_reply = store::seal(
          *keys_, {store::Kind::turn, 0},
          write(TurnRecord{.kind = "", .said = "", .kept = true, .answers = "", .frame = reply}))};
  opening.counts = {{store::day_of(now), "opened"}};
  auto kept = service_.store_->put_structure(opening.conversation.structure, edition_->structure);
  if (!kept)
    return done(error("unavailable", "The talk cannot be kept just now. Please try again in a moment."));
  service_.store_->open(
      std::move(opening), [this, reply, state = started.state, done = std::move(done)](auto outcome) {
        if (outcome && outcome->outcome == store::Outcome::committed) open_ = true;
        // The same `open` again: a reply was lost on its way. What stands is resumed by its own frame.
        if (outcome && outcome->outcome == store::Outcome::replay && outcome->version == 0) open_ = true;
        if (outcome && outcome->outcome == store::Outcome::replay && outcome->version > 0)
          return done(error("conflict", "This talk has begun already: send `resume`."));
        written(outcome, reply, state, done);
      });
}

void ServiceTalk::handle(ResumeFrame const& frame, Done done) {
  library_ = service_.library();
  if (!take_token(frame.token))
    return done(error("bad_token", "`token` is 32 random bytes in base64url, without padding."));
  service_.store_->load(keys_->id, [this, done = std::move(done)](auto loaded) {
    if (!loaded)
      return done(
          error("unavailable", "The talk cannot be read just now. Please try again in a moment."));
    if (!*loaded) {
      auto reply = error("gone", "There is no such talk: it was erased, or its time was over.");
      reply.close_code = close_erased;
      return done(std::move(reply));
    }
    std::vector<TurnRecord> turns;
    if (auto const wrong = stand_on(**loaded, turns)) return done(error("unreadable", wrong->what));
    if (!origin_.empty() && !service_.origin_allowed(standing_.practice, origin_)) {
      auto reply = error("forbidden", "This page may not open a talk with this practice.");
      reply.close_code = close_forbidden;
      return done(std::move(reply));
    }
    open_ = true;
    std::string out = "{\"type\":\"resumed\",\"turn\":" + std::to_string(version_) + ",\"practice\":\"" +
                      escape(standing_.practice) + "\",\"dialog\":\"" + escape(standing_.dialog) +
                      "\",\"locale\":\"" + escape(standing_.locale) + "\",\"turns\":[";
    for (std::size_t i = 0; i < turns.size(); ++i) {
      auto const& turn = turns[i];
      auto sent = turn.frame;
      sent.pop_back();
      bool const told = turn.kept && !turn.kind.empty();
      out += (i > 0 ? "," : "") + sent +
             ",\"said\":" + (told ? "\"" + escape(turn.said) + "\"" : "null") +
             (turn.kind.empty() ? "" : ",\"by\":\"" + turn.kind + "\"") + "}";
    }
    done({out + "]}", 0, ""});
  });
}

std::optional<Error> ServiceTalk::stand_on(store::Record const& record, std::vector<TurnRecord>& turns) {
  auto const& row = record.conversation;
  auto const text = store::unseal(*keys_, {store::Kind::state, row.version}, row.state);
  if (!text) return text.error();
  auto standing = read_standing(*text);
  if (!standing) return standing.error();
  standing_ = std::move(*standing);
  edition_ = library_->edition(standing_.practice, standing_.dialog);
  if (!edition_) return Error{"conversation", "The dialog of this talk is no longer here."};
  // A conversation keeps the structure it began with while it can be read with today's words.
  if (structure_hash(*edition_) != row.structure) {
    auto const structure = service_.store_->structure(row.structure);
    auto older = structure && *structure
                     ? library_->older(standing_.practice, standing_.dialog, **structure)
                     : nullptr;
    if (older) edition_ = std::move(older);
  }
  auto state = engine::decode(*edition_->dialog, standing_.state);
  if (!state) return state.error();
  state_ = *state;
  version_ = row.version;
  for (auto const& turn : record.turns) {
    auto const plain = store::unseal(*keys_, {store::Kind::turn, turn.number}, turn.words_and_reply);
    if (!plain) return plain.error();
    auto parsed = read_turn(*plain);
    if (!parsed) return parsed.error();
    turns.push_back(std::move(*parsed));
  }
  return std::nullopt;
}

void ServiceTalk::handle(DeedFrame const& frame, Done done) {
  if (frame.deed.kind == Deed::Kind::say && code_points(frame.deed.words) > visitor_text_max)
    return done(
        error("too_long", "A message holds at most 4000 characters. Nothing was lost: send it in two."));
  auto const mark =
      store::fingerprint(*keys_, std::string(kind_name(frame.deed.kind)) + " " + frame.deed.words);
  if (frame.turn == version_ + 1) return take_turn(frame, mark, std::move(done));
  if (frame.turn <= version_ && frame.turn > 0) return answer_again(frame, mark, std::move(done));
  done(error("conflict", "The talk stands at another turn."));
}

// Words change live for everybody: the talk's own agenda with the words of now. The place in it is
// carried over by ids.
void ServiceTalk::take_up(std::shared_ptr<Library const> library) {
  library_ = std::move(library);
  auto current = library_->edition(standing_.practice, standing_.dialog);
  if (current && current->dialog->hash != edition_->dialog->hash)
    current = library_->older(standing_.practice, standing_.dialog, edition_->structure);
  if (!current) return;
  auto carried = engine::decode(*current->dialog, engine::encode(*edition_->dialog, state_));
  if (!carried) return;
  state_ = *carried;
  edition_ = std::move(current);
}

void ServiceTalk::take_turn(DeedFrame const& frame, std::string const& mark, Done done) {
  auto const now = service_.clock_->now();
  if (auto library = service_.library(); library != library_) take_up(std::move(library));
  auto before = state_;
  bool const remind = now - standing_.disclosed > disclosure_seconds_max;
  if (remind) before.since_disclosure = engine::disclosure_turns_max;
  auto answered = respond(*edition_, library_->reader(), before, frame.deed, standing_.locale);
  if (!answered)
    return done(error("unknown_option", "This is not one of the buttons that are open now."));
  if (answered->state.since_disclosure == 0) standing_.disclosed = now;

  auto const number = version_ + 1;
  bool const kept = answered->turn.keep_words;
  auto const* because =
      kept && !answered->reading.because.empty() ? &answered->reading.because.front() : nullptr;
  auto const reply = speak(answered->turn, number, because);
  TurnRecord record{.kind = std::string(kind_name(frame.deed.kind)),
                    .said = kept ? frame.deed.words : "",
                    .kept = kept,
                    .answers = answered_question(*edition_->dialog, before, answered->state),
                    .frame = reply};
  store::NextTurn next;
  next.id = keys_->id;
  next.expires = now + service_.config_.keep_unfinished;
  next.state = seal_state(answered->state, number);
  next.turn = {.number = number,
               .mark = mark,
               .words_and_reply = store::seal(*keys_, {store::Kind::turn, number}, write(record))};
  next.counts = counts_of(answered->turn, answered->reading, now);
  service_.store_->commit(std::move(next),
                          [this, reply, state = answered->state, done = std::move(done)](auto outcome) {
                            written(outcome, reply, state, done);
                          });
}

// A turn that was answered before: the same words get the same reply, whatever else happened since.
void ServiceTalk::answer_again(DeedFrame const& frame, std::string const& mark, Done done) {
  service_.store_->load(keys_->id, [this, number = frame.turn, mark,
                                    done = std::move(done)](auto loaded) {
    if (!loaded)
      return done(
          error("unavailable", "The talk cannot be read just now. Please try again in a moment."));
    if (!*loaded)
      return done(error("gone", "There is no such talk: it was erased, or its time was over."));
    for (auto const& turn : (*loaded)->turns) {
      if (turn.number != number || turn.mark != mark) continue;
      auto const plain = store::unseal(*keys_, {store::Kind::turn, number}, turn.words_and_reply);
      auto const record = plain ? read_turn(*plain) : Result<TurnRecord>(tl::unexpected(plain.error()));
      if (record) return done({record->frame, 0, ""});
    }
    done(error("conflict", "This turn was answered with other words."));
  });
}

void ServiceTalk::written(Result<store::Written> const& outcome, std::string const& frame,
                          engine::State const& next, Done const& done) {
  if (!outcome)
    return done(error("unavailable", "The talk cannot be kept just now. Please try again in a moment."));
  switch (outcome->outcome) {
    case store::Outcome::committed:
      state_ = next;
      version_ = outcome->version;
      return done({frame, 0, ""});
    case store::Outcome::replay: {
      // Another connection wrote this very turn with the same words: its reply is ours, for the engine
      // is deterministic.
      state_ = next;
      version_ = outcome->version;
      auto const plain = outcome->turn
                             ? store::unseal(*keys_, {store::Kind::turn, outcome->turn->number},
                                             outcome->turn->words_and_reply)
                             : Result<std::string>(fail("store", ""));
      auto const record = plain ? read_turn(*plain) : Result<TurnRecord>(tl::unexpected(plain.error()));
      return done({record ? record->frame : frame, 0, ""});
    }
    case store::Outcome::conflict:
      return done(error("conflict", "This talk went on in another window."));
    case store::Outcome::gone: {
      auto reply = error("gone", "There is no such talk: it was erased, or its time was over.");
      reply.close_code = close_erased;
      return done(std::move(reply));
    }
    case store::Outcome::busy:
      return done(error("busy", "Too much is waiting. Please send it again in a moment."));
  }
}

void ServiceTalk::handle(LocaleFrame const& frame, Done const& done) {
  if (!edition_->dialog->in(frame.locale))
    return done(error("unknown_locale", "The dialog is not written in this language."));
  standing_.locale = frame.locale;
  auto turn = engine::standing(*edition_->dialog, state_);
  if (turn.asks) {
    auto const& dialog = *edition_->dialog;
    auto const& question = dialog.question(turn.ask.question);
    auto const& lines = dialog.families[question.ask].lines;
    if (!lines.empty()) turn.lines.push_back({.line = lines.front()});
  }
  done({speak(turn, version_, nullptr), 0, ""});
}

void ServiceTalk::handle(EraseFrame const&, Done done) {
  service_.store_->erase(keys_->id, [this, done = std::move(done)](auto outcome) {
    if (!outcome)
      return done(
          error("unavailable", "The talk cannot be erased just now. Please try again in a moment."));
    open_ = false;
    keys_.reset();
    done({R"({"type":"erased"})", close_erased, "erased"});
  });
}

void ServiceTalk::handle(SummaryFrame const&, Done done) {
  service_.store_->load(keys_->id, [this, done = std::move(done)](auto loaded) {
    if (!loaded || !*loaded)
      return done(error("gone", "There is no such talk: it was erased, or its time was over."));
    std::vector<TurnRecord> turns;
    if (auto const wrong = stand_on(**loaded, turns)) return done(error("unreadable", wrong->what));
    done({summary_frame(*edition_, edition_->locale_index(standing_.locale), state_, turns), 0, ""});
  });
}

void ServiceTalk::handle(HeartbeatFrame const&, Done const& done) {
  done({});
}

std::string ServiceTalk::speak(engine::Turn const& turn, std::uint32_t number,
                               nlu::Evidence const* because) const {
  auto const* practice = library_->practice(standing_.practice);
  Speaking speaking{.edition = *edition_,
                    .locale = edition_->locale_index(standing_.locale),
                    .help = "[]",
                    .because = because};
  if (practice) speaking.help = library_->help().json(turn.help, *practice, standing_.locale);
  return turn_frame(speaking, number, turn);
}

store::Sealed ServiceTalk::seal_state(engine::State const& state, std::uint32_t version) const {
  auto standing = standing_;
  standing.state = engine::encode(*edition_->dialog, state);
  return store::seal(*keys_, {store::Kind::state, version}, write(standing));
}

Reply ServiceTalk::error(std::string_view code, std::string_view message) const {
  return {error_frame(code, message, version_), 0, ""};
}

}  // namespace foyer::service
