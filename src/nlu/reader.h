// reader.h - text in, Reading out: the whole of Foyer's understanding.
//
//   auto reader = Reader::load("dialogs");              // rules of both languages, compiled once
//   Reading r = reader->read({.text = "not really", .cues = cues});
//
// Pure and immutable after load(): const methods may be called from any thread. Linear in the text
// (RE2), whatever is typed; both languages are always read. The only module that includes RE2.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlu/reading.h"
#include "nlu/text.h"

namespace foyer::nlu {

// A question's own cues: phrases (RE2, over normalised text) that answer *this* question although they
// hold no yes or no. For a choice question the label is an option's index instead of an Answer.
struct CueSource {
  std::uint8_t label = 0;
  std::string pattern;
};

class CueSet {  // immutable; shared by every conversation that asks the question
 public:
  static Result<CueSet> compile(std::vector<CueSource> const& sources);
  CueSet();
  ~CueSet();
  CueSet(CueSet&&) noexcept;
  CueSet& operator=(CueSet&&) noexcept;

  struct Match {
    std::uint8_t label = 0;
    std::uint32_t begin = 0, end = 0;  // in the text
  };
  // Labels whose cues match the normalised text, each once, strongest (longest match) first.
  std::vector<Match> match(std::string_view text) const;

 private:
  friend class Reader;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

enum class Prefer : std::uint8_t { automatic, en, es };  // breaks ties only: both languages are read

struct Utterance {
  std::string_view text;         // UTF-8, any bytes are survived
  CueSet const* cues = nullptr;  // of the question that was asked, labels being Answers; may be null
  Prefer prefer = Prefer::automatic;
};

class Reader {
 public:
  // Reads DIR/understanding/** and DIR/safety/{en,es}.json. Every rule's own examples are checked by
  // tests, not here.
  static Result<Reader> load(std::filesystem::path const& dialogs);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  Reading read(Utterance const& utterance) const;
  // The same in two steps, for who needs the text too: making it is a third of the work.
  Text text(std::string_view typed) const;
  Reading read(Utterance const& utterance, Text const& text) const;
  // The text as every pattern sees it; what CueSet::match wants.
  std::string normalised(std::string_view typed) const;

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl const> impl_;
};

}  // namespace foyer::nlu
