#include "nlu/lexicon.h"

#include <algorithm>
#include <bit>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "nlu/sound.h"
#include "nlu/utf8.h"

namespace foyer::nlu {
namespace {

constexpr std::size_t repair_length_min = 5;  // shorter words are too near to innocent ones
constexpr std::size_t sound_length_min = 4;
constexpr std::size_t sound_letters_apart = 3;  // "pastiyas" is as long as "pastillas", nearly

constexpr std::string_view polar[] = {"yes",  "no",   "not",   "never",   "always",
                                      "nope", "yeah", "nunca", "siempre", "si"};

// Damerau-Levenshtein distance is exactly one: a letter more, less, other, or two neighbours swapped.
bool one_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  if (a.size() < b.size()) return a.substr(i) == b.substr(i + 1);
  if (i == a.size()) return false;
  if (a.substr(i + 1) == b.substr(i + 1)) return true;
  return i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i] && a.substr(i + 2) == b.substr(i + 2);
}

bool is_plain(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::uint32_t letters_of(std::string_view word) {
  std::uint32_t letters = 0;
  for (char const c : word)
    if (c >= 'a' && c <= 'z') letters |= 1U << (c - 'a');
  return letters;
}

}  // namespace

void Lexicon::add_core(std::string const& word) {
  core_.insert(word);
  if (word.size() >= repair_length_min && word[0] >= 'a' && word[0] <= 'z')
    repairable_[static_cast<std::size_t>(word[0] - 'a')].push_back({word, letters_of(word)});
}

void Lexicon::add_sound(std::string const& word, Sound sound) {
  core_.insert(word);
  (sound == sound_en ? sounds_en_ : sounds_es_).emplace(sound(word), word);
}

Result<void> Lexicon::add(std::filesystem::path const& file) {
  std::ifstream in(file);
  if (!in) return fail(file.string(), "cannot be read");
  try {
    auto const json = nlohmann::json::parse(in);
    for (auto const* part : {"slang", "typos"}) {
      auto const words = json.value(part, nlohmann::json::object());
      for (auto const& [word, written] : words.items()) {
        auto const to = written.get<std::string>();
        if (part == std::string_view("typos"))
          for (auto p : polar)
            if (to == p)
              return fail(file.string() + " /typos/" + word, "a typo must not become a polar word");
        if (word.find(' ') != std::string::npos) {
          phrases_[word] = to;
          phrase_heads_.insert(word.substr(0, word.find(' ')));
        } else {
          spelt_[word] = to;
        }
      }
    }
    auto const alone = json.value("alone", nlohmann::json::object());
    for (auto const& [word, written] : alone.items()) alone_[word] = written.get<std::string>();
    for (auto const& word : json.value("core", std::vector<std::string>{})) add_core(word);
    auto const sound = json.value("locale", std::string()) == "es" ? sound_es : sound_en;
    for (auto const& word : json.value("sounds", std::vector<std::string>{})) add_sound(word, sound);
    for (auto const& word : json.value("keep", std::vector<std::string>{})) keep_.insert(word);
    auto const emoticons = json.value("emoticons", nlohmann::json::object());
    for (auto const& [shape, name] : emoticons.items()) {
      emoticons_[shape] = name.get<std::string>();
      opens_emoticon_[static_cast<unsigned char>(shape[0])] = true;
    }
    auto const emoji = json.value("emoji", nlohmann::json::object());
    for (auto const& [name, signs] : emoji.items())
      for (char32_t c : decode_all(signs.get<std::string>())) emoji_[c] = name;
  } catch (nlohmann::json::exception const& e) {
    return fail(file.string(), e.what());
  }
  return {};
}

std::string const* Lexicon::spelt_out(std::string_view word) const {
  auto found = spelt_.find(word);
  return found == spelt_.end() ? nullptr : &found->second;
}

std::string const* Lexicon::alone(std::string_view word) const {
  auto found = alone_.find(word);
  return found == alone_.end() ? nullptr : &found->second;
}

std::string const* Lexicon::joined(std::string_view phrase) const {
  auto found = phrases_.find(phrase);
  return found == phrases_.end() ? nullptr : &found->second;
}

bool Lexicon::opens_phrase(std::string_view word) const {
  return phrase_heads_.find(word) != phrase_heads_.end();
}

bool Lexicon::knows(std::string_view word) const {
  return core_.find(word) != core_.end() || keep_.find(word) != keep_.end() ||
         spelt_.find(word) != spelt_.end();
}

std::string const* Lexicon::repaired(std::string_view word) const {
  if (word.size() < sound_length_min || !is_plain(word)) return nullptr;
  auto const letters = letters_of(word);
  std::string const* best = nullptr;
  for (auto const& core : repairable_[static_cast<std::size_t>(word[0] - 'a')]) {
    if (word.size() < repair_length_min) break;
    bool const near = core.word.size() <= word.size() + 1 && word.size() <= core.word.size() + 1 &&
                      std::popcount(letters ^ core.letters) <= 2;
    bool const tense = word.ends_with("io") && core.word.ends_with("ido");  // "sufrió" is no "sufrido"
    if (near && !tense && one_apart(word, core.word) && (!best || core.word < *best)) best = &core.word;
  }
  if (!best) best = sounding(word);
  return best && !knows(word) ? best : nullptr;
}

// Spelt by ear, in either language.
std::string const* Lexicon::sounding(std::string_view word) const {
  for (auto const& [sounds, key] :
       {std::pair{&sounds_en_, sound_en(word)}, {&sounds_es_, sound_es(word)}}) {
    auto const found = sounds->find(key);
    if (found == sounds->end()) continue;
    auto const& core = found->second;
    auto const longer = std::max(core.size(), word.size()), shorter = std::min(core.size(), word.size());
    if (longer - shorter <= sound_letters_apart) return &core;
  }
  return nullptr;
}

std::string const* Lexicon::unstarred(std::string_view word) const {
  for (auto const& core : core_) {
    if (core.size() != word.size()) continue;
    std::size_t stars = 0, i = 0;
    while (i < word.size() && (word[i] == core[i] || (word[i] == '*' && ++stars))) ++i;
    if (i == word.size() && stars <= word.size() / 2) return &core;
  }
  return nullptr;
}

std::string const* Lexicon::emoji(char32_t character) const {
  auto found = emoji_.find(character);
  return found == emoji_.end() ? nullptr : &found->second;
}

std::string const* Lexicon::emoticon(std::string_view shape) const {
  auto found = emoticons_.find(shape);
  return found == emoticons_.end() ? nullptr : &found->second;
}

}  // namespace foyer::nlu
