// placeholders.h - the {names} in a line: which there are, and what a practice puts for them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dialog/practice.h"

namespace foyer::dialog {

using Values = std::vector<std::pair<std::string, std::string>>;

// {practice}, {booking}, {phone}, {email}, {places}; empty where the practice has none.
Values practice_values(Practice const& practice, std::string const& locale);

// Every name between braces in `text`, in order.
std::vector<std::string> placeholders(std::string_view text);

// Replaces every {name} of `text` for which `values` has an answer; unknown ones are left as they stand.
std::string fill_placeholders(std::string_view text, Values const& values);

}  // namespace foyer::dialog
