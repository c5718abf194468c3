// lexicon.h - words as visitors type them, and as rules want them: slang, contractions, misspellings,
// emoji.
//
// Data of dialogs/understanding/{en,es}/lexicon.json, both languages in one table. Repair of unknown
// misspellings is bounded: towards the `core` words at distance one, towards the `sounds` where a word
// is spelt by ear (sound.h), never from a word listed in `keep`; and none of them is polar (yes, no,
// not, never ...), so that a repair can never turn an answer round.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"

namespace foyer::nlu {

class Lexicon {
 public:
  // Adds one file; all faults of the file are reported in one Error.
  Result<void> add(std::filesystem::path const& file);

  // "dont" -> "do not"; null when the word stands as it is.
  std::string const* spelt_out(std::string_view word) const;
  // "k" -> "ok": what a word means when it is the whole message ("k" in a sentence is Spanish "que").
  std::string const* alone(std::string_view word) const;
  // "my self" -> "myself": a phrase of two or three words that are written apart.
  std::string const* joined(std::string_view phrase) const;
  bool opens_phrase(std::string_view word) const;
  // "sucide" -> "suicide"; null when the word is known, or near no core word.
  std::string const* repaired(std::string_view word) const;
  // "k*ll" -> "kill": a starred core word.
  std::string const* unstarred(std::string_view word) const;
  bool knows(std::string_view word) const;  // a core, kept or slang word
  std::string const* emoji(char32_t character) const;
  std::string const* emoticon(std::string_view shape) const;
  bool opens_emoticon(char c) const { return opens_emoticon_[static_cast<unsigned char>(c)]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
  };
  using Words = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;
  using Set = std::unordered_set<std::string, Hash, std::equal_to<>>;

  using Sound = std::string (*)(std::string_view);

  std::string const* sounding(std::string_view word) const;
  void add_core(std::string const& word);
  void add_sound(std::string const& word, Sound sound);

  Words spelt_, alone_, phrases_, emoticons_;
  Set phrase_heads_, keep_, core_;
  struct Core {
    std::string word;
    std::uint32_t letters;  // bit a..z; a word at distance one differs in two bits at most
  };
  std::array<std::vector<Core>, 26> repairable_;  // by first letter
  Words sounds_en_, sounds_es_;                   // by key
  std::array<bool, 256> opens_emoticon_{};
  std::unordered_map<char32_t, std::string> emoji_;
};

}  // namespace foyer::nlu
