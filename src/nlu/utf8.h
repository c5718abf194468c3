// utf8.h - bytes that claim to be UTF-8, and the plain letters behind a character.
//
// Nothing fails: a broken byte is read as one U+FFFD and the next byte is tried.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace foyer::nlu {

struct Decoded {
  char32_t character = 0;
  std::size_t bytes = 1;
};

Decoded decode_one(std::string_view text, std::size_t at);
std::u32string decode_all(std::string_view text);
void append_utf8(std::string& out, char32_t character);

// Compatibility form, lower case, accents and marks folded, look-alike letters of other alphabets made
// Latin; appended to `out` as UTF-8. Invisible characters (zero width, variation selectors, skin tones)
// append nothing.
void append_folded(std::string& out, char32_t character);

bool is_pictograph(char32_t character);  // emoji and other small pictures

}  // namespace foyer::nlu
