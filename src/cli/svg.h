// svg.h - the little that a drawing needs of SVG: escaped text, wrapped by an estimate of its width.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foyer::cli {

std::string escaped(std::string_view text);

// At most `lines_max` lines of about `width` characters; what does not fit ends in an ellipsis. Never
// cuts a character.
std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t lines_max);

}  // namespace foyer::cli
