// language.h - which of the two languages a text is mostly in, by its smallest words.
#pragma once

#include <string_view>

#include "nlu/text.h"

namespace foyer::nlu {

enum class Language : std::uint8_t { unknown, en, es };

// Unknown when neither stands out; such a text is read with the cues of both.
Language language_of(Text const& text);

}  // namespace foyer::nlu
