#include "nlu/utf8.h"

#include <utf8proc.h>

namespace foyer::nlu {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Cyrillic and Greek letters that are drawn like Latin ones, pairwise: letter, Latin.
constexpr std::u32string_view look_alikes =
    U"аaбbвbеeѕsіiјjкkмmнhоoрpсcтtуyхxԁdԛqѡwαaβbεeικkνvοoρpτtυuχxıiɑaɡgɩi";

char32_t plain(char32_t c) {
  switch (c) {
    case 0xAB:
    case 0xBB:
      return '"';
    case 0xB4:
      return '\'';
    case 0xBF:
    case 0xA1:
    case 0xB7:
      return ' ';
    case 0xA3:
    case 0x20AC:
      return '$';
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2033:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2212:
      return '-';
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return ',';
    case 0x2026:
    case 0x3002:
      return '.';
    default:
      break;
  }
  if (c < 0x100) return c;
  for (std::size_t i = 0; i + 1 < look_alikes.size(); i += 2)
    if (look_alikes[i] == c) return look_alikes[i + 1];
  return c;
}

bool invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0x1F3FB && c <= 0x1F3FF) || c == 0x180E || c == 0x034F || (c >= 0xE0000 && c <= 0xE01EF);
}

bool letter(char32_t c) {
  auto const category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

}  // namespace

Decoded decode_one(std::string_view text, std::size_t at) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  unsigned char const lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  std::size_t const length = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead >= 0xF5 || at + length > text.size()) return {replacement, 1};
  char32_t c = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {replacement, 1};
    c = (c << 6) | (byte(i) & 0x3F);
  }
  bool const overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return {replacement, 1};
  return {c, length};
}

std::u32string decode_all(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    auto const one = decode_one(text, at);
    out += one.character;
    at += one.bytes;
  }
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  utf8proc_uint8_t bytes[4];
  auto const n = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
  out.append(reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(n));
}

void append_folded(std::string& out, char32_t character) {
  if (character < 0x80) {
    out += static_cast<char>(character >= 'A' && character <= 'Z' ? character + 32 : character);
    return;
  }
  if (invisible(character)) return;
  auto const c = plain(character);
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  utf8proc_int32_t parts[32];
  int boundary = UTF8PROC_BOUNDCLASS_START;
  auto const options = static_cast<utf8proc_option_t>(
      UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  auto const n =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), parts, 32, options, &boundary);
  if (n < 0 || n > 32) return append_utf8(out, replacement);
  for (utf8proc_ssize_t i = 0; i < n; ++i) {
    auto const part = plain(static_cast<char32_t>(parts[i]));
    if (invisible(part)) continue;
    if (part < 0x80 || letter(part))
      append_utf8(out, part);
    else
      out += ' ';
  }
}

bool is_pictograph(char32_t c) {
  return (c >= 0x1F000 && c < 0x20000) || (c >= 0x2600 && c < 0x27C0) || (c >= 0x2B00 && c < 0x2C00) ||
         (c >= 0x2190 && c < 0x2400) || c == 0x2764;
}

}  // namespace foyer::nlu
