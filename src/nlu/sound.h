// sound.h - how a word sounds when it is read as it is spelt, so that those who spell by ear are heard:
// "suiside" and "suicide", "pastiyas" and "pastillas" have one key.
//
// Rough on purpose: a key tells words apart that sound apart, and no more. Plain letters a to z in;
// pure.
#pragma once

#include <string>
#include <string_view>

namespace foyer::nlu {

std::string sound_en(std::string_view word);
std::string sound_es(std::string_view word);

}  // namespace foyer::nlu
