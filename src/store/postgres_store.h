// postgres_store.h - the store of several machines: any node answers any turn, and the database decides
// which of them was first.
#pragma once

#include <memory>
#include <string>

#include "store/store.h"

namespace foyer::store {

// `where` is a connection string of libpq, with one or several hosts. Brings the schema up to date.
Result<std::unique_ptr<Store>> postgres_store(std::string const& where);

}  // namespace foyer::store
