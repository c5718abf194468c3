// sqlite_backup.h - a whole, checked copy of the store in a new file, taken while turns go on.
//
// Conversations stay sealed in it: a backup is ciphertext like the store itself.
#pragma once

#include <string>

#include "base/result.h"

namespace foyer::store {

// `to` appears only when the copy is complete, checked and on disk; an existing file is never
// overwritten.
Result<void> sqlite_backup(std::string const& from, std::string const& to);

// Puts a copy of the backup `from` in the place of the store `to`, which no server may be using. What
// was there is kept beside it as `to`.before-restore (and a number).
Result<void> sqlite_restore(std::string const& from, std::string const& to);

// Is `file` a whole store of this Foyer (or an older one)? Reads all of it.
Result<void> sqlite_check(std::string const& file);

}  // namespace foyer::store
