// sqlite_schema.h - how the tables came to be what they are: numbered steps, forward only, each in one
// transaction.
//
// A step that was ever released is never edited; a change is a new step at the end. A database that is
// further than this program is refused, never guessed at.
#pragma once

#include <span>

#include "store/sqlite_database.h"

namespace foyer::store {

// Step n brings the schema from n-1 to n.
std::span<char const* const> migrations();

// Brings `database` to the last of `steps`, or leaves it exactly as it was after the last step that
// worked.
Result<void> migrate(Database& database, std::span<char const* const> steps);

}  // namespace foyer::store
