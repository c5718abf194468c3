#include "nlu/lexicon.h"

#include <fstream>

#include <nlohmann/json.hpp>

#include "nlu/utf8.h"

namespace foyer::nlu {
namespace {

constexpr std::size_t repair_length_min = 5;  // shorter words are too near to innocent ones

constexpr std::string_view polar[] = {"yes", "no", "not", "never", "always", "nope", "yeah", "nunca", "siempre", "si"};

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

}  // namespace

void Lexicon::add_core(std::string const& word) {
  core_.insert(word);
  if (word.size() < repair_length_min) return;
  deletions_[word].push_back(word);
  for (std::size_t i = 0; i < word.size(); ++i) {
    auto shorter = word;
    shorter.erase(i, 1);
    deletions_[shorter].push_back(word);
  }
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
            if (to == p) return fail(file.string() + " /typos/" + word, "a typo must not become a polar word");
        if (word.find(' ') != std::string::npos) {
          phrases_[word] = to;
          phrase_heads_.insert(word.substr(0, word.find(' ')));
        } else {
          spelt_[word] = to;
        }
      }
    }
    for (auto const& word : json.value("core", std::vector<std::string>{})) add_core(word);
    for (auto const& word : json.value("keep", std::vector<std::string>{})) keep_.insert(word);
    auto const emoticons = json.value("emoticons", nlohmann::json::object());
    for (auto const& [shape, name] : emoticons.items()) emoticons_[shape] = name.get<std::string>();
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

std::string const* Lexicon::joined(std::string_view phrase) const {
  auto found = phrases_.find(phrase);
  return found == phrases_.end() ? nullptr : &found->second;
}

bool Lexicon::opens_phrase(std::string_view word) const { return phrase_heads_.find(word) != phrase_heads_.end(); }

bool Lexicon::knows(std::string_view word) const {
  return core_.find(word) != core_.end() || keep_.find(word) != keep_.end() || spelt_.find(word) != spelt_.end();
}

std::string const* Lexicon::repaired(std::string_view word) const {
  if (word.size() < repair_length_min || word.size() > 20 || knows(word)) return nullptr;
  std::string const* best = nullptr;
  auto consider = [&](std::string_view key) {
    auto found = deletions_.find(key);
    if (found == deletions_.end()) return;
    for (auto const& core : found->second)
      if (core[0] == word[0] && one_apart(word, core) && (!best || core < *best)) best = &core;
  };
  consider(word);
  char shorter[20];
  for (std::size_t i = 0; i < word.size() && !best; ++i) {
    word.substr(0, i).copy(shorter, i);
    word.substr(i + 1).copy(shorter + i, word.size() - i - 1);
    consider(std::string_view(shorter, word.size() - 1));
  }
  return best;
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
