#include "nlu/reader.h"

#include <algorithm>

#include "nlu/answers.h"
#include "nlu/feelings.h"
#include "nlu/moves.h"
#include "nlu/safety.h"
#include "nlu/understanding.h"

namespace foyer::nlu {
namespace {

constexpr double weak_move = 0.7;  // below it a greeting, thanks or laughter gives way to an answer

// A line's end ends a clause, so that lists read well. A sentence typed with a word on each line is
// heard when the lines are joined; the graver of the two readings counts.
Verdict screen(Understanding const& understanding, Text const& text, std::string_view typed) {
  auto verdict = judge_safety(text, understanding.hits(Layer::safety, text));
  if (typed.find_first_of("\r\n") == typed.npos) return verdict;
  std::string joined(typed);
  std::ranges::replace_if(
      joined, [](char c) { return c == '\r' || c == '\n'; }, ' ');
  auto const line = understanding.text(joined);
  auto over = judge_safety(line, understanding.hits(Layer::safety, line));
  over.minor = verdict.minor = over.minor || verdict.minor;
  return over.tier > verdict.tier ? over : verdict;
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
  auto const& understanding = impl_->understanding;
  auto const text = understanding.text(utterance.text);
  Reading reading;
  auto verdict = screen(understanding, text, utterance.text);
  reading.tier = verdict.tier;
  reading.risk = verdict.risk;
  reading.minor = verdict.minor;
  reading.distress = verdict.distress;
  reading.method = verdict.method;
  reading.feelings = find_feelings(text, understanding.hits(Layer::feelings, text));
  auto wanted = choose_move(text, understanding.hits(Layer::moves, text));
  auto const cued = utterance.cues ? utterance.cues->match(text.folded) : std::vector<std::uint8_t>{};
  auto heard = weigh_answers(text, understanding.hits(Layer::answers, text), cued);
  bool const answered = heard.answer != Answer::none && heard.answer != Answer::unclear;
  if (wanted.confidence < weak_move && answered) wanted = {};  // "yes, thank you" is a yes
  reading.move = wanted.move;
  reading.topic = wanted.topic;
  reading.answer = heard.answer;
  if (wanted.move != Move::none && !answered) reading.answer = Answer::none;
  reading.confidence = wanted.move != Move::none ? wanted.confidence : heard.confidence;
  for (auto* because : {&verdict.because, &wanted.because, &heard.because})
    for (auto& evidence : *because) reading.because.push_back(std::move(evidence));
  return reading;
}

std::string Reader::normalised(std::string_view text) const {
  return impl_->understanding.text(text).folded;
}

}  // namespace foyer::nlu
