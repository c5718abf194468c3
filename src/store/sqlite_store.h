// sqlite_store.h - the store of one machine: one file, one writer, one reader, one checkpointer, three
// threads.
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace foyer::store {

// Makes the file if there is none (readable by its owner only) and brings its schema up to date.
Result<std::unique_ptr<Store>> sqlite_store(std::string const& file);

}  // namespace foyer::store
