// postgres_schema.h - the tables of the store of several machines: numbered steps, forward only, one
// transaction each.
//
// A step that was ever released is never edited. Nodes that start together take their turn by an
// advisory lock.
#pragma once

#include <span>

#include "store/postgres_session.h"

namespace foyer::store {

std::span<char const* const> postgres_migrations();

// Brings the database to the last of `steps`; a newer one is refused and left as it is.
Tried<void> migrate(PostgresSession& session, std::span<char const* const> steps);

}  // namespace foyer::store
