#include "nlu/reader.h"

#include <algorithm>

#include "nlu/answers.h"
#include "nlu/feelings.h"
#include "nlu/moves.h"
#include "nlu/safety.h"
#include "nlu/understanding.h"

namespace foyer::nlu {
namespace {

constexpr std::size_t story_words_min = 7;
constexpr std::size_t brief_words_max = 3;
constexpr double weak_move = 0.7;  // below it a greeting, thanks or laughter gives way to an answer

// Danger is looked for in every way the message can be read: as it stands; with its lines joined, since
// a line's end ends a clause and some type a word on each; with a Spanish perfect as the simple past of
// the rules. The gravest reading counts.
Verdict screen(Understanding const& understanding, Text const& text, std::string_view typed) {
  auto const judge = [&](Text const& reading) {
    auto const hits = understanding.hits(Layer::safety, reading);
    return judge_safety(reading, hits, understanding.cases().find(reading, hits));
  };
  auto gravest = judge(text);
  auto const weigh = [&](Text const& reading) {
    auto verdict = judge(reading);
    verdict.minor = gravest.minor = verdict.minor || gravest.minor;
    if (verdict.tier > gravest.tier) gravest = std::move(verdict);
  };
  if (auto const past = understanding.retold(text)) weigh(*past);
  if (typed.find_first_of("\r\n") == typed.npos) return gravest;
  std::string line(typed);
  std::ranges::replace_if(
      line, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  auto const joined = understanding.text(line);
  weigh(joined);
  if (auto const past = understanding.retold(joined)) weigh(*past);
  return gravest;
}

}  // namespace

struct Reader::Impl {
  Understanding understanding;
};

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::load(std::filesystem::path const& dialogs) {
  auto understanding = Understanding::load(dialogs);
  if (!understanding) return tl::unexpected(understanding.error());
  return Reader(std::make_unique<Impl>(Impl{std::move(*understanding)}));
}

Reading Reader::read(Utterance const& utterance) const {
  return read(utterance, text(utterance.text));
}

Text Reader::text(std::string_view typed) const {
  return impl_->understanding.text(typed);
}

Reading Reader::read(Utterance const& utterance, Text const& text) const {
  auto const& understanding = impl_->understanding;
  Reading reading;
  auto verdict = screen(understanding, text, utterance.text);
  reading.tier = verdict.tier;
  reading.risk = verdict.risk;
  reading.minor = verdict.minor;
  reading.distress = verdict.distress;
  reading.loss = verdict.loss;
  reading.method = verdict.method;
  reading.retracted = verdict.retracted;
  reading.need = verdict.need;
  reading.feelings = find_feelings(text, understanding.hits(Layer::feelings, text));
  auto wanted = choose_move(text, understanding.hits(Layer::moves, text));
  auto const cued = utterance.cues ? utterance.cues->match(text.folded) : std::vector<CueSet::Match>{};
  auto heard = weigh_answers(text, understanding.hits(Layer::answers, text), cued);
  bool const answered = heard.answer != Answer::none && heard.answer != Answer::unclear;
  if (wanted.confidence < weak_move && answered) wanted = {};  // "yes, thank you" is a yes
  reading.move = wanted.move;
  reading.topic = wanted.topic;
  reading.answer = heard.answer;
  if (wanted.move != Move::none && !answered) reading.answer = Answer::none;
  reading.confidence = wanted.move != Move::none ? wanted.confidence : heard.confidence;
  bool const feels = std::ranges::any_of(reading.feelings, [](auto const& each) { return each.main(); });
  reading.brief = text.tokens.size() <= brief_words_max;
  reading.told = text.tokens.size() >= story_words_min || (feels && reading.answer == Answer::unclear);
  for (auto* because : {&verdict.because, &wanted.because, &heard.because})
    for (auto& evidence : *because) reading.because.push_back(std::move(evidence));
  return reading;
}

std::string Reader::normalised(std::string_view typed) const {
  return text(typed).folded;
}

}  // namespace foyer::nlu
